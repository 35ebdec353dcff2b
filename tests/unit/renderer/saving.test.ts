// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useOpening } from '../../../src/renderer/tabs/opening';
import { useSaving } from '../../../src/renderer/tabs/saving';
import { AdderError } from '../../../src/shared/errors';
import { useDevices } from '../../../src/renderer/devices/devices';
import { useQuestions } from '../../../src/renderer/dialogs/questions';
import { useConflicts } from '../../../src/renderer/saved/conflicts';
import { useWaiting } from '../../../src/renderer/saved/waiting';
import { currentText } from '../../../src/renderer/tabs/documents';
import { textOf } from '../../../src/renderer/tabs/text';
import { useTabs, type Tab } from '../../../src/renderer/tabs/tabs';
import { bytesOf, type FakeMain } from './fake-bridge';
import { answer, openConnectedWindow, settle } from './support';

let main: FakeMain;

beforeEach(async () => {
  main = await openConnectedWindow();
});

/** Types at the end, as the editor's own state does. */
function type(tab: Tab, text: string): void {
  const tabs = useTabs();
  const document = tabs.documentOf(tab.id);
  const { state } = document;
  document.state = state.update({ changes: { from: state.doc.length, insert: text } }).state;
  tabs.noteText(tab.id);
}

async function openLocal(name: string, text: string): Promise<Tab> {
  main.localFiles.set(name, bytesOf(text));
  main.picked = name;
  await useOpening().openPicked();
  const { active } = useTabs();
  if (!active) throw new Error('nothing was opened');
  return active;
}

async function openOnBoard(path: string, text: string): Promise<Tab> {
  main.boardFiles.set(path, bytesOf(text));
  await useOpening().openFromBoard(path);
  const { active } = useTabs();
  if (!active) throw new Error('nothing was opened');
  return active;
}

describe('a file of the computer', () => {
  it('keeps its CRLF line ends', async () => {
    const tab = await openLocal('a.py', 'a\r\nb\r\n');
    type(tab, 'c\n');
    expect(tab.unsaved).toBe(true);
    expect(await useSaving().save(tab)).toBe(true);
    expect(main.localFiles.get('a.py')).toEqual(bytesOf('a\r\nb\r\nc\r\n'));
    expect(tab.unsaved).toBe(false);
  });

  it('is unsaved while its save fails, and says why', async () => {
    const tab = await openLocal('a.py', 'a\n');
    type(tab, 'b');
    main.failures.set('saveLocalFile', 'local-full');
    expect(await useSaving().save(tab)).toBe(false);
    expect(tab.unsaved).toBe(true);
    const [problem] = useProblems().problems;
    expect(problem?.error.code).toBe('local-full');
    expect(problem?.retry?.label).toBe('Save somewhere else…');
  });

  it('is one tab, however often it is opened', async () => {
    const tab = await openLocal('a.py', 'a\n');
    await useOpening().openPicked();
    expect(useTabs().tabs).toEqual([tab]);
  });

  it('is not opened when it is no text', async () => {
    main.localFiles.set('x.bin', new Uint8Array([255, 0]));
    main.picked = 'x.bin';
    const opening = useOpening().openPicked();
    expect((await answer('ok')).title).toContain('x.bin');
    await opening;
    expect(useTabs().tabs).toEqual([]);
  });
});

describe('a file of the board', () => {
  it('is written back, and what is typed meanwhile stays unsaved', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.holdWrites = true;
    const saving = useSaving().save(tab);
    await settle();
    type(tab, 'c');
    main.finishWrites();
    expect(await saving).toBe(true);
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\nb'));
    expect(tab.unsaved).toBe(true);
  });

  it('asks before it stops a running program, and keeps the program if told so', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.setMode('running');
    const kept = useSaving().save(tab);
    await answer('keep');
    expect(await kept).toBe(false);
    expect(tab.unsaved).toBe(true);
    expect(useProblems().problems).toEqual([]);

    const stopped = useSaving().save(tab);
    await answer('stop');
    expect(await stopped).toBe(true);
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\nb'));
  });

  it('is written by itself when the board is back, as it was when Save was pressed', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.lose('link-lost', true);
    expect(await useSaving().save(tab)).toBe(false);
    expect(tab).toMatchObject({ waiting: true, unsaved: true });
    type(tab, 'c');
    main.comeBack();
    await settle();
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\nb'));
    expect(tab).toMatchObject({ waiting: false, unsaved: true, conflict: undefined });
  });

  it('waits for its own board, wherever that is plugged in, and not for another one at its port', async () => {
    const plugIn = (path: string, serialNumber: string): void => {
      const address = `serial:${path}`;
      useDevices().devices = [{ address, kind: 'serial', path, serialNumber }];
      main.comeBack(address);
    };
    plugIn('/dev/ttyACM0', 'E1');
    await settle();
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.lose('link-lost', true);
    useDevices().devices = [];
    expect(await useSaving().save(tab)).toBe(false);

    plugIn('/dev/ttyACM0', 'E2');
    await settle();
    expect(tab).toMatchObject({ waiting: true, conflict: undefined });
    expect(main.of('saveBoardFile')).toEqual([]);

    main.lose('link-lost', true);
    plugIn('/dev/ttyACM1', 'E1');
    await settle();
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\nb'));
    expect(tab).toMatchObject({ waiting: false, unsaved: false });
  });

  it('waits when the board is lost in the middle, and its own program is not stopped', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.holdWrites = true;
    const saving = useSaving().save(tab);
    await settle();
    main.lose('link-lost', true);
    main.finishWrites(new AdderError('link-lost'));
    expect(await saving).toBe(false);
    expect(tab.waiting).toBe(true);
    main.holdWrites = false;
    main.comeBack();
    main.setMode('running');
    await settle();
    expect(tab.waiting).toBe(true);
    expect(useQuestions().current).toBeUndefined();
    main.setMode('idle');
    await settle();
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\nb'));
    expect(tab).toMatchObject({ waiting: false, unsaved: false });
  });

  it('is not written over what has changed on the board meanwhile', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.lose('link-lost', true);
    await useSaving().save(tab);
    main.boardFiles.set('/a.py', bytesOf('theirs\n'));
    main.comeBack();
    await settle();
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('theirs\n'));
    expect(tab).toMatchObject({ waiting: false, unsaved: true, conflict: 'changed' });
    await useConflicts().keepMine(tab);
    expect(await useSaving().save(tab)).toBe(true);
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\nb'));
  });

  it('waits no more when that is called off', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.lose('link-lost', true);
    await useSaving().save(tab);
    useWaiting().cancel(tab);
    main.comeBack();
    await settle();
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('a\n'));
    expect(tab).toMatchObject({ waiting: false, unsaved: true });
  });

  it('asks before it is written over another one, which can be taken instead', async () => {
    const tab = await openOnBoard('/a.py', 'a\n');
    type(tab, 'b');
    main.boardFiles.set('/a.py', bytesOf('theirs\n'));
    const saving = useSaving().save(tab);
    await answer('theirs');
    expect(await saving).toBe(true);
    expect(textOf(currentText(useTabs().documentOf(tab.id)))).toBe('theirs\n');
    expect(main.boardFiles.get('/a.py')).toEqual(bytesOf('theirs\n'));
  });

  it('is one tab by two addresses of its board', () => {
    useDevices().devices = [
      { address: 'serial:/dev/ttyACM0', kind: 'serial', path: '/dev/ttyACM0', serialNumber: 'E1' },
    ];
    const origin = { kind: 'board', path: '/a.py' } as const;
    const file = { text: '', ends: 'lf', mark: false } as const;
    const tab = useTabs().open('a.py', { ...origin, address: 'serial:/dev/ttyACM0' }, file);
    const { find } = useTabs();
    expect(find({ ...origin, address: 'id:E1' })).toBe(tab);
    expect(find({ ...origin, address: 'baud=9600+serial:/dev/ttyACM0' })).toBe(tab);
    expect(find({ ...origin, address: 'serial:/dev/ttyACM1' })).toBeUndefined();
  });

  it('is known by the port of its board where several have one number', async () => {
    useDevices().devices = ['/dev/ttyUSB0', '/dev/ttyUSB1'].map((path) => ({
      ...({ address: `serial:${path}`, kind: 'serial', path, serialNumber: '0001' } as const),
    }));
    main.comeBack('serial:/dev/ttyUSB1');
    await settle();
    const tab = await openOnBoard('/a.py', 'a\n');
    expect(tab.origin).toMatchObject({ address: 'serial:/dev/ttyUSB1' });
  });
});

describe('a new file', () => {
  it('asks where, and goes onto the board after asking to replace', async () => {
    main.boardFiles.set('/main.py', bytesOf('old'));
    const tab = useTabs().openNew();
    type(tab, 'new');
    const saving = useSaving().save(tab);
    await answer('board');
    await answer('main.py');
    await answer('replace');
    expect(await saving).toBe(true);
    expect(main.boardFiles.get('/main.py')).toEqual(bytesOf('new'));
    expect(tab).toMatchObject({ name: 'main.py', unsaved: false, origin: { kind: 'board' } });
  });

  it('takes the place of a file that is open, which leaves one tab for it', async () => {
    const [kept, same] = [await openOnBoard('/a.py', 'a\n'), await openOnBoard('/b.py', 'b\n')];
    type(kept, 'mine');
    for (const name of ['a.py', 'b.py']) {
      const tab = useTabs().openNew();
      type(tab, `new ${name}`);
      const saving = useSaving().save(tab);
      await answer('board');
      await answer(name);
      await answer('replace');
      expect(await saving).toBe(true);
      expect(useTabs().find({ kind: 'board', address: 'virtual:default', path: `/${name}` })).toBe(
        tab,
      );
    }
    expect(useTabs().tabs).not.toContain(same);
    expect([kept.origin.kind, kept.unsaved]).toEqual(['new', true]);
    expect(textOf(currentText(useTabs().documentOf(kept.id)))).toBe('a\nmine');
  });

  it('stays unsaved when the dialog is closed', async () => {
    const tab = useTabs().openNew();
    type(tab, 'x');
    main.picked = null;
    const saving = useSaving().save(tab);
    await answer('computer');
    expect(await saving).toBe(false);
    expect(tab.unsaved).toBe(true);
  });

  it('has a name of its own', () => {
    const tabs = useTabs();
    expect([tabs.openNew(), tabs.openNew(), tabs.openNew()].map(({ name }) => name)).toEqual([
      'untitled.py',
      'untitled-2.py',
      'untitled-3.py',
    ]);
  });
});

describe('closing', () => {
  it('asks once when there is unsaved work', async () => {
    const tabs = useTabs();
    const tab = tabs.openNew();
    type(tab, 'x');
    const staying = useSaving().close(tab);
    await answer();
    await staying;
    expect(tabs.tabs).toHaveLength(1);
    const leaving = useSaving().close(tab);
    await answer('discard');
    await leaving;
    expect(tabs.tabs).toHaveLength(0);
  });

  it('tells main which tabs have unsaved work', async () => {
    const tab = useTabs().openNew();
    type(tab, 'x');
    await settle();
    expect(main.of('unsavedChanged').at(-1)).toEqual([['untitled.py']]);
    useTabs().close(tab.id);
    await settle();
    expect(main.of('unsavedChanged').at(-1)).toEqual([[]]);
  });
});
