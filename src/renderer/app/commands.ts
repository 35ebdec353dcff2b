// Everything a person can tell the window to do, once: for buttons, keys and the application menu. A command that cannot
// be done now says why.

import { computed, type ComputedRef } from 'vue';
import type { MenuCommand } from '../../ipc/contract';
import { useBoard } from '../devices/board';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { useProgram } from '../run/program';
import { useOpening } from '../tabs/opening';
import { useSaving } from '../tabs/saving';
import { useTabs } from '../tabs/tabs';
import { uploadTab } from '../transfers/uploads';

export interface Command {
  /** Why it cannot be done now. */
  readonly reason: ComputedRef<string | undefined>;
  readonly run: () => unknown;
}

export type Commands = Readonly<Record<MenuCommand, Command>>;

export function useCommands(): Commands {
  const board = useBoard();
  const tabs = useTabs();
  const program = useProgram();
  const saving = useSaving();
  const opening = useOpening();
  const computer = useComputerFiles();

  const always = computed(() => undefined);
  const noBoard = computed(() => {
    if (board.mode === 'none') return t('reasons.noBoard');
    if (board.mode === 'connecting' || board.mode === 'opening') return t('reasons.connecting');
    return board.mode === 'lost' ? t('reasons.lost') : undefined;
  });
  const noTab = computed(() => (tabs.active ? undefined : t('reasons.noTab')));
  const needsBoth = computed(() => noBoard.value ?? noTab.value);
  const nothingRuns = computed(() => {
    if (noBoard.value !== undefined) return noBoard.value;
    const runs = program.current ?? ['running', 'mounted', 'silent'].includes(board.mode);
    return runs ? undefined : t('reasons.nothingRuns');
  });
  const notSaveable = computed(() => {
    const tab = tabs.active;
    if (!tab) return noTab.value;
    if (tab.saving) return t('reasons.saving');
    const isSomewhere = tab.origin.kind === 'computer' || tab.origin.kind === 'board';
    return isSomewhere && !tab.unsaved ? t('reasons.saved') : undefined;
  });

  return {
    run: { reason: needsBoth, run: () => tabs.active && program.run(tabs.active) },
    stop: { reason: nothingRuns, run: () => program.stop() },
    'soft-reset': { reason: noBoard, run: () => program.softReset() },
    save: { reason: notSaveable, run: () => tabs.active && saving.save(tabs.active) },
    'save-as': { reason: noTab, run: () => tabs.active && saving.saveAs(tabs.active) },
    upload: {
      reason: needsBoth,
      run: () => {
        if (tabs.active) uploadTab(tabs.active);
      },
    },
    'new-file': { reason: always, run: () => tabs.openNew() },
    'open-file': { reason: always, run: () => opening.openPicked() },
    'open-folder': { reason: always, run: () => computer.pick() },
    'close-tab': { reason: noTab, run: () => tabs.active && saving.close(tabs.active) },
  };
}
