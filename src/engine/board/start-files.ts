// The files that a board runs when it is switched on: boot.py, then main.py, in its working folder. Making a program start
// there, and putting one aside, never destroys what was there: the old one stays under a name of its own, each content once.

import { createHash } from 'node:crypto';
import type { FileEntry } from '../../shared/board';
import { isAdderError } from '../../shared/errors';
import type { BoardFiles } from './files/board-files';
import type { OperationOptions, TransferOptions } from './types';

/** A file that the firmware runs by itself. */
export type StartFile = 'boot.py' | 'main.py';

/** What making a program start at power-on has done. */
export interface PowerOnReport {
  /** The name under which the old main.py is kept; nothing when there was none, or when it was the same program. */
  readonly kept?: string;
}

/**
 * Puts a file aside, so that it does not run at the next start. Resolves with the name under which it is kept, or with `undefined` when there is
 * no such file. Rejects as `files.rename` and `files.remove` do.
 */
export async function setAside(
  files: BoardFiles,
  name: StartFile,
  options: OperationOptions = {},
): Promise<string | undefined> {
  const there = await namesIn(files, options);
  if (!there.has(name)) return undefined;
  const kept = await keptCopy(files, name, there, options);
  if (kept !== undefined) {
    await files.remove(name, options);
    return kept;
  }
  const to = asideName(name, there);
  await files.rename(name, to, options);
  return to;
}

/**
 * Makes a program the board's main.py. The old one is copied aside first, so that at no moment the board is without one of them; whatever goes
 * wrong, the old one still starts. Rejects as `files.write` does.
 */
export async function startAtPowerOn(
  files: BoardFiles,
  program: Uint8Array,
  options: TransferOptions = {},
): Promise<PowerOnReport> {
  const there = await namesIn(files, options);
  if (!there.has('main.py')) {
    await files.write('main.py', program, options);
    return {};
  }
  if (await isSame(files, program, options)) return {};
  const before = await keptCopy(files, 'main.py', there, options);
  const kept = before ?? asideName('main.py', there);
  if (before === undefined) await files.copy('main.py', kept, withoutProgress(options));
  try {
    await files.write('main.py', program, options);
  } catch (error) {
    // The copy is of something that is still there. What cannot be removed now does no harm.
    if (before === undefined && !isAdderError(error, 'link-lost'))
      await files.remove(kept, { interrupt: options.interrupt === true }).catch(() => undefined);
    throw error;
  }
  return { kept };
}

/** `main.bak.py`, or the first with a number that nothing has. */
function asideName(name: StartFile, taken: ReadonlyMap<string, unknown>): string {
  for (let number = 1; ; number++) {
    const aside = numbered(name, number);
    if (!taken.has(aside)) return aside;
  }
}

function numbered(name: StartFile, number: number): string {
  return `${name.replace(/\.py$/, '')}.bak${number === 1 ? '' : number}.py`;
}

/** Where the same content is kept already. Where the firmware cannot hash, none is known to be the same. */
async function keptCopy(
  files: BoardFiles,
  name: StartFile,
  there: ReadonlyMap<string, FileEntry>,
  options: OperationOptions,
): Promise<string | undefined> {
  const size = there.get(name)?.size;
  const kept = [...there.keys()].filter((other) => isKept(name, other));
  const candidates = kept.filter((other) => there.get(other)?.size === size);
  if (candidates.length === 0) return undefined;
  const wanted = await files.hash(name, withoutProgress(options));
  if (wanted === undefined) return undefined;
  for (const candidate of candidates)
    if ((await files.hash(candidate, withoutProgress(options))) === wanted) return candidate;
  return undefined;
}

function isKept(name: StartFile, other: string): boolean {
  const [, number = '1'] = /\.bak(\d*)\.py$/.exec(other) ?? [];
  return other === numbered(name, Number(number || '1'));
}

async function namesIn(
  files: BoardFiles,
  options: OperationOptions,
): Promise<ReadonlyMap<string, FileEntry>> {
  const list = await files.list('', withoutProgress(options));
  return new Map(list.map((entry) => [entry.name, entry]));
}

async function isSame(
  files: BoardFiles,
  program: Uint8Array,
  options: OperationOptions,
): Promise<boolean> {
  const there = await files.hash('main.py', withoutProgress(options));
  return there === createHash('sha256').update(program).digest('hex');
}

function withoutProgress({ signal, interrupt }: OperationOptions): OperationOptions {
  return { ...(signal && { signal }), ...(interrupt !== undefined && { interrupt }) };
}
