// Writing a file: device-code/receive.py says the conversation. The old file stays until the new one lies on the board
// whole, with the right hash.

import { createHash } from 'node:crypto';
import type { Progress } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import receive from '../../device-code/receive.py?device';
import { crc32 } from '../../protocol/crc32';
import { utf8 } from '../../protocol/bytes';
import type { LinkTraits } from '../../transport/transport';
import { onAbort, throwIfAborted } from '../abort';
import type { RawRepl } from '../raw-repl';
import { callHelper } from './helper';

/** The temporary file, in the same folder so that renaming it is atomic. One name: a left-over is overwritten by the next upload. */
export const TEMPORARY_NAME = '.adder-new';

export interface Upload {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onNoise: (bytes: Uint8Array) => void;
}

/** Blocks on their way while the board writes the one before. */
const BLOCKS_AHEAD = 4;
const MIN_BLOCK = 96;
const MAX_BLOCK = 4096;

type Check = (bytes: Uint8Array) => number;
const CHECKS: Readonly<Record<string, Check>> = {
  crc32: (bytes) => crc32(bytes),
  sum: (bytes) => bytes.reduce((sum, byte) => sum + byte, 0) >>> 0,
};

export async function upload(raw: RawRepl, traits: LinkTraits, file: Upload): Promise<void> {
  const { path, bytes } = file;
  const slash = path.lastIndexOf('/');
  const folder = slash < 0 ? '.' : path.slice(0, slash) || '/';
  const name = path.slice(slash + 1) === TEMPORARY_NAME ? `${TEMPORARY_NAME}2` : TEMPORARY_NAME;
  const temporary = path.slice(0, slash + 1) + name;
  const total = bytes.length;
  // An error of ours ends the helper with Ctrl-C, as the user's cancel does; the helper cleans up.
  throwIfAborted(file.signal);
  const stop = new AbortController();
  const stopListening = onAbort(file.signal, () => {
    stop.abort();
  });
  let problem: unknown;
  let check: Check = crc32;
  let block = MIN_BLOCK;
  const state = { sent: 0, confirmed: 0, done: false };

  function send(data: Uint8Array): void {
    const line = `${hex8(check(data))}${Buffer.from(data).toString('base64')}\n`;
    raw.write(utf8(line)).catch(() => undefined); // a dead link ends the helper call by itself
  }

  function sendBlocks(): void {
    const ahead = traits.inFlight === Infinity ? block * BLOCKS_AHEAD : block;
    const limit = Math.min(total, state.confirmed + ahead);
    while (state.sent < limit) {
      const end = Math.min(limit, state.sent + block);
      send(bytes.subarray(state.sent, end));
      state.sent = end;
    }
  }

  const answers: Record<string, (words: string[]) => void> = {
    ready: ([kind = '', memory = '', args]) => {
      check = CHECKS[kind] ?? crc32;
      if (args !== hex8(check(utf8(`${temporary}\n${path}\n${total}`))))
        throw new AdderError('file-damaged', { detail: path });
      block = blockSize(traits, Number(memory));
      send(utf8('go'));
      // Without flow control a block waits until the file is made: meanwhile the board may take nothing.
      if (traits.inFlight === Infinity) sendBlocks();
    },
    got: ([count = '']) => {
      state.confirmed = Number(count);
      file.onProgress?.({ done: state.confirmed, total });
      sendBlocks();
    },
    hash: ([digest]) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (digest !== sha256 && digest !== hex8(check(bytes)))
        throw new AdderError('file-damaged', { detail: path });
      if (stop.signal.aborted) return;
      // A cancel comes too late now.
      stopListening();
      send(utf8('keep'));
    },
    done: () => {
      state.done = true;
    },
  };

  try {
    file.onProgress?.({ done: 0, total });
    await callHelper(raw, {
      source: receive,
      args: [temporary, path, folder, total],
      path,
      signal: stop.signal,
      onWords: ([word = '', ...words]) => {
        try {
          answers[word]?.(words);
        } catch (error) {
          problem ??= error;
          stop.abort();
        }
      },
      onNoise: file.onNoise,
    });
  } catch (error) {
    // What comes after the rename changes nothing.
    if (!state.done) throw problem ?? error;
  } finally {
    stopListening();
  }
  if (!state.done)
    throw new AdderError('protocol-damaged', { detail: `${path}: the transfer did not end` });
}

/** Bytes a block: its line must fit what may be in flight, and several must fit the board's memory. */
function blockSize(traits: LinkTraits, freeMemory: number): number {
  const byMemory = freeMemory > 0 ? Math.floor(freeMemory / 32) : 512;
  const byLink =
    traits.inFlight === Infinity ? MAX_BLOCK : Math.floor(((traits.inFlight - 10) * 3) / 4);
  const size = Math.min(MAX_BLOCK, Math.max(MIN_BLOCK, Math.min(byMemory, byLink)));
  return size - (size % 3); // whole groups of base64
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
