// Does what a diagnosis prescribes. What needs the card itself (a permission that is being given, copying) stays there.

import { useAdder } from '../bridge/adder';
import { useBoards } from '../devices/boards';
import { liveOf, nameOf } from '../devices/connected';
import { useProblems } from '../problems/problems';
import type { Remedy } from './diagnosis';
import { useFindBoard } from './find-board';
import { useSafeStart } from './safe-start';

export type SimpleRemedy = Exclude<Remedy, { kind: 'permit' | 'copy' }>;

/** @param retry tries again what has failed, where that is known */
export async function carryOut(
  remedy: SimpleRemedy,
  address: string,
  retry: (() => unknown) | undefined,
): Promise<void> {
  const adder = useAdder();
  const boards = useBoards();
  const problems = useProblems();
  const board = boards.at(address);
  switch (remedy.kind) {
    case 'retry':
      await (retry ? retry() : boards.connect(address));
      return;
    case 'firmware':
      await problems.guard(() => adder.call('openExternal', remedy.url));
      return;
    case 'find':
      useFindBoard().open();
      return;
    case 'safe-start':
      await useSafeStart().begin(address, board ? nameOf(board) : address);
      return;
    case 'stop': {
      const live = board && liveOf(board);
      if (!live) return;
      try {
        await adder.call('stopProgram', live.board);
      } catch (error) {
        problems.report(error, undefined, { address, name: nameOf(board) });
      }
    }
  }
}
