// A file of the computer as the content of one on the board: read when its bytes are sent, a piece at a time.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AdderError } from '../../shared/errors';
import type { Content } from '../board/files/content';

export class FileContent implements Content {
  readonly length: number;
  private readonly file: number;

  /** Throws the system's error. */
  constructor(private readonly path: string) {
    this.file = openSync(path, 'r');
    this.length = fstatSync(this.file).size;
  }

  /** Throws `local-failed` when the file has become shorter meanwhile. */
  subarray(start: number, end: number): Uint8Array {
    const bytes = Buffer.alloc(Math.max(0, Math.min(end, this.length) - start));
    for (let at = 0; at < bytes.length;) {
      const count = readSync(this.file, bytes, at, bytes.length - at, start + at);
      if (count === 0)
        throw new AdderError('local-failed', { detail: `${this.path} has become shorter` });
      at += count;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.file);
  }
}
