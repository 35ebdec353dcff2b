// Replaces a file of the computer as a whole: whoever reads it sees the old bytes or the new ones, also after a crash or
// with a full disk. The new file is written beside the old one, brought to the disk and renamed over it; links are
// followed and the mode is kept. (write-file-atomic 6 and 8 do not look at how much of the data fs.write took, so that a disk
// which fills up in the middle leaves a shortened file under the final name.)

import { randomBytes } from 'node:crypto';
import { open, realpath, rename, stat, unlink } from 'node:fs/promises';
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
  const file = await target(path);
  const mode = await modeOf(file);
  // Names have 255 bytes at most; the start of the old one is enough for a person to know it by.
  const stem = Array.from(basename(file)).slice(0, 40).join('');
  const temporary = join(dirname(file), `.${stem}.${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(temporary, 'wx', 0o666);
  try {
    try {
      await handle.writeFile(bytes);
      if (mode !== undefined) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}
