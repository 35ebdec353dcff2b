// The queue of transfers, as it crosses between the window and main (src/main/queue): one transfer is what was dropped or chosen
// together, in one direction, between one board and the computer, or its bin. Each board has a queue of its own.

import * as v from 'valibot';
import type { ErrorData } from '../shared/errors';
import { call } from './call';
import { boardPath, bytes, id, interrupt, localPath } from './fields';

export type TransferId = string;

/**
 * - `waiting`: for its turn
 * - `checking`: what is to go, and what is there already, is looked at
 * - `asking`: see `asks`; the transfers behind it wait
 * - `running`: bytes are on their way
 * - `paused`: by the person, or since its board is gone (then with `error`; it goes on by itself when the board is back)
 * - `done`, `failed` (see `error`), `cancelled`
 */
export type TransferState =
  'waiting' | 'checking' | 'asking' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

/** Nothing happens any more, unless it is tried again. */
export const ENDED: ReadonlySet<TransferState> = new Set(['done', 'failed', 'cancelled']);

export type TransferQuestion =
  /** These lie there already and are different, with their steps below `to` joined by `/`; `answerTransfer` says which are replaced. */
  | { readonly kind: 'replace'; readonly paths: readonly string[] }
  /** A program runs on the board; `answerTransfer` with `stop` ends it. Not asked any more when it ends by itself. */
  | { readonly kind: 'stop' };

/** `delete`: from the board into the bin; `restore`: from there back onto the board. */
export const DIRECTIONS = ['upload', 'download', 'delete', 'restore'] as const;

export interface TransferFacts {
  readonly id: TransferId;
  readonly direction: (typeof DIRECTIONS)[number];
  /** The canonical address of the board. */
  readonly address: string;
  readonly boardName: string;
  /** The names of what was chosen, at most three of them, for people. */
  readonly names: readonly string[];
  /** So many were chosen. */
  readonly chosen: number;
  /** The folder that takes them: a path on the board, or the name of a folder of the computer. What is deleted: where the first one lies. */
  readonly to: string;
  readonly state: TransferState;
  readonly asks?: TransferQuestion;
  readonly error?: ErrorData;
  /** Of the files that have to go, so without those that are the same or kept; the total is known once it was checked. */
  readonly files: { readonly done: number; readonly total: number };
  /** Of the files that have to go, confirmed by the other side. */
  readonly bytes: { readonly done: number; readonly total: number };
  /** Files that were there already, the same. */
  readonly same: number;
  /** Files that were kept as they were, as the person has answered. */
  readonly kept: number;
  /**
   * What the bin has of it (`BinnedFacts.id`). Of a deletion, from when things are removed from the board: more than one where it was begun again after
   * some of them were gone.
   */
  readonly binned?: readonly string[];
  /** Bytes a second over the last few seconds; only while it runs, and once it can be said. */
  readonly rate?: number;
  /** Seconds, about; only with a rate. */
  readonly left?: number;
}

/** One thing to upload, which comes to lie in the target folder. */
const uploadSource = v.variant('kind', [
  /** A file or folder below a picked folder, with all that is in it but what its ignore files (.adderignore) exclude. */
  v.strictObject({ kind: v.literal('local'), folder: id, steps: localPath }),
  /** What the window has in its hands: a text, or a file that was dropped from the desktop. */
  v.strictObject({ kind: v.literal('bytes'), steps: localPath, bytes }),
  /** So that empty folders arrive too. */
  v.strictObject({ kind: v.literal('folder'), steps: localPath }),
]);
export type UploadSource = v.InferOutput<typeof uploadSource>;

/** What may be chosen for one transfer. */
export const MAX_SOURCES = 10_000;
/** Folders have more in them than is chosen. */
const MAX_ANSWERED = 100_000;
const MAX_TRANSFERS = 1000;

export const transferCalls = {
  /** Queues them for this folder of the board; resolves at once. `interrupt`: a running program may be stopped for it. */
  uploadEntries: call(
    v.strictTuple([
      id,
      boardPath,
      v.pipe(v.array(uploadSource), v.minLength(1), v.maxLength(MAX_SOURCES)),
      interrupt,
    ]),
  ).returns<TransferId>(),
  /** Into a folder below a picked one; `null`: a dialog of the system asks where, and answers `null` when it is closed. */
  downloadEntries: call(
    v.strictTuple([
      id,
      v.pipe(v.array(boardPath), v.minLength(1), v.maxLength(MAX_SOURCES)),
      v.nullable(v.strictObject({ folder: id, steps: localPath })),
      interrupt,
    ]),
  ).returns<TransferId | null>(),
  listTransfers: call(v.strictTuple([])).returns<readonly TransferFacts[]>(),
  /** To `replace`: which of the paths are replaced, the others are kept. To `stop`: the program is ended. `cancelTransfer` is the other answer. An answer that comes too late is none. */
  answerTransfer: call(
    v.strictTuple([
      id,
      v.variant('kind', [
        v.strictObject({
          kind: v.literal('replace'),
          paths: v.pipe(v.array(v.string()), v.maxLength(MAX_ANSWERED)),
        }),
        v.strictObject({ kind: v.literal('stop') }),
      ]),
    ]),
  ).returns<undefined>(),
  /** Resolves when it has ended; each file is then the old or the new one. Of a deletion, each is on the board or in the bin. */
  cancelTransfer: call(v.strictTuple([id])).returns<undefined>(),
  /** Between two streams, or by ending the one under way: it goes on with what is missing. */
  pauseTransfer: call(v.strictTuple([id])).returns<undefined>(),
  /**
   * One that is paused goes on; one that has failed or was cancelled begins again, and skips what is there already. While its board is not there it is
   * `paused`, until it is.
   */
  resumeTransfer: call(v.strictTuple([id])).returns<undefined>(),
  /** Those of them that have ended are forgotten. */
  forgetTransfers: call(
    v.strictTuple([v.pipe(v.array(id), v.maxLength(MAX_TRANSFERS))]),
  ).returns<undefined>(),
} as const;

export interface TransferEvents {
  /** All of them, in the order in which they came; about ten times a second while something runs. */
  transfersChanged: [transfers: readonly TransferFacts[]];
  /** Something below this folder of a picked folder is another than the window knows. */
  folderChanged: [folder: string, steps: readonly string[]];
}
export const transferEventNames = ['transfersChanged', 'folderChanged'] as const;
