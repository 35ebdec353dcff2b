// Which boards the window begins with: those that are open still, and those of the last time. The one that was chosen last is shown; where
// there is none, the virtual one is. Those that are not there wait until they are plugged in. What is chosen here is no choice of
// the person.

import { watch } from 'vue';
import type { BoardsOfLastTime, BoardState } from '../../ipc/contract';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';
import { useSettings } from '../settings/settings';
import { VIRTUAL_BOARD } from './board';
import { useBoards } from './boards';
import { liveOf, modeOf, type ConnectedBoard } from './connected';
import { useRemembered } from './remembered';

const NOTHING: BoardsOfLastTime = { chosen: null, boards: [] };

export async function connectFirst(): Promise<void> {
  const boards = useBoards();
  await useRemembered().refresh();
  const last = (await useProblems().guard(() => useAdder().call('boardsOfLastTime'))) ?? NOTHING;
  // A window that was reloaded has its boards still.
  await boards.restore();
  const chosen = last.chosen ?? VIRTUAL_BOARD;
  const open = boards.at(chosen);
  if (open) boards.show(open, true);
  const attempts = useSettings().values.lastBoard ? await bringBack(last.boards, chosen) : [];
  keepList(await showSome(attempts));
}

/** @returns the attempts to reach those that are there */
async function bringBack(
  all: BoardsOfLastTime['boards'],
  chosen: string,
): Promise<readonly Promise<void>[]> {
  const boards = useBoards();
  const missing = all.filter(({ address }) => !boards.at(address));
  const absent = missing.filter((one) => one.absent).map(({ address }) => address);
  const call = (): Promise<readonly BoardState[]> => useAdder().call('expectBoards', absent);
  const lost = absent.length === 0 ? [] : await useProblems().guard(call);
  const attempts: Promise<void>[] = [];
  for (const { address } of missing) {
    const state = lost?.find((one) => one.address === address);
    if (state) {
      const board = boards.add(state);
      if (address === chosen) showWhenBack(board);
    } else if (!absent.includes(address)) {
      const isChosen = address === chosen && !boards.hasChosen;
      attempts.push(isChosen ? boards.connect(address, true) : boards.connectBehind(address));
    }
  }
  return attempts;
}

/** Unless the person has found something else to do meanwhile. */
function showWhenBack(board: ConnectedBoard): void {
  const boards = useBoards();
  const stop = watch(
    () => liveOf(board) !== undefined || !boards.has(board),
    () => {
      stop();
      if (!boards.hasChosen && !isInUse(boards.shown)) boards.show(board, true);
    },
    { flush: 'sync' },
  );
}

function isInUse(shown: ConnectedBoard | undefined): boolean {
  if (document.activeElement?.closest('[data-testid="console"]')) return true;
  return ['running', 'silent', 'connecting'].includes(modeOf(shown));
}

/**
 * Something to work with, also when what was there could not be reached.
 *
 * @returns whether the virtual board only stands in for another
 */
async function showSome(attempts: readonly Promise<void>[]): Promise<boolean> {
  const boards = useBoards();
  const isShown = (): boolean =>
    boards.shown !== undefined && (boards.shown.connecting || liveOf(boards.shown) !== undefined);
  for (const attempt of attempts) {
    const other = boards.boards.find((board) => liveOf(board) ?? board.connecting);
    if (!isShown() && other) boards.show(other, true);
    if (boards.shown && liveOf(boards.shown)) break;
    await attempt;
  }
  if (isShown()) return false;
  const live = boards.boards.find((board) => liveOf(board));
  if (live) boards.show(live, true);
  else await boards.connect(VIRTUAL_BOARD, true);
  return !live;
}

/** For the next start. A stand-in need not come back beside those that it stood in for. */
function keepList(hasStandIn: boolean): void {
  const boards = useBoards();
  watch(
    () => {
      const open = boards.boards.filter(({ state }) => state).map(({ address }) => address);
      const isLeftOut = hasStandIn && !boards.hasChosen && open.length > 1;
      return isLeftOut ? open.filter((address) => address !== VIRTUAL_BOARD) : open;
    },
    (open) => {
      useAdder().tell('boardsOpen', open);
    },
    { immediate: true },
  );
}
