// Reads files, several in one stream (docs/protocol.md, "Reading"). Like an upload, a download outlives its helper: another one goes on
// where damage on the link has ended the first.

import { inflateRawSync } from 'node:zlib';
import type { Progress } from '../../../shared/board';
import contentDeflate from '../../device-code/files/content_deflate.py?device';
import contentPlain from '../../device-code/files/content_plain.py?device';
import read from '../../device-code/files/read.py?device';
import readSmall from '../../device-code/files/read_small.py?device';
import { AdderError } from '../../../shared/errors';
import { concat } from '../../protocol/bytes';
import { RecordReader, type HelperRecord } from '../../protocol/records';
import type { LinkTraits } from '../../transport/transport';
import { throwIfAborted } from '../abort';
import { allOf, callHelper, damaged, numberIn, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly sink: FileSink;
}

/** Takes files as they come. A returned promise holds the board back; one that rejects ends the reading with its error. */
export interface FileSink {
  /** The next bytes of this file, checked. */
  piece(path: string, bytes: Uint8Array): void | Promise<void>;
  /** It is whole. */
  end(path: string): void | Promise<void>;
}

/** Keeps each file until it is whole. */
export function wholeFiles(onFile: (path: string, bytes: Uint8Array) => void): FileSink {
  let parts: Uint8Array[] = [];
  return {
    piece: (_, bytes) => {
      parts.push(bytes);
    },
    end: (path) => {
      const bytes = concat(...parts);
      parts = [];
      onFile(path, bytes);
    },
  };
}

/** Files that one helper reads: their names are part of its program, which must stay small. */
const MAX_FILES = 32;
const MAX_NAMES = 1500;

export class Download {
  private readonly left: string[];
  /** Bytes of the current file. */
  private have = 0;
  private size = 0;
  private doneBefore = 0;
  private packed: Uint8Array[] = [];

  constructor(
    paths: readonly string[],
    private readonly options: DownloadOptions,
  ) {
    this.left = [...paths];
  }

  /** Helpers until all is read. May be called again after a rejection, and goes on. */
  async run(host: HelperHost): Promise<void> {
    while (this.left.length > 0) await this.readSome(host);
  }

  private async readSome(host: HelperHost): Promise<void> {
    const { left } = this;
    const { signal } = this.options;
    throwIfAborted(signal);
    const paths = this.nextPaths();
    const wanted = this.left.length - paths.length;
    const records = new RecordReader();
    this.packed = [];
    await callHelper(host, {
      parts: readParts(host),
      call: paths
        .map((path, index) => pythonCall('send', path, index === 0 ? this.have : 0))
        .join('\n'),
      get path() {
        return left[0] ?? '';
      },
      signal,
      onData: (data) => {
        const waits = records.push(data).map((record) => this.take(record));
        return allOf(waits);
      },
    });
    if (records.inside || this.left.length !== wanted) throw damaged(this.left[0] ?? '');
  }

  private nextPaths(): string[] {
    const paths: string[] = [];
    let length = 0;
    for (const path of this.left) {
      length += path.length;
      if (paths.length > 0 && (length > MAX_NAMES || paths.length === MAX_FILES)) break;
      paths.push(path);
    }
    return paths;
  }

  private take({ kind, data }: HelperRecord): void | Promise<void> {
    const [path] = this.left;
    if (path === undefined) throw damaged('');
    switch (kind) {
      case 'F':
        this.size = numberIn(Buffer.from(data).toString('latin1'), path);
        this.report();
        return;
      case 'p':
        this.packed.push(data);
        return;
      case 'D':
      case 'z': {
        const bytes = concat(...this.packed, data);
        this.packed = [];
        return this.add(path, kind === 'D' ? bytes : inflate(bytes, path));
      }
      case 'E':
        this.left.shift();
        this.doneBefore += this.have;
        this.have = this.size = 0;
        return this.options.sink.end(path);
      default:
        throw damaged(path);
    }
  }

  private add(path: string, bytes: Uint8Array): void | Promise<void> {
    this.have += bytes.length;
    this.report();
    return this.options.sink.piece(path, bytes);
  }

  /** A file that grows while it is read has no true total. */
  private report(): void {
    const done = this.doneBefore + this.have;
    const total = Math.max(done, this.doneBefore + this.size);
    this.options.onProgress?.({ done, total });
  }
}

function readParts({ firmware, link }: HelperHost): string[] {
  if (!firmware.stat) return [readSmall];
  return [read, ...(firmware.deflate ? [`pace=${pace(link)}\n`, contentDeflate] : [contentPlain])];
}

/** Bytes a millisecond that the board can assume of the line: whether it pays to deflate depends on it. USB's speed is the guess. */
function pace({ bytesPerSecond = 500_000 }: LinkTraits): number {
  return Math.max(1, Math.round(bytesPerSecond / 1000));
}

/** A piece is at most 32 KB; what a damaged board makes larger is nothing. */
const MAX_PIECE = 64 * 1024;

function inflate(packed: Uint8Array, path: string): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_PIECE });
  } catch (cause) {
    throw new AdderError('protocol-damaged', { detail: path, cause });
  }
}
