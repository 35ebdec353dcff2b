// Commands about what is selected in the two trees, and about what was deleted.

import type { CommandEntries } from '../app/command';
import { useBin } from '../bin/bin';
import { useBoard } from '../devices/board';
import { t } from '../i18n';
import { usePages } from '../pages/pages';
import { downloadEntries, uploadEntries } from '../transfers/uploads';
import { SEND_KEYS } from './actions';
import { useSides } from './sides';

export function fileTreeCommands() {
  const board = useBoard();
  const sides = useSides();
  const bin = useBin();

  const noBoard = (): string | undefined => (board.live ? undefined : t('reasons.noBoard'));
  const nothingOn = (side: 'board' | 'computer'): string | undefined =>
    sides[side].selected().length > 0 ? undefined : t(`reasons.nothingSelected.${side}`);

  return {
    'upload-selected': {
      group: 'board',
      section: 'upload',
      keys: [SEND_KEYS.upload],
      reason: () => noBoard() ?? nothingOn('computer'),
      run: () => uploadEntries(sides.computer.selected(), '/'),
    },
    'download-selected': {
      group: 'board',
      section: 'upload',
      keys: [SEND_KEYS.download],
      reason: () => noBoard() ?? nothingOn('board'),
      run: () => downloadEntries(sides.board.selected(), '/'),
    },
    'undo-delete': {
      group: 'file',
      section: 'bin',
      reason: () => (bin.canUndo ? undefined : t('bin.nothingToUndo')),
      run: () => bin.undo(),
    },
    'deleted-files': {
      group: 'file',
      section: 'bin',
      run: () => {
        usePages().open('bin');
      },
    },
  } satisfies CommandEntries;
}
