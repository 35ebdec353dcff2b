// Commands for boards that are in trouble.

import type { CommandEntries } from '../app/command';
import { useBoards } from '../devices/boards';
import { nameOf } from '../devices/connected';
import { t } from '../i18n';
import { useFindBoard } from './find-board';
import { useSafeStart } from './safe-start';

export function doctorCommands() {
  const boards = useBoards();
  const safeStart = useSafeStart();
  const findBoard = useFindBoard();

  return {
    'safe-start': {
      group: 'board',
      section: 'rescue',
      reason: () => (boards.shown ? undefined : t('reasons.noBoard')),
      run: () => boards.shown && safeStart.begin(boards.shown.address, nameOf(boards.shown)),
    },
    'find-board': {
      group: 'board',
      section: 'rescue',
      run: () => findBoard.open(),
    },
  } satisfies CommandEntries;
}
