// The file of a recording while it is written: made new, never over another file; bounded in memory; readable up to the last
// line whenever Adder ends. It knows what a line is (recording.ts) and nothing of transports.

import { open, type FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import type { WriteStream } from 'node:fs';
import { AdderError } from '../../../shared/errors';
import { localError, systemCode } from '../../host/local-error';

/** Beyond so many bytes that the disk has not taken, the link is held back. */
const BACKLOG_BYTES = 256 * 1024;
/** A session that reconnects writes FILE, then FILE-2, ... */
const MAX_NUMBER = 99;

export class RecordFile {
  /** Rejects with a `local-...` code when the disk fails; else it stays pending. */
  readonly failed: Promise<never>;
  private drained: Promise<void> | undefined;

  private constructor(private readonly stream: WriteStream) {
    this.failed = new Promise((_resolve, reject) => {
      stream.on('error', (error) => reject(localError(error, String(stream.path))));
    });
    this.failed.catch(() => undefined);
  }

  /** Rejects with `local-not-found`, `local-denied`, `local-full`, `local-failed`. */
  static async create(path: string): Promise<RecordFile> {
    // Only the owner may read it: what a person types may be a password.
    const handle = await createNew(path);
    return new RecordFile(
      handle.createWriteStream({ encoding: 'utf8', highWaterMark: BACKLOG_BYTES }),
    );
  }

  /** Resolves at once, or when the disk has taken what waits; returns nothing while there is room. */
  write(lines: string): Promise<void> | undefined {
    if (this.stream.write(lines)) return undefined;
    this.drained ??= new Promise<void>((resolve) => {
      const done = (): void => {
        this.drained = undefined;
        resolve();
      };
      this.stream.once('drain', done);
      this.stream.once('close', done);
    });
    return this.drained;
  }

  /** Never rejects. */
  async close(lines: string): Promise<void> {
    if (this.stream.destroyed) return;
    const closed = new Promise<void>((resolve) => this.stream.once('close', () => resolve()));
    this.stream.end(lines);
    await closed;
  }
}

async function createNew(path: string): Promise<FileHandle> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const name = number === 1 ? path : `${stem}-${number}${extension}`;
    try {
      return await open(name, 'wx', 0o600);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw localError(error, name);
    }
  }
  throw new AdderError('local-failed', {
    detail: `${path} and ${MAX_NUMBER - 1} more of its name exist already.`,
  });
}
