// @vitest-environment happy-dom
// What a person does with the entries of the two trees.

import { beforeEach, describe, expect, it } from 'vitest';
import { useBin } from '../../../src/renderer/bin/bin';
import { useBoardFiles } from '../../../src/renderer/files/board-files';
import { useComputerFiles } from '../../../src/renderer/files/computer-files';
import { fileTreeCommands } from '../../../src/renderer/files/commands';
import { taken } from '../../../src/renderer/files/drag';
import { only } from '../../../src/renderer/files/selection';
import { useSides, type TreeSide } from '../../../src/renderer/files/sides';
import { actionsOf } from '../../../src/renderer/files/tree-actions';
import type { TreeNode } from '../../../src/renderer/files/tree';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useAnnouncer } from '../../../src/renderer/status/announcer';
import { useOpening } from '../../../src/renderer/tabs/opening';
import { useTabs, type Tab } from '../../../src/renderer/tabs/tabs';
import { useTransfers } from '../../../src/renderer/transfers/transfers';
import { bytesOf, type FakeMain } from './fake-bridge';
import { answer, openConnectedWindow, settle } from './support';

let main: FakeMain;
let board: TreeSide;
let computer: TreeSide;

beforeEach(async () => {
  taken.value = undefined;
  main = await openConnectedWindow();
  main.pickedFolder = { folder: 'folder-1', name: 'project' };
  for (const name of ['a.py', 'b.py']) main.localFiles.set(name, bytesOf(name));
  main.boardFiles.set('/lib/', new Uint8Array());
  main.boardFiles.set('/c.py', bytesOf('c'));
  await useComputerFiles().pick();
  await useBoardFiles().refresh();
  ({ board, computer } = useSides());
  useTransfers();
});

function node(side: 'board' | 'computer', path: string): TreeNode {
  const roots = side === 'board' ? useBoardFiles().roots : useComputerFiles().roots;
  const found = roots?.find((one) => one.path === path);
  if (!found) throw new Error(`${path} is not in the tree`);
  return found;
}

async function act(side: TreeSide, id: string, ...paths: string[]): Promise<unknown> {
  const nodes = paths.map((path) => node(side.kind, path));
  const action = actionsOf(side, nodes, nodes[0]).find((one) => one.id === id);
  if (!action) throw new Error(`there is no action ${id}`);
  const result = await action.run();
  await settle();
  return result;
}

const ids = (side: TreeSide, ...paths: string[]): string[] =>
  actionsOf(
    side,
    paths.map((path) => node(side.kind, path)),
  ).map(({ id }) => id);

describe('the menu', () => {
  it('offers what can be done with one entry, with several, and with none', () => {
    expect(ids(computer, '/a.py')).toEqual([
      'open',
      'compare',
      'upload',
      'new-file',
      'new-folder',
      'copy',
      'cut',
      'rename',
      'remove',
      'undo-delete',
      'deleted-files',
    ]);
    expect(ids(computer, '/a.py', '/b.py')).toEqual([
      'upload',
      'copy',
      'cut',
      'remove',
      'undo-delete',
      'deleted-files',
    ]);
    expect(ids(board)).toEqual(['new-file', 'new-folder', 'undo-delete', 'deleted-files']);
  });

  it('sends to the top, to the folder that is selected there, or to where a dialog says', async () => {
    await act(computer, 'upload', '/a.py', '/b.py');
    const tree = useBoardFiles().tree;
    if (tree) tree.selection.value = only('/lib');
    await act(computer, 'upload-into', '/a.py');
    expect(main.of('uploadEntries').map(([, folder, sources]) => [folder, sources])).toEqual([
      [
        '/',
        [
          { kind: 'local', folder: 'folder-1', steps: ['a.py'] },
          { kind: 'local', folder: 'folder-1', steps: ['b.py'] },
        ],
      ],
      ['/lib', [{ kind: 'local', folder: 'folder-1', steps: ['a.py'] }]],
    ]);
    await act(board, 'download', '/c.py');
    await act(board, 'download-to', '/c.py');
    expect(main.of('downloadEntries').map(([, paths, target]) => [paths, target])).toEqual([
      [['/c.py'], { folder: 'folder-1', steps: [] }],
      [['/c.py'], null],
    ]);
  });
});

describe('what is deleted', () => {
  it('is not asked about, and comes back with one press', async () => {
    await act(computer, 'remove', '/a.py', '/b.py');
    expect(main.of('deleteLocalEntries')).toEqual([['folder-1', [['a.py'], ['b.py']]]]);
    expect(useComputerFiles().roots).toEqual([]);
    const { notice, action } = useAnnouncer();
    expect([notice, action?.label]).toEqual(['Deleted a.py and 1 more.', 'Undo']);
    await action?.run();
    await settle();
    expect(main.of('restoreFromBin')).toEqual([['binned-1']]);
    expect(useAnnouncer().notice).toBe('a.py and 1 more is back.');
  });

  it('is undone one deletion after the other, the last one first', async () => {
    await act(computer, 'remove', '/a.py');
    await act(board, 'remove', '/c.py');
    main.endDeletion(['/c.py']);
    const command = fileTreeCommands()['undo-delete'];
    expect(command.reason()).toBeUndefined();
    await command.run();
    await command.run();
    expect(command.reason()).toBe('There is no deletion to take back.');
    await useBin().undo();
    expect(main.of('restoreFromBin').map(([id]) => id)).toEqual(['binned-2', 'binned-1']);
    expect(useAnnouncer().notice).toBe('There is no deletion to take back.');
  });

  it('from a board is told when it has ended, and so is what comes back', async () => {
    await act(board, 'remove', '/c.py');
    expect(main.of('deleteBoardEntries')).toEqual([['board-1', ['/c.py']]]);
    expect(useAnnouncer().action).toBeUndefined();
    main.endDeletion(['/c.py']);
    await settle();
    expect(useBoardFiles().roots?.map(({ path }) => path)).toEqual(['/lib']);
    const { notice, action } = useAnnouncer();
    expect([notice, action?.label]).toEqual(['Deleted c.py.', 'Undo']);
    await action?.run();
    expect(main.of('restoreFromBin')).toEqual([['binned-1']]);
    main.unbin('binned-1');
    main.queue.change({ state: 'done', names: ['c.py'] });
    await settle();
    expect(useAnnouncer().notice).toBe('c.py is back.');
    expect(main.of('forgetTransfers')).toEqual([[['transfer-1']], [['transfer-2']]]);
  });

  it('from a board in part only is told as that, and what is gone comes back', async () => {
    await act(board, 'remove', '/c.py', '/lib');
    main.endDeletion(['/c.py'], 'cancelled');
    await settle();
    const { notice, action } = useAnnouncer();
    expect(notice).toBe('Deleted a part of c.py and 1 more. The rest is still on the board.');
    await action?.run();
    expect(main.of('restoreFromBin')).toEqual([['binned-1']]);
  });

  it('from a board not at all is no deletion to take back', async () => {
    await act(board, 'remove', '/c.py');
    main.endDeletion([], 'cancelled');
    await settle();
    expect(useAnnouncer().action).toBeUndefined();
    await useBin().undo();
    expect(useAnnouncer().notice).toBe('There is no deletion to take back.');
  });

  it('from a board that runs a program waits for the person', async () => {
    await act(board, 'remove', '/c.py');
    main.queue.change({ state: 'asking', asks: { kind: 'stop' } });
    const question = await answer('keep');
    expect(question).toMatchObject({ text: 'Stop it and delete?' });
    expect(main.of('cancelTransfer')).toEqual([['transfer-1']]);
    expect(useProblems().problems).toEqual([]);
  });
});

describe('Cut and Copy', () => {
  it('carry entries to the other list, or move them in their own', async () => {
    await act(computer, 'copy', '/a.py');
    await act(board, 'paste', '/lib');
    expect(main.of('uploadEntries').map(([, folder]) => folder)).toEqual(['/lib']);
    await act(board, 'cut', '/c.py');
    await act(board, 'paste', '/lib');
    expect(main.of('renameBoardEntry')).toEqual([['board-1', '/c.py', '/lib/c.py']]);
  });

  it('do not copy within a list, and say so', async () => {
    await act(board, 'copy', '/c.py');
    await act(board, 'paste', '/lib');
    expect(main.of('renameBoardEntry')).toEqual([]);
    expect(useAnnouncer().notice).toMatch(/cut them/);
  });

  it('move no folder into itself, say so, and can be pasted elsewhere', async () => {
    await act(board, 'cut', '/lib');
    await act(board, 'paste', '/lib');
    expect(main.of('renameBoardEntry')).toEqual([]);
    expect(useAnnouncer().notice).toMatch(/into itself/);
    expect(ids(board, '/c.py')).toContain('paste');
  });

  it('can be pasted again where it failed: what did not get there', async () => {
    main.boardFiles.set('/d.py', bytesOf('d'));
    await useBoardFiles().refresh();
    await act(board, 'cut', '/c.py', '/d.py');
    main.boardFiles.delete('/d.py');
    await act(board, 'paste', '/lib');
    expect(main.boardFiles.has('/lib/c.py')).toBe(true);
    expect(useProblems().problems.map(({ error }) => error.code)).toEqual(['file-not-found']);
    expect(taken.value).toMatchObject({ cut: true, nodes: [{ path: '/d.py' }] });
    main.boardFiles.set('/d.py', bytesOf('back'));
    await act(board, 'paste', '/lib');
    expect(main.boardFiles.has('/lib/d.py')).toBe(true);
    expect(taken.value).toBeUndefined();
  });

  it('can be pasted again on the other side when nothing went there', async () => {
    await act(computer, 'cut', '/a.py');
    main.failures.set('uploadEntries', 'link-lost');
    await act(board, 'paste', '/lib');
    main.failures.clear();
    await act(board, 'paste', '/lib');
    expect(main.of('uploadEntries')).toHaveLength(2);
    expect(ids(board, '/c.py')).not.toContain('paste');
  });

  it('replace nothing of the same name', async () => {
    main.boardFiles.set('/lib/c.py', bytesOf('other'));
    await act(board, 'cut', '/c.py');
    await act(board, 'paste', '/lib');
    expect(main.of('renameBoardEntry')).toEqual([]);
    expect(useProblems().problems.map(({ error }) => error.code)).toEqual(['file-exists']);
  });
});

describe('several entries of the computer', () => {
  beforeEach(async () => {
    main.localFiles.set('docs/b.py', bytesOf('other'));
    await useComputerFiles().refresh();
  });

  it('are moved all or not at all where a name is there already', async () => {
    await computer.entries.move([node('computer', '/a.py'), node('computer', '/b.py')], '/docs');
    expect(main.of('moveLocalEntry')).toEqual([]);
    expect(useProblems().problems.map(({ error }) => error.code)).toEqual(['local-exists']);
  });

  it('tell the tabs of those that were moved before one failed', async () => {
    const origin = { kind: 'computer', file: 'a.py' } as const;
    useTabs().open('a.py', origin, { text: '', ends: 'lf', mark: false });
    const changes: string[] = [];
    useTabs().onChange(({ name }) => changes.push(name));
    const nodes = [node('computer', '/a.py'), { ...node('computer', '/b.py'), path: '/gone.py' }];
    await computer.entries.move([...nodes, { ...node('computer', '/b.py'), name: 'c.py' }], '/new');
    expect(main.of('moveLocalEntry')).toHaveLength(2);
    expect(changes).toEqual(['a.py']);
  });
});

describe('a new name', () => {
  it('goes along to the tab of a file on the computer', async () => {
    const tabs = useTabs();
    const open = (file: string): Tab =>
      tabs.open(file, { kind: 'computer', file }, { text: file, ends: 'lf', mark: false });
    const [tab, gone] = [open('a.py'), open('gone.py')];
    main.ids.set('a.py', { file: 'a.py', over: ['gone.py'] });
    const renamed = act(computer, 'rename', '/a.py');
    await answer('gone.py');
    expect(await renamed).toBe('/gone.py');
    expect(tab).toMatchObject({ name: 'gone.py', origin: { file: 'a.py' } });
    // What lay there before and was removed is the text of a tab that is saved nowhere.
    expect(gone).toMatchObject({ name: 'gone.py', origin: { kind: 'new' }, unsaved: true });
  });

  it('is asked for before a program is stopped for it, once', async () => {
    main.setMode('running');
    await settle();
    const renamed = act(board, 'rename', '/c.py');
    expect(await answer('other.py')).toMatchObject({ label: 'Name' });
    const question = await answer('stop');
    expect(question).toMatchObject({ text: 'Stop it and change the files on the board?' });
    expect(await renamed).toBe('/other.py');
    expect(main.of('stopProgram')).toHaveLength(1);
  });

  it('that was taken meanwhile replaces nothing', async () => {
    main.setMode('running');
    await settle();
    const made = board.entries.create('file', '/');
    await answer('d.py');
    main.boardFiles.set('/d.py', bytesOf('theirs'));
    await answer('stop');
    expect(await made).toBeUndefined();
    expect(main.of('writeBoardFile')).toEqual([]);
    expect(useProblems().problems.map(({ error }) => error.code)).toEqual(['file-exists']);
  });

  it('goes along to the tab of a file on the board', async () => {
    await useOpening().openFromBoard('/c.py');
    const renamed = act(board, 'rename', '/c.py');
    await answer('d.py');
    expect(await renamed).toBe('/d.py');
    expect(useTabs().active).toMatchObject({ name: 'd.py', origin: { path: '/d.py' } });
  });

  it('of a new file whose name a removed one had, that is still open, is the new one’s alone', async () => {
    await useOpening().openFromBoard('/c.py');
    const old = useTabs().active;
    main.boardFiles.delete('/c.py');
    await useBoardFiles().refresh();
    const made = board.entries.create('file', '/');
    await answer('c.py');
    expect(await made).toBe('/c.py');
    expect(old).toMatchObject({ origin: { kind: 'new' }, unsaved: true });
    expect(useTabs().active).toMatchObject({ origin: { path: '/c.py' }, unsaved: false });
  });

  it('makes a file on the computer, which opens', async () => {
    const made = act(computer, 'new-file', '/a.py');
    await answer('new.py');
    expect(await made).toBe('/new.py');
    expect(useTabs().active?.name).toBe('new.py');
  });
});
