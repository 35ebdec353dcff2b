// Commands that open, save and close files.

import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import type { CommandEntries } from '../app/command';
import { useOpening } from './opening';
import { useSaving } from './saving';
import { useTabs } from './tabs';

export function fileCommands() {
  const tabs = useTabs();
  const saving = useSaving();
  const opening = useOpening();
  const computer = useComputerFiles();

  const noTab = (): string | undefined => (tabs.active ? undefined : t('reasons.noTab'));
  const notSaveable = (): string | undefined => {
    const tab = tabs.active;
    if (!tab) return noTab();
    if (tab.saving) return t('reasons.saving');
    const isSomewhere = tab.origin.kind === 'computer' || tab.origin.kind === 'board';
    return isSomewhere && !tab.unsaved ? t('reasons.saved') : undefined;
  };
  const otherTab = (): string | undefined =>
    tabs.tabs.length > 1 ? undefined : t('reasons.oneTab');

  return {
    'new-file': {
      group: 'file',
      section: 'open',
      keys: [{ key: 'n', mod: true, notInConsole: true }],
      run: () => tabs.openNew(),
    },
    'open-file': {
      group: 'file',
      section: 'open',
      keys: [{ key: 'o', mod: true, notInConsole: true }],
      run: () => opening.openPicked(),
    },
    'open-folder': {
      group: 'file',
      section: 'open',
      keys: [{ key: 'o', mod: true, shift: true }],
      run: () => computer.pick(),
    },
    save: {
      group: 'file',
      section: 'save',
      keys: [{ key: 's', mod: true }],
      reason: notSaveable,
      run: () => tabs.active && saving.save(tabs.active),
    },
    'save-as': {
      group: 'file',
      section: 'save',
      keys: [{ key: 's', mod: true, shift: true }],
      reason: noTab,
      run: () => tabs.active && saving.saveAs(tabs.active),
    },
    'close-tab': {
      group: 'file',
      section: 'close',
      keys: [{ key: 'w', mod: true, notInConsole: true }],
      reason: noTab,
      run: () => tabs.active && saving.close(tabs.active),
    },
    'other-side': {
      group: 'view',
      section: 'tabs',
      keys: [{ key: '\\', mod: true, notInConsole: true }],
      reason: otherTab,
      run: () => {
        if (tabs.active) tabs.moveAcross(tabs.active);
      },
    },
    'next-tab': {
      group: 'view',
      section: 'tabs',
      keys: [
        { key: 'tab', ctrl: true },
        { key: 'pagedown', ctrl: true },
      ],
      reason: otherTab,
      repeats: true,
      run: () => {
        tabs.step(1);
      },
    },
    'previous-tab': {
      group: 'view',
      section: 'tabs',
      keys: [
        { key: 'tab', ctrl: true, shift: true },
        { key: 'pageup', ctrl: true },
      ],
      reason: otherTab,
      repeats: true,
      run: () => {
        tabs.step(-1);
      },
    },
  } satisfies CommandEntries;
}
