// What is on its way to its place: a small JSON file in the target folder while packages change. The first one names what lies beside the
// old files and is to be removed if nothing more comes; the second one, written when all of that is whole, names what must be put in
// place. Whoever comes next undoes or finishes the change by it.

import * as v from 'valibot';
import { AdderError } from '../../shared/errors';
import type { Arrangement } from '../board/files/arranging';
import { temporaryFor } from '../board/files/upload-items';
import { utf8 } from '../protocol/bytes';
import { checkedJson } from './manifest';
import { inTarget, OWN_PREFIX, safePackagePath } from './paths';
import { RECORD_NAME } from './record';

export const JOURNAL_NAME = `${OWN_PREFIX}journal.json`;
export const MAX_JOURNAL_BYTES = 512 * 1024;
const FORMAT = 1;

/** Paths below the target. */
export interface Journal {
  /** `staging`: the new files are not whole yet. `placing`: they are, and some may be in place. */
  readonly state: 'staging' | 'placing';
  /** The new files, in order: each lies under a name of its own in the folder of the one it is to become. */
  readonly staged: readonly string[];
  /** To be removed when they are in place. */
  readonly remove: readonly string[];
  /** To be removed at the end, if empty, the deepest first. */
  readonly folders: readonly string[];
}

const Paths = v.array(v.pipe(v.string(), v.maxLength(1000)));
const Schema = v.object({
  format: v.literal(FORMAT),
  state: v.picklist(['staging', 'placing']),
  staged: Paths,
  remove: Paths,
  folders: Paths,
});

export function printJournal(journal: Journal): Uint8Array {
  return utf8(`${JSON.stringify({ format: FORMAT, ...journal })}\n`);
}

/** Throws `package-unfinished`. */
export function parseJournal(bytes: Uint8Array, path: string): Journal {
  const refuse = (detail: string, cause?: unknown): AdderError =>
    new AdderError('package-unfinished', { detail: `${path}: ${detail}`, cause });
  const { state, staged, remove, folders } = checkedJson(bytes, Schema, refuse);
  try {
    return {
      state,
      staged: staged.map((file) => (file === RECORD_NAME ? file : safePackagePath(file))),
      remove: remove.map((file) => (file === RECORD_NAME ? file : safePackagePath(file))),
      folders: folders.map(safePackagePath),
    };
  } catch (cause) {
    throw refuse('it names files of others', cause);
  }
}

/** Where the new file for this one lies until it is put in place; the same folder is the same file system. */
export function stagedName(path: string, number: number): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${OWN_PREFIX}${number}`;
}

/** What ends the change that the journal is about, and the journal with it. */
export function ending(target: string, { state, staged, remove, folders }: Journal): Arrangement {
  const at = (path: string): string => inTarget(target, path);
  const moves = staged.map((path, number) => [at(stagedName(path, number)), at(path)] as const);
  return {
    moves: state === 'placing' ? moves : [],
    files: [
      ...(state === 'placing' ? remove.map(at) : moves.map(([from]) => from)),
      // An upload that lost its board has left it.
      ...new Set([JOURNAL_NAME, ...staged].map((path) => at(temporaryFor(path)))),
      at(JOURNAL_NAME),
    ],
    folders: folders.map(at),
  };
}
