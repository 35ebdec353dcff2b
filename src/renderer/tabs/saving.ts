// Saving a tab where it came from; a new one asks where, the computer first. The unsaved mark goes only when the write has
// succeeded, and only for the text that was written. What another program has changed is not written over unasked, and what a board
// that is gone cannot take waits for it.

import { AdderError, isAdderError } from '../../shared/errors';
import { canFormat, tidyTab } from '../checking/format';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoards } from '../devices/boards';
import { whenFree } from '../devices/busy';
import { idOf, liveOf, type ConnectedBoard } from '../devices/connected';
import { lastingAddress } from '../devices/same-board';
import { useQuestions } from '../dialogs/questions';
import { encodeText } from '../editor/text-file';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import { nameComplaint } from '../files/names';
import { t } from '../i18n';
import { useProblems, type Retry } from '../problems/problems';
import { useConflicts } from '../saved/conflicts';
import { digestOf } from '../saved/digest';
import { useFollowing } from '../saved/following';
import { usePlaces } from '../saved/places';
import { liveBoard } from '../saved/theirs';
import { isGone, useWaiting } from '../saved/waiting';
import { useSettings } from '../settings/settings';
import { useAnnouncer } from '../status/announcer';
import { closingChoices } from './closing';
import { baseOf, currentText, type OpenDocument } from './documents';
import { useTabs, type Origin, type Tab } from './tabs';
import { textOf } from './text';

/** Saving waits so long for the text to be tidied, ms. */
const TIDY_MS = 3000;

interface Written {
  readonly text: OpenDocument['saved'];
  readonly bytes: Uint8Array;
}

export interface Saving {
  /** Whether the tab's text of this moment is saved. */
  readonly save: (tab: Tab) => Promise<boolean>;
  readonly saveAs: (tab: Tab) => Promise<boolean>;
  /** Closes a tab; asks once when its work is not saved. */
  readonly close: (tab: Tab) => Promise<void>;
}

export function useSaving(): Saving {
  const adder = useAdder();
  const tabs = useTabs();
  const questions = useQuestions();
  const problems = useProblems();
  const announcer = useAnnouncer();
  const conflicts = useConflicts();
  const places = usePlaces();

  function snapshot(tab: Tab): Written {
    const document = tabs.documentOf(tab.id);
    const text = currentText(document);
    const { ends, mark } = document;
    return { text, bytes: encodeText({ text: textOf(text), ends, mark }) };
  }

  async function noteSaved(
    tab: Tab,
    written: Written,
    name: string,
    origin: Origin,
  ): Promise<void> {
    const digest = await digestOf(written.bytes);
    if (origin.kind === 'board') places.noteOnBoard(origin.address, origin.path, digest);
    if (origin.kind === 'computer') places.noteLocal(origin.file, { kind: 'file', ...digest });
    tabs.noteSaved(tab, written.text, name, origin);
    const words = origin.kind === 'board' ? 'editor.savedBoard' : 'editor.savedComputer';
    announcer.show(t(words, { name: visibleName(name) }));
    if (origin.kind === 'board') void useBoardFiles().refresh(liveBoard(origin.address));
    else void useComputerFiles().refresh();
  }

  /** One save of a tab at a time; false when it failed or was called off, which its reason has told. */
  async function exclusively(tab: Tab, work: () => Promise<boolean>): Promise<boolean> {
    if (tab.saving) return false;
    tab.saving = true;
    try {
      return await work();
    } catch (error) {
      problems.report(error, wayOut(tab, error));
      return false;
    } finally {
      tab.saving = false;
    }
  }

  /** A program that cannot be tidied is saved as it is: nobody's work waits for a comma. */
  async function tidy(tab: Tab): Promise<void> {
    if (!useSettings().values.tidyOnSave || !canFormat(tab) || tab.id !== tabs.activeId) return;
    const late = AbortSignal.timeout(TIDY_MS);
    await Promise.race([
      tidyTab(tab, late).catch(() => undefined),
      new Promise((resolve) => {
        late.addEventListener('abort', resolve);
      }),
    ]);
  }

  /** A disk that does not take the file will not take it at the second try. */
  function wayOut(tab: Tab, error: unknown): Retry {
    const isDisk = error instanceof AdderError && error.code.startsWith('local-');
    return isDisk
      ? { label: t('editor.elsewhere'), run: () => saveAs(tab) }
      : { label: t('problems.retry'), run: () => save(tab) };
  }

  async function save(tab: Tab): Promise<boolean> {
    await tidy(tab);
    const { origin } = tab;
    if (origin.kind !== 'computer' && origin.kind !== 'board') return saveAs(tab);
    const refusal = { is: false };
    const isSaved = await exclusively(tab, async () => {
      try {
        return await (origin.kind === 'computer'
          ? saveThere(tab, origin.file)
          : saveOnBoard(tab, origin.address, origin.path));
      } catch (error) {
        refusal.is =
          isAdderError(error, 'local-changed') || isAdderError(error, 'board-file-changed');
        if (refusal.is) return false;
        throw error;
      }
    });
    return refusal.is ? settle(tab) : isSaved;
  }

  /** Something else is there now: what is to be is the person's to say. */
  async function settle(tab: Tab): Promise<boolean> {
    if (tab.origin.kind === 'board') tabs.noteConflict(tab, 'changed');
    else await useFollowing().check(tab);
    if (tab.conflict === undefined) return !tabs.isUnsaved(tab);
    const answer = await conflicts.ask(tab);
    return answer === 'mine' ? save(tab) : answer === 'theirs';
  }

  async function saveThere(tab: Tab, file: string): Promise<boolean> {
    const written = snapshot(tab);
    const { sha256 } = await baseOf(tabs.documentOf(tab.id));
    await adder.call('saveLocalFile', file, written.bytes, sha256);
    await noteSaved(tab, written, tab.name, { kind: 'computer', file });
    return true;
  }

  async function saveOnBoard(tab: Tab, address: string, path: string): Promise<boolean> {
    const written = snapshot(tab);
    const board = liveBoard(address);
    const expected = { ...(await baseOf(tabs.documentOf(tab.id))), orMissing: true };
    try {
      if (!board) throw new AdderError('link-closed');
      await whenFree('save', board, async (interrupt) =>
        adder.call('saveBoardFile', idOf(board), path, written.bytes, interrupt, expected),
      );
    } catch (error) {
      if (!isGone(error)) throw error;
      useWaiting().wait(tab, written.text);
      return false;
    }
    await noteSaved(tab, written, nameOf(path), { kind: 'board', address, path });
    return true;
  }

  async function saveOnComputer(tab: Tab): Promise<boolean> {
    const written = snapshot(tab);
    const file = await adder.call('saveLocalFileAs', tab.name, written.bytes);
    if (!file) return false;
    await noteSaved(tab, written, file.name, { kind: 'computer', file: file.file });
    return true;
  }

  function saveAs(tab: Tab): Promise<boolean> {
    return exclusively(tab, async () => {
      const { shown } = useBoards();
      if (!shown || !liveOf(shown)) return saveOnComputer(tab);
      const where = await questions.choose({
        title: t('editor.whereTitle', { name: visibleName(tab.name) }),
        text: t('editor.whereText'),
        choices: [
          { id: 'board', label: t('editor.whereBoard') },
          { id: 'computer', label: t('editor.whereComputer'), kind: 'primary' },
        ],
      });
      if (where === 'computer') return saveOnComputer(tab);
      return where === 'board' && saveAsOnBoard(tab, shown);
    });
  }

  async function saveAsOnBoard(tab: Tab, board: ConnectedBoard): Promise<boolean> {
    const name = await questions.askText({
      title: t('editor.boardNameTitle'),
      text: '',
      label: t('files.nameLabel'),
      value: tab.name,
      button: t('editor.saveButton'),
      complaint: (text) => nameComplaint(text, []),
    });
    if (name === undefined) return false;
    const files = useBoardFiles();
    const there = await files.look(board, '/', 'save');
    const old = there.find((entry) => entry.name === name);
    if (old?.kind === 'folder') throw new AdderError('is-a-folder', { detail: name });
    if (old && !(await files.mayReplace(name))) return false;
    const path = `/${name}`;
    const written = snapshot(tab);
    await whenFree('save', board, async (interrupt) =>
      adder.call('writeBoardFile', idOf(board), path, written.bytes, interrupt),
    );
    const address = lastingAddress(board.address);
    await noteSaved(tab, written, name, { kind: 'board', address, path });
    return true;
  }

  async function close(tab: Tab): Promise<void> {
    if (tab.unsaved) {
      tabs.activate(tab.id);
      const answer = await questions.choose(closingChoices(tab));
      if (answer === 'save') {
        if (!(await save(tab)) || tabs.isUnsaved(tab)) return; // or changed since
      } else if (answer === 'copy') {
        if (!(await exclusively(tab, () => saveOnComputer(tab))) || tabs.isUnsaved(tab)) return;
      } else if (answer !== 'discard') return;
    }
    tabs.close(tab.id);
  }

  return { save, saveAs, close };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
