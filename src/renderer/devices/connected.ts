// One board of those that the window has: what it is called, what it does, its pins. What other rooms keep of a board (its
// console, its files, its program) they keep under its key, which outlives a lost connection.

import { shallowReactive } from 'vue';
import type { BoardId, BoardState } from '../../ipc/contract';
import type { BoardMode } from '../../shared/board';
import { AdderError } from '../../shared/errors';
import type { PinState } from '../../shared/pins';
import { visibleName } from '../bridge/visible';

/** What a board is said to do: its own modes, and the two without a board. */
export type ShownMode = BoardMode | 'none' | 'connecting';

export interface ConnectedBoard {
  /** The same when the board is lost and comes back; never that of another board. */
  readonly key: string;
  /** What it is called before it has said anything. */
  readonly expected: string;
  /** The canonical one, as soon as it is known. */
  address: string;
  /** By this it is told from another one at the same port, where that can be told. */
  lasting: string;
  /** Nothing while it is being connected to for the first time. */
  state: BoardState | undefined;
  connecting: boolean;
  /** It has printed something that nobody has looked at yet. */
  hasNews: boolean;
  pins: ReadonlyMap<number, PinState>;
}

let count = 0;

export function makeConnected(address: string, expected = address): ConnectedBoard {
  return shallowReactive<ConnectedBoard>({
    key: `board-${++count}`,
    expected,
    address,
    lasting: address,
    state: undefined,
    connecting: false,
    hasNews: false,
    pins: new Map(),
  });
}

/** The board's state, while it is there. */
export function liveOf({ state }: ConnectedBoard): BoardState | undefined {
  return state?.mode === 'lost' ? undefined : state;
}

/** @throws AdderError `link-closed` for a board that is not there */
export function idOf(board: ConnectedBoard | undefined): BoardId {
  const live = board && liveOf(board);
  if (!live) throw new AdderError('link-closed');
  return live.board;
}

export function modeOf(board: ConnectedBoard | undefined): ShownMode {
  if (board?.connecting === true) return 'connecting';
  return board?.state?.mode ?? 'none';
}

/** For people. */
export function nameOf({ state, expected }: ConnectedBoard): string {
  return visibleName(state?.name ?? expected);
}

export function setPins(board: ConnectedBoard, list: readonly PinState[]): void {
  board.pins = new Map(list.map((pin) => [pin.pin, pin]));
}
