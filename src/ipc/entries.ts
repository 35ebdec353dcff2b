// What can be done to files and folders, on the computer below a picked folder and on the board, and the bin that keeps what was
// deleted on either (src/main/bin): it lies on the computer.

import * as v from 'valibot';
import { call } from './call';
import { boardPath, bytes, id, localPath, MAX_FILE_BYTES, type FileId } from './fields';
import type { TransferId } from './transfers';

/** What was deleted together. */
export interface BinnedFacts {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly when: number;
  /** Where it was: in a picked folder of this name, or on a board, with its canonical address. */
  readonly from:
    | { readonly kind: 'computer'; readonly name: string }
    | { readonly kind: 'board'; readonly name: string; readonly address: string };
  /** At most three names of what was chosen, for people. */
  readonly names: readonly string[];
  /** So many were chosen; what is in folders does not count. */
  readonly count: number;
  /** Bytes. */
  readonly size: number;
}

/** A file that the window has opened, and that was moved. */
export interface MovedFile {
  readonly file: FileId;
  readonly name: string;
  /** What the window has opened at its new place before; that was removed since, and these ids mean nothing any more. */
  readonly over: readonly FileId[];
}

/** Where something is to be copied to, below a picked folder. */
const copiedPlace = v.strictObject({
  steps: localPath,
  /** Bytes; `null`: it is a folder. */
  size: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_FILE_BYTES))),
});
export type CopiedPlace = v.InferOutput<typeof copiedPlace>;

/** What lies in such a place. */
export type Landed =
  | { readonly kind: 'nothing' | 'folder' }
  /** SHA-256, hexadecimal, only where it has the size that was asked for. */
  | { readonly kind: 'file'; readonly sha256?: string };

/** So many places in one call. */
export const MAX_PLACES = 1000;

const entries = v.pipe(v.array(localPath), v.minLength(1), v.maxLength(10_000));
const boardPaths = v.pipe(v.array(boardPath), v.minLength(1), v.maxLength(10_000));

export const entryCalls = {
  /** Rejects with `local-exists`. */
  makeLocalFolder: call(v.strictTuple([id, localPath])).returns<undefined>(),
  /** An empty one. Rejects with `local-exists`. */
  makeLocalFile: call(v.strictTuple([id, localPath])).returns<undefined>(),
  /**
   * Another name, or another place below the same picked folder; files that the window has opened keep their ids and go along. Rejects with
   * `local-exists` instead of replacing something.
   */
  moveLocalEntry: call(v.strictTuple([id, localPath, localPath])).returns<readonly MovedFile[]>(),
  /** Into the bin. */
  deleteLocalEntries: call(v.strictTuple([id, entries])).returns<BinnedFacts>(),
  /** Into the bin, in the board's queue: downloaded first, and nothing is removed from the board before all of it is there. Resolves at once. */
  deleteBoardEntries: call(v.strictTuple([id, boardPaths])).returns<TransferId>(),

  /**
   * What lies where something is to be copied to, in the same order. Rejects with `bad-name` for a name that this disk cannot have, and with `local-exists`
   * where a folder and a file are in each other's place.
   */
  lookAtLocalPlaces: call(
    v.strictTuple([id, v.pipe(v.array(copiedPlace), v.maxLength(MAX_PLACES))]),
  ).returns<readonly Landed[]>(),
  /** Each after the one that it lies in; those that are there stay. Rejects with `local-exists` where a file is. */
  makeLocalFolders: call(
    v.strictTuple([id, v.pipe(v.array(localPath), v.maxLength(MAX_PLACES))]),
  ).returns<undefined>(),
  /** A whole file, atomically. The last argument: may a file that is there be replaced? Else `local-exists`. */
  writeLocalCopy: call(v.strictTuple([id, localPath, bytes, v.boolean()])).returns<undefined>(),

  listBin: call(v.strictTuple([])).returns<readonly BinnedFacts[]>(),
  /**
   * Back to where it was, never over something that is there now (`local-exists`). Answers `null` when that is done. What came from a board goes to that
   * board, which must be connected (`link-lost`), in its queue: the transfer then fails with `file-exists`.
   */
  restoreFromBin: call(v.strictTuple([id])).returns<TransferId | null>(),
  /** For ever. */
  emptyBin: call(v.strictTuple([v.pipe(v.array(id), v.maxLength(10_000))])).returns<undefined>(),
} as const;

export interface EntryEvents {
  binChanged: [binned: readonly BinnedFacts[]];
}
export const entryEventNames = ['binChanged'] as const;
