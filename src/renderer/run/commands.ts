// Commands that make the board do something with the open program.

import type { CommandEntries } from '../app/command';
import { useBoard } from '../devices/board';
import { t } from '../i18n';
import { useTabs } from '../tabs/tabs';
import { uploadTab } from '../transfers/uploads';
import { startAtPowerOn, stopAtPowerOn } from './power-on';
import { useProgram } from './program';

export function runCommands() {
  const board = useBoard();
  const tabs = useTabs();
  const program = useProgram();

  const noBoard = (): string | undefined => {
    if (board.mode === 'none') return t('reasons.noBoard');
    if (board.mode === 'connecting' || board.mode === 'opening') return t('reasons.connecting');
    return board.mode === 'lost' ? t('reasons.lost') : undefined;
  };
  const needsBoth = (): string | undefined =>
    noBoard() ?? (tabs.active ? undefined : t('reasons.noTab'));
  const nothingRuns = (): string | undefined => {
    const reason = noBoard();
    if (reason !== undefined) return reason;
    const runs = program.current ?? ['running', 'silent'].includes(board.mode);
    return runs ? undefined : t('reasons.nothingRuns');
  };

  return {
    run: {
      group: 'board',
      section: 'run',
      keys: [{ key: 'f5' }],
      reason: needsBoth,
      run: () => tabs.active && program.run(tabs.active),
    },
    stop: {
      group: 'board',
      section: 'run',
      keys: [
        { key: 'f5', shift: true },
        { key: '.', mod: true },
      ],
      reason: nothingRuns,
      run: () => program.stop(),
    },
    'soft-reset': {
      group: 'board',
      section: 'run',
      reason: noBoard,
      run: () => program.softReset(),
    },
    upload: {
      group: 'board',
      section: 'upload',
      keys: [
        { key: 'u', mod: true, shift: true, unseen: true },
        { key: 'u', mod: true, notInConsole: true },
      ],
      reason: needsBoth,
      run: () => tabs.active && uploadTab(tabs.active),
    },
    'power-on': {
      group: 'board',
      section: 'power-on',
      reason: needsBoth,
      run: () => tabs.active && startAtPowerOn(tabs.active),
    },
    'no-power-on': {
      group: 'board',
      section: 'power-on',
      reason: noBoard,
      run: () => stopAtPowerOn(),
    },
  } satisfies CommandEntries;
}
