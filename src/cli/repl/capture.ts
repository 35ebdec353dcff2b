// The file of `repl --capture`: what the terminal shows of the board goes there as well, as it comes.

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { AdderError } from '../../shared/errors';
import { CommandError } from '../command-error';

export class Capture {
  private constructor(
    private readonly stream: WriteStream,
    /** Rejects when the file cannot be written any more, and never resolves. */
    readonly failed: Promise<never>,
  ) {}

  /** Rejects with CommandError. */
  static async open(path: string): Promise<Capture> {
    const stream = createWriteStream(path);
    try {
      await once(stream, 'open');
    } catch (error) {
      throw failure(path, error);
    }
    const failed = new Promise<never>((_, reject) => {
      stream.on('error', (error) => reject(failure(path, error)));
    });
    failed.catch(() => undefined); // told at the end
    return new Capture(stream, failed);
  }

  /** A promise asks to wait. */
  write(bytes: Uint8Array): void | Promise<void> {
    if (this.stream.errored || this.stream.write(bytes)) return;
    return once(this.stream, 'drain').then(
      () => undefined,
      () => undefined, // `failed` tells
    );
  }

  async close(): Promise<void> {
    this.stream.end();
    await finished(this.stream).catch(() => undefined); // `failed` tells
  }
}

function failure(path: string, error: unknown): CommandError {
  const detail = error instanceof Error ? error.message : path;
  return new CommandError(
    `could not write file '${path}'`,
    new AdderError('local-failed', { detail, cause: error }),
  );
}
