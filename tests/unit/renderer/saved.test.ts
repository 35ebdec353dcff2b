// @vitest-environment happy-dom
// What a tab says of itself, and what it does when another program changes its file.

import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { effectScope } from 'vue';
import { undo } from '@codemirror/commands';
import { useComparing } from '../../../src/renderer/compare/comparing';
import { useConflicts } from '../../../src/renderer/saved/conflicts';
import { useWatchingFiles } from '../../../src/renderer/saved/following';
import { markOf, wordsOf } from '../../../src/renderer/saved/marks';
import { usePlaces } from '../../../src/renderer/saved/places';
import { useBoardFiles } from '../../../src/renderer/files/board-files';
import { useComputerFiles } from '../../../src/renderer/files/computer-files';
import { useOpening } from '../../../src/renderer/tabs/opening';
import { useSaving } from '../../../src/renderer/tabs/saving';
import { currentText } from '../../../src/renderer/tabs/documents';
import { textOf } from '../../../src/renderer/tabs/text';
import { useTabs, type Tab } from '../../../src/renderer/tabs/tabs';
import { uploadTab } from '../../../src/renderer/transfers/uploads';
import { bytesOf, type FakeMain } from './fake-bridge';
import { answer, openConnectedWindow, settle } from './support';

let main: FakeMain;

beforeEach(async () => {
  main = await openConnectedWindow();
  effectScope(true).run(() => {
    useWatchingFiles();
  });
});

function type(tab: Tab, text: string): void {
  const document = useTabs().documentOf(tab.id);
  document.state = document.state.update({ changes: { from: 0, insert: text } }).state;
  useTabs().noteText(tab.id);
}

async function openLocal(name: string, text: string): Promise<Tab> {
  main.localFiles.set(name, bytesOf(text));
  main.picked = name;
  await useOpening().openPicked();
  const { active } = useTabs();
  if (!active) throw new Error('nothing was opened');
  return active;
}

/** Another program writes, and main tells of it. */
async function change(name: string, text: string | undefined): Promise<void> {
  if (text === undefined) main.localFiles.delete(name);
  else main.localFiles.set(name, bytesOf(text));
  main.emit('localFileChanged', name);
  await settle();
}

function shown(tab: Tab): string {
  return textOf(currentText(useTabs().documentOf(tab.id)));
}

it('the list of the open folder is read again when the person comes back to the window', async () => {
  const files = useComputerFiles();
  main.pickedFolder = { folder: 'folder-1', name: 'project' };
  await files.pick();
  expect(files.roots).toEqual([]);
  main.localFiles.set('new.py', bytesOf('n'));
  window.dispatchEvent(new Event('focus'));
  await vi.waitFor(() => {
    expect(files.roots?.map(({ name }) => name)).toEqual(['new.py']);
  });
});

describe('the marks', () => {
  it('compare sizes first, and know nothing without a hash', () => {
    const mine = { size: 3, sha256: 'aa' };
    expect(markOf(mine, { kind: 'file', size: 4 })).toBe('different');
    expect(markOf(mine, { kind: 'file', size: 3 })).toBe('unknown');
    expect(markOf(mine, { kind: 'file', size: 3, sha256: 'ab' })).toBe('different');
    expect(markOf(mine, { kind: 'file', size: 3, sha256: 'aa' })).toBe('same');
    expect(markOf(mine, { kind: 'folder' })).toBe('different');
    expect(markOf(undefined, { kind: 'missing' })).toBe('missing');
    expect(markOf(mine, undefined)).toBe('unknown');
  });

  it('always have words', () => {
    const none = {
      ...{ edited: false, waiting: false, wasOnBoard: false },
      ...({ computer: 'none', board: 'none' } as const),
    };
    expect(wordsOf(none)).toEqual(['marks.nowhere']);
    expect(wordsOf({ ...none, edited: true, board: 'running' })).toEqual([
      'marks.edited',
      'marks.board.running',
    ]);
  });

  it('follow from what lies on the computer and on the board', async () => {
    const places = usePlaces();
    main.boardFiles.set('/a.py', bytesOf('other'));
    const tab = await openLocal('a.py', 'a\n');
    await change('a.py', 'a\n');
    await vi.waitFor(() => {
      expect(places.marksOf(tab)).toMatchObject({ computer: 'same', board: 'different' });
    });
    await uploadTab(tab);
    main.boardFiles.set('/a.py', bytesOf('a\n'));
    main.queue.change({ state: 'done' });
    await vi.waitFor(() => {
      expect(places.marksOf(tab)).toMatchObject({ computer: 'same', board: 'same' });
    });
    type(tab, 'b');
    await settle();
    expect(places.marksOf(tab)).toEqual({
      edited: true,
      waiting: false,
      computer: 'different',
      board: 'different',
      wasOnBoard: true,
    });
    main.setMode('running');
    expect(places.marksOf(tab).board).toBe('running');
    expect(main.of('lookAtBoardFiles').length).toBeGreaterThan(0);
    main.setMode('idle');
    main.lose();
    expect(places.marksOf(tab).board).toBe('none');
  });

  it('are asked for when the engine has ended its work', async () => {
    const places = usePlaces();
    main.boardFiles.set('/a.py', bytesOf('a\n'));
    const tab = await openLocal('a.py', 'a\n');
    await vi.waitFor(() => {
      expect(places.marksOf(tab).board).toBe('same');
    });
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    main.boardFiles.delete('/a.py');
    main.setMode('engine');
    places.askSoon();
    await vi.advanceTimersByTimeAsync(1000);
    expect(places.marksOf(tab).board).toBe('same');
    main.setMode('idle');
    await vi.advanceTimersByTimeAsync(1000);
    expect(places.marksOf(tab).board).toBe('missing');
  });

  it('are known of a tab that comes back from the last time', async () => {
    const origin = { kind: 'computer', file: 'a.py' } as const;
    const text = { text: 'a\n', ends: 'lf', mark: false } as const;
    main.boardFiles.set('/a.py', bytesOf('other'));
    const kept = { key: 'key', saved: null, cursor: 0, waiting: null, uploadedTo: null };
    const tab = useTabs().open('a.py', origin, text, kept);
    await change('a.py', 'a\n');
    await vi.waitFor(() => {
      expect(usePlaces().marksOf(tab)).toMatchObject({ computer: 'same', board: 'different' });
    });
  });

  it('do not go when a save fails', async () => {
    const places = usePlaces();
    const tab = await openLocal('a.py', 'a\n');
    await change('a.py', 'a\n');
    type(tab, 'b');
    main.failures.set('saveLocalFile', 'local-denied');
    await useSaving().save(tab);
    await settle();
    expect(places.marksOf(tab)).toMatchObject({ edited: true, computer: 'different' });
  });
});

describe('a file that another program changes', () => {
  it('is followed by a tab without changes, which keeps its cursor and its history', async () => {
    const tab = await openLocal('a.py', 'one\ntwo\n');
    const document = useTabs().documentOf(tab.id);
    document.state = document.state.update({ selection: { anchor: 5 } }).state;
    await change('a.py', 'zero\none\ntwo\r\n');
    expect(shown(tab)).toBe('zero\none\ntwo\r\n');
    expect(tab).toMatchObject({ unsaved: false, conflict: undefined });
    expect(document.state.selection.main.head).toBe(10);
    expect(document.ends).toBe('mixed');
    undo({
      state: document.state,
      dispatch: (transaction) => {
        document.state = transaction.state;
      },
    });
    expect(shown(tab)).toBe('one\ntwo\n');
  });

  it('is not followed by a tab with changes, which asks when it is saved', async () => {
    const tab = await openLocal('a.py', 'a\n');
    type(tab, 'mine ');
    await change('a.py', 'theirs\n');
    expect(tab).toMatchObject({ unsaved: true, conflict: 'changed' });
    const calledOff = useSaving().save(tab);
    await answer('cancel');
    expect(await calledOff).toBe(false);
    expect(main.localFiles.get('a.py')).toEqual(bytesOf('theirs\n'));
    const over = useSaving().save(tab);
    await answer('mine');
    expect(await over).toBe(true);
    expect(main.localFiles.get('a.py')).toEqual(bytesOf('mine a\n'));
    expect(tab).toMatchObject({ unsaved: false, conflict: undefined });
  });

  it('can be taken', async () => {
    const tab = await openLocal('a.py', 'a\n');
    type(tab, 'mine ');
    await change('a.py', 'theirs\n');
    await useConflicts().takeTheirs(tab);
    expect(shown(tab)).toBe('theirs\n');
    expect(tab).toMatchObject({ unsaved: false, conflict: undefined });
  });

  it('may be changed again after the person has looked: it asks again', async () => {
    const tab = await openLocal('a.py', 'a\n');
    type(tab, 'mine ');
    await change('a.py', 'theirs\n');
    await useConflicts().keepMine(tab);
    expect(tab).toMatchObject({ unsaved: true, conflict: undefined });
    await change('a.py', 'once more\n');
    expect(tab.conflict).toBe('changed');
  });

  it('is kept in its tab when it is removed, made anew by Save, and followed when it comes back', async () => {
    const tab = await openLocal('a.py', 'a\n');
    await change('a.py', undefined);
    expect(tab).toMatchObject({ unsaved: true, conflict: 'removed' });
    await change('a.py', 'a\n');
    expect(tab).toMatchObject({ unsaved: false, conflict: undefined });
    await change('a.py', undefined);
    expect(await useSaving().save(tab)).toBe(true);
    expect(main.localFiles.get('a.py')).toEqual(bytesOf('a\n'));
    expect(tab).toMatchObject({ unsaved: false, conflict: undefined });
  });

  it('is no text any more: the tab keeps the text', async () => {
    const tab = await openLocal('a.py', 'a\n');
    main.localFiles.set('a.py', new Uint8Array([0, 255]));
    main.emit('localFileChanged', 'a.py');
    await settle();
    expect(shown(tab)).toBe('a\n');
    expect(tab).toMatchObject({ unsaved: true, conflict: 'changed' });
  });
});

describe('a comparison', () => {
  it('says in a dialog what it cannot show, and in a notice what is the same', async () => {
    const tab = await openLocal('a.py', 'a\n');
    main.boardFiles.set('/a.py', new Uint8Array([0, 255, 1]));
    await useBoardFiles().refresh();
    const telling = useComparing().compareWithBoard(tab);
    expect((await answer('ok')).text).toContain('3\u00a0B');
    await telling;
    expect(useComparing().of(tab.id)).toBeUndefined();
    main.boardFiles.set('/a.py', bytesOf('a\n'));
    await useComparing().compareWithBoard(tab);
    expect(useComparing().of(tab.id)).toBeUndefined();
    main.boardFiles.set('/a.py', bytesOf('b\n'));
    await useComparing().compareWithBoard(tab);
    expect(useComparing().of(tab.id)?.file.text).toBe('b\n');
  });
});
