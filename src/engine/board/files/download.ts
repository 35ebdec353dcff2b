// Reading a file: device-code/send.py streams it in lines of base64, with a checksum of the whole at the end.

import type { Progress } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import send from '../../device-code/send.py?device';
import { crc32 } from '../../protocol/crc32';
import { concat } from '../../protocol/bytes';
import type { RawRepl } from '../raw-repl';
import { callHelper } from './helper';

export interface Download {
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onNoise: (bytes: Uint8Array) => void;
}

/** Bytes that the board reads and encodes at a time: little enough for 20 KB of free memory. */
const BLOCK = 768;

export async function download(raw: RawRepl, file: Download): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  let done = 0;
  let crc = 0;
  let boardCrc: string | undefined;
  await callHelper(raw, {
    source: send,
    args: [file.path, BLOCK],
    path: file.path,
    signal: file.signal,
    onWords: ([word = '', value = '']) => {
      switch (word) {
        case 'size':
          total = Number(value);
          file.onProgress?.({ done, total });
          break;
        case 'data': {
          const part = Buffer.from(value, 'base64');
          parts.push(part);
          crc = crc32(part, crc);
          done += part.length;
          // A file that grows while it is read has no true total.
          total = Math.max(total, done);
          file.onProgress?.({ done, total });
          break;
        }
        case 'crc':
          boardCrc = value;
          break;
      }
    },
    onNoise: file.onNoise,
  });
  const intact =
    boardCrc === 'none' ? done === total : boardCrc === crc.toString(16).padStart(8, '0');
  if (!intact) throw new AdderError('file-damaged', { detail: file.path });
  return concat(...parts);
}
