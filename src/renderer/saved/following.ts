// What other programs do to the files of the computer that are open here. A tab without changes of its own follows by itself; one with
// changes says so and waits for the person. Main tells when to look; a look at the window looks too, since network drives tell nothing,
// and nobody tells of the open folder.

import { useEventListener, useTimeoutFn } from '@vueuse/core';
import { computed, watch } from 'vue';
import type { FileId } from '../../ipc/contract';
import { toAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useComputerFiles } from '../files/computer-files';
import { t } from '../i18n';
import { useAnnouncer } from '../status/announcer';
import { baseOf, currentText } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { digestOfText } from './digest';
import { usePlaces } from './places';
import { readTheirs } from './theirs';

const FOCUS_MS = 200;

export interface Following {
  /** Looks at the file of a tab now. Never rejects. */
  readonly check: (tab: Tab) => Promise<void>;
}

export function useFollowing(): Following {
  const adder = useAdder();
  const tabs = useTabs();
  const places = usePlaces();

  async function check(tab: Tab): Promise<void> {
    const { origin } = tab;
    if (origin.kind !== 'computer' || tab.saving) return; // the end of the save looks again
    try {
      await compare(tab, origin.file);
    } catch (error) {
      places.noteLocal(origin.file, { kind: 'unreachable', error: toAdderError(error) });
    }
  }

  function isCurrent(tab: Tab, file: FileId): boolean {
    const { origin } = tab;
    return (
      tabs.tabs.includes(tab) && origin.kind === 'computer' && origin.file === file && !tab.saving
    );
  }

  async function compare(tab: Tab, file: FileId): Promise<void> {
    const fact = await adder.call('lookAtLocalFile', file);
    if (!isCurrent(tab, file)) return;
    places.noteLocal(file, fact);
    if (fact.kind === 'missing') {
      tabs.noteConflict(tab, 'removed');
      return;
    }
    const document = tabs.documentOf(tab.id);
    const base = await baseOf(document);
    const text = currentText(document);
    const mine = await digestOfText(text, document);
    if (!isCurrent(tab, file)) return;
    if (fact.sha256 === base.sha256) tabs.noteConflict(tab, undefined);
    else if (fact.sha256 === mine.sha256) tabs.noteThere(tab, { saved: text });
    else await follow(tab, file);
  }

  async function follow(tab: Tab, file: FileId): Promise<void> {
    const theirs = await readTheirs({ kind: 'computer', file });
    if (!isCurrent(tab, file)) return;
    const document = tabs.documentOf(tab.id);
    // Looked at after the file was read: what was typed meanwhile stays.
    const isUntouched = currentText(document).eq(document.saved) && document.base === undefined;
    if (theirs.kind === 'text' && isUntouched) {
      tabs.follow(tab, theirs.file);
      useAnnouncer().show(t('conflict.followed', { name: visibleName(tab.name) }));
    } else tabs.noteConflict(tab, theirs.kind === 'missing' ? 'removed' : 'changed');
  }

  return { check };
}

/** Must be called in a component's set-up, once. */
export function useWatchingFiles(): void {
  const adder = useAdder();
  const tabs = useTabs();
  const { check } = useFollowing();

  const files = computed(() =>
    tabs.tabs.flatMap(({ origin }) => (origin.kind === 'computer' ? [origin.file] : [])),
  );
  watch(
    () => files.value.join('\0'),
    () => void adder.call('watchLocalFiles', files.value),
  );
  adder.on('localFileChanged', (file) => {
    const tab = tabs.find({ kind: 'computer', file });
    if (tab) void check(tab);
  });

  /** One after the other: a disk that hangs holds up one of them. */
  async function checkAll(): Promise<void> {
    for (const tab of tabs.tabs) await check(tab);
  }
  const lookAgain = (): void => {
    void checkAll();
    void useComputerFiles().refresh();
  };
  const { start } = useTimeoutFn(lookAgain, FOCUS_MS, { immediate: false });
  useEventListener(window, 'focus', () => {
    start();
  });
}
