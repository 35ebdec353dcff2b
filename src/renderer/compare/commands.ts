// Commands that compare the file in front with what lies elsewhere, and the one that ends the waiting for its board.

import type { CommandEntries } from '../app/command';
import { t } from '../i18n';
import { usePlaces } from '../saved/places';
import { useWaiting } from '../saved/waiting';
import { useTabs } from '../tabs/tabs';
import { useComparing } from './comparing';

export function compareCommands() {
  const tabs = useTabs();
  const places = usePlaces();
  const comparing = useComparing();
  const waiting = useWaiting();

  const noTab = (): string | undefined => (tabs.active ? undefined : t('reasons.noTab'));
  const nowhere = (): string | undefined => {
    const kind = tabs.active?.origin.kind;
    return kind === 'new' || kind === 'example' ? t('reasons.nowhere') : noTab();
  };
  const noBoardFile = (): string | undefined => {
    if (!tabs.active) return noTab();
    return places.boardPathOf(tabs.active) === undefined ? t('reasons.noBoard') : undefined;
  };
  const noCopy = (): string | undefined => {
    if (!tabs.active) return noTab();
    return places.localOf(tabs.active) === undefined ? t('reasons.noCopy') : undefined;
  };
  const notWaiting = (): string | undefined =>
    noTab() ?? (tabs.active?.waiting ? undefined : t('reasons.notWaiting'));

  return {
    'compare-saved': {
      group: 'file',
      section: 'compare',
      reason: nowhere,
      run: () => tabs.active && comparing.compareWithOrigin(tabs.active),
    },
    'compare-board': {
      group: 'file',
      section: 'compare',
      reason: noBoardFile,
      run: () => tabs.active && comparing.compareWithBoard(tabs.active),
    },
    'compare-computer': {
      group: 'file',
      section: 'compare',
      reason: noCopy,
      run: () => tabs.active && comparing.compareWithComputer(tabs.active),
    },
    'cancel-waiting': {
      group: 'file',
      section: 'save',
      hidden: true,
      reason: notWaiting,
      run: () => tabs.active && waiting.cancel(tabs.active),
    },
  } satisfies CommandEntries;
}
