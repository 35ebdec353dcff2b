// What lies at a place now: on the computer or on the board, read anew each time it is asked for.

import type { FileId } from '../../ipc/contract';
import { AdderError, isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useBoards } from '../devices/boards';
import { afterStopping } from '../devices/busy';
import { idOf, liveOf, type ConnectedBoard } from '../devices/connected';
import { isSameBoard } from '../devices/same-board';
import { decodeText, type TextFile } from '../editor/text-file';
import type { Origin } from '../tabs/tabs';
import { digestOf, type Digest } from './digest';

export type Place = Extract<Origin, { kind: 'computer' | 'board' }>;

export type Theirs =
  | { readonly kind: 'missing' }
  | { readonly kind: 'text'; readonly file: TextFile; readonly digest: Digest }
  /** Not a text that an editor could show. */
  | { readonly kind: 'data'; readonly digest: Digest };

/** The board of an address, while it is there. */
export function liveBoard(address: string): ConnectedBoard | undefined {
  return useBoards().boards.find(
    (board) => liveOf(board) !== undefined && isSameBoard(board.address, address),
  );
}

/**
 * Asks before it stops a running program.
 *
 * @throws AdderError of the computer's disk or the board; `link-closed` when the board is not there
 */
export async function readTheirs(place: Place): Promise<Theirs> {
  let bytes: Uint8Array;
  try {
    bytes = await (place.kind === 'computer'
      ? readLocal(place.file)
      : readFromBoard(place.address, place.path));
  } catch (error) {
    if (isAdderError(error, 'local-not-found') || isAdderError(error, 'file-not-found'))
      return { kind: 'missing' };
    throw error;
  }
  const digest = await digestOf(bytes);
  const file = decodeText(bytes);
  return file ? { kind: 'text', file, digest } : { kind: 'data', digest };
}

function readLocal(file: FileId): Promise<Uint8Array> {
  return useAdder().call('readLocalFile', file);
}

function readFromBoard(address: string, path: string): Promise<Uint8Array> {
  const board = liveBoard(address);
  if (!board) throw new AdderError('link-closed');
  return afterStopping('open', board, async () =>
    useAdder().call('readBoardFile', idOf(board), path),
  );
}
