// Replaces a file of the computer as a whole: whoever reads it sees the old bytes or the new ones, also after a crash or
// with a full disk. The new file is written beside the old one, brought to the disk and renamed over it; links are
// followed and the mode is kept. (write-file-atomic 6 and 8 do not look at how much of the data fs.write took, so that a disk
// which fills up in the middle leaves a shortened file under the final name.)

import { randomBytes } from 'node:crypto';
import { open, realpath, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The file that a path leads to; the path itself where there is none yet. */
async function target(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}

async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode & 0o7777;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const file = await AtomicFile.open(path);
  try {
    await file.write(bytes);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** The same for what comes piece by piece. One of `commit` and `discard` must be called; all else rejects with the system's errors. */
export class AtomicFile {
  private isOpen = true;

  private constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly mode: number | undefined,
    private readonly handle: FileHandle,
  ) {}

  static async open(path: string): Promise<AtomicFile> {
    const file = await target(path);
    const mode = await modeOf(file);
    // Names have 255 bytes at most; the start of the old one is enough for a person to know it by.
    const stem = Array.from(basename(file)).slice(0, 40).join('');
    const temporary = join(dirname(file), `.${stem}.${randomBytes(6).toString('hex')}.tmp`);
    return new AtomicFile(file, temporary, mode, await open(temporary, 'wx', 0o666));
  }

  /** One after the other. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.handle.writeFile(bytes);
  }

  /** Brings it to the disk, and in the place of the old one. */
  async commit(): Promise<void> {
    if (this.mode !== undefined) await this.handle.chmod(this.mode);
    await this.handle.sync();
    await this.close();
    await rename(this.temporary, this.path);
    await syncFolder(dirname(this.path));
  }

  /** Leaves the old one. Never rejects; does nothing to what was committed. */
  async discard(): Promise<void> {
    await this.close().catch(() => undefined);
    await unlink(this.temporary).catch(() => undefined);
  }

  private async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.handle.close();
  }
}

/** So that the new name survives a power cut too. Windows and some file systems have no such thing; the file is whole without it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Nothing is lost but time.
  }
}
