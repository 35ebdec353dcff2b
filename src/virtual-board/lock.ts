// A board's folder belongs to one at a time: two interpreters writing the same files would ruin them. The lock is a file beside
// the folder that names its holder. It is taken by creating it, which only one can; a lock whose process is gone is
// broken by renaming it away, which again only one can.

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AdderError } from '../shared/errors';

interface Holder {
  readonly pid: number;
  readonly holder: string;
  /** Tells this lock from all others, so that nobody removes one that is not theirs. */
  readonly token: string;
}

/** More tries than processes could plausibly race for one board. */
const MAX_TRIES = 20;

export class BoardLock {
  private constructor(
    private readonly file: string,
    private readonly token: string,
  ) {}

  static async take(directory: string, holder: string): Promise<BoardLock> {
    const file = `${directory}.lock`;
    const own: Holder = { pid: process.pid, holder, token: randomBytes(8).toString('hex') };
    await mkdir(dirname(file), { recursive: true });
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (await create(file, own)) return new BoardLock(file, own.token);
      const other = await read(file);
      if (other === undefined) continue; // released meanwhile
      if (other === 'unreadable' || !isAlive(other.pid)) await breakLock(file, other);
      else throw new AdderError('board-in-use', { detail: `It is held by ${other.holder}.` });
    }
    throw new AdderError('board-in-use', { detail: 'Several programs are trying to take it.' });
  }

  async release(): Promise<void> {
    const holder = await read(this.file);
    if (typeof holder === 'object' && holder.token === this.token)
      await rm(this.file, { force: true });
  }
}

async function create(file: string, own: Holder): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new AdderError('virtual-board-failed', {
      detail: `${file} cannot be made`,
      cause: error,
    });
  }
}

/** Undefined when there is no lock; 'unreadable' when it is there but says nothing of use. */
async function read(file: string): Promise<Holder | 'unreadable' | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const value = JSON.parse(text) as Partial<Holder> | null;
    if (value && typeof value.pid === 'number' && typeof value.holder === 'string')
      return { pid: value.pid, holder: value.holder, token: String(value.token) };
  } catch {
    // half written, or not ours
  }
  return 'unreadable';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's, but alive
  }
}

/**
 * Moves a stale lock out of the way. Between the look at it and this, another process may have broken it and made its own:
 * then that one was moved, and is put back.
 */
async function breakLock(file: string, seen: Holder | 'unreadable'): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch {
    return; // somebody was faster
  }
  const moved = await read(aside);
  const same =
    typeof moved === 'object' && typeof seen === 'object'
      ? moved.token === seen.token
      : moved === seen;
  if (same) await rm(aside, { force: true });
  else await rename(aside, file);
}
