// The files on the board, and what a person does with them. Listing never stops a program: while one runs the list waits,
// and is read when the program has ended.

import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { SpaceFacts } from '../../shared/board';
import { AdderError, isAdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { useBoard } from '../devices/board';
import { afterStopping, type Purpose } from '../devices/busy';
import { useQuestions } from '../dialogs/questions';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { useTabs } from '../tabs/tabs';
import { transferId } from '../transfers/ids';
import { join, nameComplaint, parentOf } from './names';
import { makeTree, type Entry, type TreeNode } from './tree';

export interface ReplaceAnswer {
  readonly answer: 'replace' | 'skip';
  readonly forAll: boolean;
}

export const useBoardFiles = defineStore('board-files', () => {
  const adder = useAdder();
  const board = useBoard();
  const problems = useProblems();
  const questions = useQuestions();
  const space = shallowRef<SpaceFacts>();
  /** What is shown may be old: the board was busy when it should have been read. */
  const stale = shallowRef(false);
  const tree = makeTree((folder) => adder.call('listBoardFiles', boardId(), folder));

  function boardId(): string {
    if (!board.live) throw new AdderError('link-closed');
    return board.live.board;
  }

  let refreshing: Promise<void> | undefined;
  let again = false;

  /** Reads the list anew; asked again meanwhile, once more. */
  function refresh(): Promise<void> {
    again = refreshing !== undefined;
    refreshing ??= readUntilSettled().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function readUntilSettled(): Promise<void> {
    do {
      again = false;
      await read();
      // `again` is set by whoever asks while the list is read.
    } while (again as boolean);
  }

  async function read(): Promise<void> {
    if (!board.live) return;
    stale.value = isBusy();
    if (stale.value) return;
    await tree.refresh();
    stale.value = isAdderError(tree.error.value, 'board-busy');
    if (tree.error.value) return;
    try {
      const id = boardId();
      const facts = await adder.call('getBoardSpace', id, '/');
      if (id === board.live.board) space.value = facts;
    } catch (error) {
      // Beside the list; a board that cannot say it, or is busy again, has no line for it.
      if (!isAdderError(error, 'board-busy')) space.value = undefined;
    }
  }

  function isBusy(): boolean {
    return board.mode === 'running' || board.mode === 'mounted' || board.mode === 'silent';
  }

  watch(
    () => board.live?.board,
    () => {
      tree.reset();
      space.value = undefined;
      stale.value = false;
    },
    { flush: 'sync' },
  );
  watch(
    () => board.mode,
    (mode) => {
      // Not after every line typed at the prompt: whoever changes files asks for the list.
      if (mode === 'idle' && (stale.value || tree.roots.value === undefined)) void refresh();
    },
  );

  async function expand(paths: string[]): Promise<void> {
    await tree.expand(paths);
    stale.value ||= isAdderError(tree.error.value, 'board-busy');
  }

  /** What is in a folder now; asks to stop a program that keeps the board busy. */
  function look(folder: string, purpose: Purpose): Promise<readonly Entry[]> {
    return afterStopping(purpose, () => adder.call('listBoardFiles', boardId(), folder));
  }

  async function askReplace(name: string, several: boolean): Promise<ReplaceAnswer> {
    const reply = await questions.ask({
      kind: 'choice',
      title: t('files.existsTitle', { name: visibleName(name) }),
      text: t('files.existsText'),
      choices: [
        { id: 'skip', label: t('files.skip') },
        { id: 'replace', label: t('files.replace'), kind: 'primary' },
      ],
      ...(several && { tick: t('files.forAll') }),
    });
    return {
      answer: reply?.value === 'replace' ? 'replace' : 'skip',
      forAll: reply?.ticked ?? false,
    };
  }

  /** Changes something and reads the list anew; a problem is shown. */
  async function change(work: () => Promise<unknown>): Promise<boolean> {
    const done = await problems.guard(async () => {
      await afterStopping('change', work);
      return true;
    });
    await refresh();
    return done ?? false;
  }

  async function namesIn(folder: string): Promise<readonly string[] | undefined> {
    const entries = await problems.guard(() => look(folder, 'change'));
    return entries?.map(({ name }) => name);
  }

  async function create(kind: 'file' | 'folder', folder: string): Promise<void> {
    const taken = await namesIn(folder);
    if (!taken) return;
    const name = await questions.askText({
      title: t(kind === 'file' ? 'files.newFileTitle' : 'files.newFolderTitle'),
      text: folder === '/' ? '' : t('files.inFolder', { folder: visibleName(folder) }),
      label: t('files.nameLabel'),
      value: kind === 'file' ? 'main.py' : 'lib',
      button: t('files.create'),
      complaint: (text) => nameComplaint(text, taken),
    });
    if (name === undefined) return;
    const path = join(folder, name);
    const made = await change(() =>
      kind === 'folder'
        ? adder.call('makeBoardFolder', boardId(), path)
        : adder.call('writeBoardFile', boardId(), path, new Uint8Array(), transferId(), false),
    );
    if (!made) return;
    if (folder !== '/') await tree.expand([...new Set([...tree.expanded.value, folder])]);
    const address = board.live?.address;
    if (kind === 'file' && address !== undefined)
      useTabs().open(name, { kind: 'board', address, path }, { text: '', ends: 'lf', mark: false });
  }

  async function rename(node: TreeNode): Promise<void> {
    const folder = parentOf(node.path);
    const taken = await namesIn(folder);
    if (!taken) return;
    const name = await questions.askText({
      title: t('files.renameTitle', { name: visibleName(node.name) }),
      text: '',
      label: t('files.nameLabel'),
      value: node.name,
      button: t('files.renameButton'),
      complaint: (text) =>
        nameComplaint(
          text,
          taken.filter((other) => other !== node.name),
        ),
    });
    if (name === undefined || name === node.name) return;
    const path = join(folder, name);
    if (await change(() => adder.call('renameBoardEntry', boardId(), node.path, path)))
      moveTabs(node.path, path);
  }

  async function remove(node: TreeNode): Promise<void> {
    const answer = await questions.choose({
      title: t('files.removeTitle', { name: visibleName(node.name) }),
      text: t(node.kind === 'folder' ? 'files.removeFolder' : 'files.removeFile'),
      choices: [
        { id: 'cancel', label: t('dialogs.cancel') },
        { id: 'remove', label: t('files.removeButton'), kind: 'danger' },
      ],
    });
    if (answer !== 'remove') return;
    if (await change(() => adder.call('removeBoardEntry', boardId(), node.path)))
      moveTabs(node.path, undefined);
  }

  /** Open tabs follow what was renamed, and keep the text of what was removed. */
  function moveTabs(from: string, to: string | undefined): void {
    const tabs = useTabs();
    for (const tab of tabs.tabs) {
      const { origin } = tab;
      if (origin.kind !== 'board' || origin.address !== board.live?.address) continue;
      if (origin.path !== from && !origin.path.startsWith(`${from}/`)) continue;
      if (to === undefined) tabs.noteRemoved(tab);
      else {
        const path = to + origin.path.slice(from.length);
        tab.origin = { ...origin, path };
        tabs.rename(tab, path.slice(path.lastIndexOf('/') + 1));
      }
    }
  }

  return {
    space,
    stale,
    roots: tree.roots,
    expanded: tree.expanded,
    loading: tree.loading,
    error: tree.error,
    childrenOf: tree.childrenOf,
    expand,
    refresh,
    look,
    askReplace,
    create,
    rename,
    remove,
  };
});
