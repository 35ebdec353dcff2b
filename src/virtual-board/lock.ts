// A board's folder belongs to one at a time: two interpreters writing the same files would ruin them. The lock is a file
// beside the folder that names its holder. Creating it takes it, which only one can do. A lock whose process is gone may be
// removed, but only by whoever holds a second file meanwhile: otherwise two that found the same stale lock could remove
// each other's new one.

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AdderError } from '../shared/errors';

interface Holder {
  readonly pid: number;
  readonly holder: string;
  /** Tells this lock from all others. */
  readonly token: string;
}

/** A lock that says nothing of use is being written; after this long it never will be. */
const WRITTEN_AFTER_MS = 5000;
/** Between two looks at a file that somebody else is writing or removing just now. */
const LOOK_AGAIN_MS = 20;
const MAX_LOOKS = 500;

/** The locks of this process: one that has its number and is not among these was left by a process long gone. */
const ownTokens = new Set<string>();

export class BoardLock {
  private constructor(
    private readonly file: string,
    private readonly token: string,
  ) {}

  static async take(directory: string, holder: string): Promise<BoardLock> {
    const file = `${directory}.lock`;
    const own: Holder = { pid: process.pid, holder, token: randomBytes(8).toString('hex') };
    await mkdir(dirname(file), { recursive: true });
    ownTokens.add(own.token);
    try {
      for (let looks = 0; looks < MAX_LOOKS; looks++) {
        if (await create(file, JSON.stringify(own))) return new BoardLock(file, own.token);
        const other = await read(file);
        if (other && (await isAlive(other)))
          throw new AdderError('board-in-use', { detail: `It is held by ${other.holder}.` });
        if (!(await removeStale(file))) await delay(LOOK_AGAIN_MS);
      }
      throw new AdderError('board-in-use', { detail: 'Its lock cannot be read or removed.' });
    } catch (error) {
      ownTokens.delete(own.token);
      throw error;
    }
  }

  async release(): Promise<void> {
    const holder = await read(this.file);
    if (holder?.token === this.token) await rm(this.file, { force: true });
    ownTokens.delete(this.token);
  }
}

/** False when there is such a file already. */
async function create(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    // Windows says EPERM of a file that is just being removed.
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32')) return false;
    throw new AdderError('virtual-board-failed', { detail: `${file} cannot be made.`, cause });
  }
}

/** Undefined when there is no lock or it says nothing of use. */
async function read(file: string): Promise<Holder | undefined> {
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as Partial<Holder> | null;
    if (typeof value?.pid !== 'number' || typeof value.holder !== 'string') return undefined;
    return { pid: value.pid, holder: value.holder, token: String(value.token) };
  } catch {
    return undefined;
  }
}

async function isAlive({ pid, token }: Holder): Promise<boolean> {
  if (pid === process.pid) return ownTokens.has(token);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's, but alive
  }
  return !(await isZombie(pid));
}

/** Has ended, and its parent has not asked yet: it holds nothing any more. Only Linux tells it in a file. */
async function isZombie(pid: number): Promise<boolean> {
  const facts = await readFile(`/proc/${String(pid)}/stat`, 'latin1').catch(() => '');
  // `PID (NAME) STATE ...`: the name may have brackets and blanks in it.
  return /^[ZX]/.test(facts.slice(facts.lastIndexOf(')') + 2));
}

/** Removes a lock whose holder is gone. False when somebody else is about it. */
async function removeStale(file: string): Promise<boolean> {
  const guard = `${file}.breaking`;
  if (!(await create(guard, ''))) {
    if ((await age(guard)) > WRITTEN_AFTER_MS) await rm(guard, { force: true });
    return false;
  }
  try {
    // Only the holder of the guard removes locks of others, so what is read here is what is removed.
    const holder = await read(file);
    if (holder ? await isAlive(holder) : (await age(file)) <= WRITTEN_AFTER_MS) return false;
    await rm(file, { force: true });
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

/** Milliseconds since a file was written; endless for one that is gone. */
async function age(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch {
    return Infinity;
  }
}
