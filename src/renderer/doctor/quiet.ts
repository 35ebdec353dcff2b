// A board that is connected and says nothing is no failure yet, but a person sees nothing happen: the doctor says so, once for
// each connection, and takes it back when the board speaks.

import { watch } from 'vue';
import { AdderError } from '../../shared/errors';
import { useBoards } from '../devices/boards';
import { modeOf, nameOf } from '../devices/connected';
import { useProblems } from '../problems/problems';

/** Must be called in a component's set-up. */
export function useQuietBoards(): void {
  const boards = useBoards();
  const problems = useProblems();
  const told = new Set<string>();

  watch(
    () =>
      boards.boards.map((board) => ({
        id: board.state?.board,
        address: board.address,
        name: nameOf(board),
        isQuiet: modeOf(board) === 'silent',
      })),
    (all) => {
      for (const { id, address, name, isQuiet } of all) {
        if (id === undefined) continue;
        if (!isQuiet) problems.dismissAbout(address, 'board-silent');
        else if (!told.has(id)) {
          told.add(id);
          problems.report(new AdderError('board-silent'), undefined, { address, name });
        }
      }
    },
  );
}
