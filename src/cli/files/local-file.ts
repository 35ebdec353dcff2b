// A file of the computer that is written piece by piece. Until it is whole it has another name, so that a copy that fails leaves the old
// file; what cannot be replaced without becoming another file (a link, a device, somebody else's) is written in place.

import { randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  lstat,
  open,
  rename,
  rm,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What may wait for the disk before the board has to wait too, bytes. */
const MOST_PENDING = 256 * 1024;

export class LocalFile {
  private handle: FileHandle | undefined;
  private beside: string | undefined;
  private mode: number | undefined;
  private written: Promise<void>;
  private pending = 0;

  constructor(private readonly path: string) {
    this.written = this.open();
    this.written.catch(() => undefined); // told by the next call
  }

  /** The promise, if there is one, asks the caller to wait. */
  write(bytes: Uint8Array): void | Promise<void> {
    this.pending += bytes.length;
    this.written = this.written.then(async () => {
      await this.handle?.writeFile(bytes);
      this.pending -= bytes.length;
    });
    this.written.catch(() => undefined);
    if (this.pending > MOST_PENDING) return this.written;
  }

  /** It is whole. */
  async end(): Promise<void> {
    await this.written;
    await this.handle?.close();
    if (this.beside === undefined) return;
    if (this.mode !== undefined) await chmod(this.beside, this.mode);
    await rename(this.beside, this.path);
  }

  /** It will never be. Resolves with what went wrong with it, if anything did. */
  async abandon(): Promise<unknown> {
    const error = await this.written.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await this.handle?.close().catch(() => undefined);
    if (this.beside !== undefined) await rm(this.beside, { force: true });
    return error;
  }

  private async open(): Promise<void> {
    const old = await lstat(this.path).catch(() => undefined);
    const isOwn =
      !old || (old.isFile() && old.nlink === 1 && old.uid === (process.getuid?.() ?? old.uid));
    // Of what no file can be called, the system says so itself.
    const isName = !/(^|\/)$/.test(this.path);
    if (!isOwn || !isName) {
      this.handle = await open(this.path, 'w');
      return;
    }
    if (old) await access(this.path, constants.W_OK);
    this.mode = old?.mode;
    const name = `.${basename(this.path)}.${randomBytes(4).toString('hex')}.new`;
    const beside = join(dirname(this.path), name);
    try {
      this.handle = await open(beside, 'wx');
      this.beside = beside;
    } catch {
      // No new names here, or none so long; opening the file itself says what is wrong in the right words.
      this.handle = await open(this.path, 'w');
    }
  }
}
