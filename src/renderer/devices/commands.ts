// Commands about which board is there and which is shown.

import type { CommandEntries } from '../app/command';
import { t } from '../i18n';
import { useBoard } from './board';
import { useBoards } from './boards';
import { useDeviceForms } from './forms/device-forms';
import { useRemembered } from './remembered';

export function deviceCommands() {
  const board = useBoard();
  const boards = useBoards();
  const forms = useDeviceForms();
  const remembered = useRemembered();

  const onlyOne = (): string | undefined =>
    boards.boards.length > 1 ? undefined : t('reasons.onlyOneBoard');

  return {
    'choose-board': {
      group: 'board',
      section: 'boards',
      keys: [{ key: 'b', mod: true, shift: true }],
      run: () => {
        forms.picking = true;
      },
    },
    'network-board': {
      group: 'board',
      section: 'boards',
      run: () => {
        forms.show('network');
      },
    },
    'bluetooth-board': {
      group: 'board',
      section: 'boards',
      run: () => {
        forms.show('bluetooth');
      },
    },
    'known-boards': {
      group: 'board',
      section: 'boards',
      reason: () => (remembered.boards.length > 0 ? undefined : t('boards.none')),
      run: () => {
        forms.show('known');
      },
    },
    'next-board': {
      group: 'board',
      section: 'shown',
      keys: [{ key: 'pagedown', ctrl: true, shift: true }],
      reason: onlyOne,
      run: () => {
        boards.step(1);
      },
    },
    'previous-board': {
      group: 'board',
      section: 'shown',
      keys: [{ key: 'pageup', ctrl: true, shift: true }],
      reason: onlyOne,
      run: () => {
        boards.step(-1);
      },
    },
    'disconnect-board': {
      group: 'board',
      section: 'shown',
      reason: () => (board.shown ? undefined : t('reasons.noBoard')),
      run: () => board.disconnect(),
    },
  } satisfies CommandEntries;
}
