// Saves that wait for their board: what was to be saved is kept with the tab, over the end of the app too, and is saved by itself when the
// board is back and idle, if the file there is still the one that the tab came from.

import { defineStore } from 'pinia';
import { watch } from 'vue';
import { isAdderError, type ErrorCode } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoards } from '../devices/boards';
import { idOf, modeOf, type ConnectedBoard } from '../devices/connected';
import { useDevices } from '../devices/devices';
import { encodeText } from '../editor/text-file';
import { useBoardFiles } from '../files/board-files';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { baseOf, type OpenDocument } from '../tabs/documents';
import { useTabs, type Tab } from '../tabs/tabs';
import { textOf } from '../tabs/text';
import { digestOf } from './digest';
import { usePlaces } from './places';
import { liveBoard } from './theirs';

/** What a save ends with when the board is gone: it can be done later. */
const GONE: readonly ErrorCode[] = ['link-lost', 'link-closed', 'link-reset'];

export function isGone(error: unknown): boolean {
  return GONE.some((code) => isAdderError(error, code));
}

export const useWaiting = defineStore('waiting', () => {
  const adder = useAdder();
  const boards = useBoards();
  const tabs = useTabs();
  const problems = useProblems();
  const announcer = useAnnouncer();
  let working = false;

  function wait(tab: Tab, text: OpenDocument['saved']): void {
    tabs.wait(tab, text);
    announcer.show(t('waiting.kept', { name: visibleName(tab.name) }));
  }

  function cancel(tab: Tab): void {
    if (!tab.waiting) return;
    tabs.wait(tab, undefined);
    announcer.show(t('waiting.cancelled', { name: visibleName(tab.name) }));
  }

  /** Saves what can be saved now, one after the other. */
  async function deliver(): Promise<void> {
    if (working) return;
    working = true;
    try {
      for (const tab of tabs.tabs) {
        const { origin } = tab;
        if (!tab.waiting || tab.saving || origin.kind !== 'board') continue;
        const live = liveBoard(origin.address);
        if (live && modeOf(live) === 'idle') await send(tab, live, origin.path);
      }
    } finally {
      working = false;
    }
  }

  async function send(tab: Tab, live: ConnectedBoard, path: string): Promise<void> {
    const document = tabs.documentOf(tab.id);
    const { waiting: text, ends, mark } = document;
    if (!text) return;
    tab.saving = true;
    try {
      const bytes = encodeText({ text: textOf(text), ends, mark });
      const expected = { ...(await baseOf(document)), orMissing: false };
      await adder.call('saveBoardFile', idOf(live), path, bytes, false, expected);
      usePlaces().noteOnBoard(live.address, path, await digestOf(bytes));
      tabs.noteSaved(tab, text, tab.name, tab.origin);
      announcer.show(t('waiting.saved', { name: visibleName(tab.name) }));
      void useBoardFiles().refresh(live);
    } catch (error) {
      // The board is gone again, or a program has begun to run: later.
      if (isGone(error) || isAdderError(error, 'board-busy')) return;
      tabs.wait(tab, undefined);
      if (!isAdderError(error, 'board-file-changed')) problems.report(error);
      else {
        tabs.noteConflict(tab, 'changed');
        usePlaces().askSoon(); // or is it gone?
      }
    } finally {
      tab.saving = false;
    }
  }

  watch(
    () => [
      ...boards.boards.map((board) => `${board.state?.board ?? ''} ${modeOf(board)}`),
      tabs.tabs.some((tab) => tab.waiting),
      // By these it is known which board hangs where.
      ...useDevices().devices.map(
        ({ address, serialNumber }) => `${address} ${serialNumber ?? ''}`,
      ),
    ],
    () => void deliver(),
  );

  return { wait, cancel };
});
