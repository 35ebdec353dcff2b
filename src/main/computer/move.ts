// Moves a file, a folder or a link of the computer to a place where nothing is: by a rename, and where the place is on another disk by a copy that is
// compared before the old one goes. Rejects with `local-exists` and the system's errors; what went wrong has left the old one whole.

import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { cp, lstat, open, readdir, readlink, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AdderError } from '../../shared/errors';

/** What a copy is called until it is whole. */
export const UNFINISHED = /^\.adder-moving-/;

export async function moveEntry(from: string, to: string): Promise<void> {
  if (await isTaken(from, to)) throw new AdderError('local-exists', { detail: basename(to) });
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await moveByCopy(from, to);
  }
}

/** To another disk. */
export async function moveByCopy(from: string, to: string): Promise<void> {
  const copy = join(dirname(to), `.adder-moving-${basename(to)}`);
  try {
    await rm(copy, { recursive: true, force: true });
    await cp(from, copy, {
      recursive: true,
      errorOnExist: true,
      force: false,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    });
    await compare(from, copy);
    if (await isTaken(from, to)) throw new AdderError('local-exists', { detail: basename(to) });
    await rename(copy, to);
  } catch (error) {
    await rm(copy, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  await rm(from, { recursive: true });
}

/** Anything, also a link that leads to nothing. Rejects with the system's errors. */
export async function exists(path: string): Promise<boolean> {
  return (await look(path)) !== undefined;
}

/** Another name of the same, where upper and lower case are one, is free. */
async function isTaken(from: string, to: string): Promise<boolean> {
  const there = await look(to);
  if (!there) return false;
  if (from === to || from.toLowerCase() !== to.toLowerCase()) return true;
  const moved = await look(from);
  return moved?.dev !== there.dev || moved.ino !== there.ino;
}

async function look(path: string): Promise<BigIntStats | undefined> {
  return lstat(path, { bigint: true }).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  });
}

/** Rejects with `local-failed` where they differ. What is compared is brought to the disk. */
async function compare(from: string, copy: string): Promise<void> {
  const facts = await lstat(from);
  let isSame: boolean;
  if (facts.isSymbolicLink()) isSame = (await readlink(from)) === (await readlink(copy));
  else if (facts.isDirectory()) {
    const names = await readdir(from);
    isSame = names.length === (await readdir(copy)).length;
    for (const name of names) await compare(join(from, name), join(copy, name));
  } else isSame = (await hashOf(from)) === (await hashOf(copy, true));
  if (!isSame) throw new AdderError('local-failed', { detail: basename(from) });
}

async function hashOf(path: string, isNew = false): Promise<string> {
  // Windows brings to the disk only what is open for writing.
  const handle = await open(path, isNew ? 'r+' : 'r').catch(() => open(path, 'r'));
  try {
    const hash = createHash('sha256');
    for await (const piece of handle.createReadStream({ autoClose: false }))
      hash.update(piece as Uint8Array);
    if (isNew) await handle.sync().catch(() => undefined);
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}
