// Saving a tab where it came from; a new one asks where, the computer first. The unsaved mark goes only when the write has
// succeeded, and only for the text that was written.

import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { whenFree } from '../devices/busy';
import { useQuestions } from '../dialogs/questions';
import { encodeText } from '../editor/text-file';
import { useBoardFiles } from '../files/board-files';
import { useComputerFiles } from '../files/computer-files';
import { nameComplaint } from '../files/names';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useAnnouncer } from '../status/announcer';
import { transferId } from '../transfers/ids';
import { currentText, textOf, type OpenDocument } from './documents';
import { useTabs, type Origin, type Tab } from './tabs';

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

  function snapshot(tab: Tab): Written {
    const document = tabs.documentOf(tab.id);
    const text = currentText(document);
    const { ends, mark } = document;
    return { text, bytes: encodeText({ text: textOf(text), ends, mark }) };
  }

  function noteSaved(tab: Tab, written: Written, name: string, origin: Origin): void {
    tabs.noteSaved(tab, written.text, name, origin);
    const words = origin.kind === 'board' ? 'editor.savedBoard' : 'editor.savedComputer';
    announcer.show(t(words, { name: visibleName(name) }));
    if (origin.kind === 'board') void useBoardFiles().refresh();
    else void useComputerFiles().refresh();
  }

  /** One save of a tab at a time; false when it failed or was called off, which its reason has told. */
  async function exclusively(tab: Tab, work: () => Promise<boolean>): Promise<boolean> {
    if (tab.saving) return false;
    tab.saving = true;
    try {
      return await work();
    } catch (error) {
      problems.report(error, { label: t('problems.retry'), run: () => save(tab) });
      return false;
    } finally {
      tab.saving = false;
    }
  }

  function save(tab: Tab): Promise<boolean> {
    const { origin } = tab;
    if (origin.kind === 'computer')
      return exclusively(tab, async () => {
        const written = snapshot(tab);
        await adder.call('saveLocalFile', origin.file, written.bytes);
        noteSaved(tab, written, tab.name, origin);
        return true;
      });
    if (origin.kind === 'board')
      return exclusively(tab, () => saveOnBoard(tab, origin.address, origin.path));
    return saveAs(tab);
  }

  async function saveOnBoard(tab: Tab, address: string, path: string): Promise<boolean> {
    const board = useBoard().live;
    if (board?.address !== address) return offerCopy(tab);
    const written = snapshot(tab);
    await whenFree('save', (interrupt) =>
      adder.call('writeBoardFile', board.board, path, written.bytes, transferId(), interrupt),
    );
    const name = path.slice(path.lastIndexOf('/') + 1);
    noteSaved(tab, written, name, { kind: 'board', address, path });
    return true;
  }

  async function offerCopy(tab: Tab): Promise<boolean> {
    const answer = await questions.choose({
      title: t('editor.otherBoardTitle', { name: visibleName(tab.name) }),
      text: t('editor.otherBoardText'),
      choices: [
        { id: 'cancel', label: t('dialogs.cancel') },
        { id: 'copy', label: t('editor.whereComputer'), kind: 'primary' },
      ],
    });
    return answer === 'copy' && saveOnComputer(tab);
  }

  async function saveOnComputer(tab: Tab): Promise<boolean> {
    const written = snapshot(tab);
    const file = await adder.call('saveLocalFileAs', tab.name, written.bytes);
    if (!file) return false;
    noteSaved(tab, written, file.name, { kind: 'computer', file: file.file });
    return true;
  }

  function saveAs(tab: Tab): Promise<boolean> {
    return exclusively(tab, async () => {
      const { live } = useBoard();
      if (!live) return saveOnComputer(tab);
      const where = await questions.choose({
        title: t('editor.whereTitle', { name: visibleName(tab.name) }),
        text: t('editor.whereText'),
        choices: [
          { id: 'board', label: t('editor.whereBoard') },
          { id: 'computer', label: t('editor.whereComputer'), kind: 'primary' },
        ],
      });
      if (where === 'computer') return saveOnComputer(tab);
      return where === 'board' && saveAsOnBoard(tab, live.address);
    });
  }

  async function saveAsOnBoard(tab: Tab, address: string): Promise<boolean> {
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
    const there = await files.look('/', 'save');
    const old = there.find((entry) => entry.name === name);
    if (old?.kind === 'folder') throw new AdderError('is-a-folder', { detail: name });
    if (old && (await files.askReplace(name, false)).answer !== 'replace') return false;
    return saveOnBoard(tab, address, `/${name}`);
  }

  async function close(tab: Tab): Promise<void> {
    if (tab.unsaved) {
      tabs.activate(tab.id);
      const answer = await questions.choose({
        title: t('editor.closeTitle', { name: visibleName(tab.name) }),
        text: t('editor.closeText'),
        choices: [
          { id: 'discard', label: t('editor.closeDiscard') },
          { id: 'cancel', label: t('editor.cancel') },
          { id: 'save', label: t('editor.closeSave'), kind: 'primary' },
        ],
      });
      if (answer === 'save') {
        if (!(await save(tab)) || tabs.isUnsaved(tab)) return; // or changed since
      } else if (answer !== 'discard') return;
    }
    tabs.close(tab.id);
  }

  return { save, saveAs, close };
}
