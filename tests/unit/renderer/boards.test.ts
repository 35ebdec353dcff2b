// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { useBoard } from '../../../src/renderer/devices/board';
import { useBoards } from '../../../src/renderer/devices/boards';
import type { ConnectedBoard } from '../../../src/renderer/devices/connected';
import { useBoardFiles } from '../../../src/renderer/files/board-files';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useProgram } from '../../../src/renderer/run/program';
import { useTabs } from '../../../src/renderer/tabs/tabs';
import { uploadTab } from '../../../src/renderer/transfers/uploads';
import { AdderError } from '../../../src/shared/errors';
import { bytesOf, type FakeMain } from './fake-bridge';
import { openConnectedWindow, settle } from './support';

let main: FakeMain;

beforeEach(async () => {
  main = await openConnectedWindow();
});

const addresses = (): string[] => useBoards().boards.map(({ address }) => address);

function board(address: string): ConnectedBoard {
  const found = useBoards().at(address);
  if (!found) throw new Error(`${address} is not there`);
  return found;
}

describe('several boards', () => {
  it('are all connected, and the new one is shown', async () => {
    await useBoards().connect('serial:COM3');
    expect(addresses()).toEqual(['virtual:default', 'serial:COM3']);
    expect(useBoard().live?.address).toBe('serial:COM3');
    expect(main.of('disconnectBoard')).toEqual([]);
    useBoards().step(1);
    expect(useBoard().live?.address).toBe('virtual:default');
    useBoards().step(-1);
    expect(useBoard().live?.address).toBe('serial:COM3');
  });

  it('are connected once, however often they are chosen', async () => {
    const boards = useBoards();
    let reached: () => void = () => undefined;
    main.reaching = new Promise<void>((resolve) => (reached = resolve));
    const both = [boards.connect('serial:COM3'), boards.connect('serial:COM3')];
    await settle();
    expect(useBoard().mode).toBe('connecting');
    reached();
    await Promise.all(both);
    expect(addresses()).toEqual(['virtual:default', 'serial:COM3']);
    expect(main.of('connectBoard').filter(([address]) => address === 'serial:COM3')).toHaveLength(
      1,
    );
  });

  it('that cannot be reached leave the one that was shown, with the reason', async () => {
    main.failures.set('connectBoard', 'port-busy');
    await useBoards().connect('serial:COM3');
    expect(addresses()).toEqual(['virtual:default']);
    expect(useBoard().mode).toBe('idle');
    const [problem] = useProblems().problems;
    expect(problem).toMatchObject({ error: { code: 'port-busy' }, about: { name: 'serial:COM3' } });
    main.failures.clear();
    await problem?.retry?.run();
    expect(useBoard().live?.address).toBe('serial:COM3');
  });

  it('that are closed while they are being reached are let go', async () => {
    const boards = useBoards();
    let reached: () => void = () => undefined;
    main.reaching = new Promise<void>((resolve) => (reached = resolve));
    const connecting = boards.connect('serial:COM3');
    await boards.close(board('serial:COM3'));
    expect(useBoard().live?.address).toBe('virtual:default');
    reached();
    await connecting;
    expect(addresses()).toEqual(['virtual:default']);
    expect([...main.connected.keys()]).toEqual(['virtual:default']);
  });

  it('are lost one by one, each with its own message', async () => {
    await useBoards().connect('serial:COM3');
    main.lose();
    expect(useBoard().mode).toBe('lost');
    useBoards().show(board('virtual:default'));
    expect(useBoard().mode).toBe('idle');
    expect(useProblems().problems).toMatchObject([{ about: { name: 'COM3' } }]);
    await useBoards().close(board('serial:COM3'));
    expect(useProblems().problems).toEqual([]);
  });

  it('that are lost in the middle of something are one problem, whichever is told first', async () => {
    const problems = useProblems();
    await useBoards().connect('serial:COM3');
    problems.report(new AdderError('link-lost'));
    main.lose();
    problems.report(new AdderError('link-lost'));
    expect(problems.problems).toMatchObject([{ about: { name: 'COM3' } }]);
  });

  it('are there again in a window that begins anew', async () => {
    await useBoards().connect('serial:COM3');
    const { connected } = main;
    main = await openConnectedWindow();
    for (const [address, id] of connected) main.connected.set(address, id);
    const boards = useBoards();
    await boards.close(board('virtual:default'));
    main.connected.set('virtual:default', 'board-1');
    await boards.restore();
    expect(addresses().sort()).toEqual(['serial:COM3', 'virtual:default']);
    expect(boards.shown).toBeDefined();
  });
});

describe('what belongs to a board', () => {
  it('is its program: each runs one, and Stop ends that of the board that is shown', async () => {
    const tab = useTabs().open('a.py', { kind: 'new' }, { text: '1', ends: 'lf', mark: false });
    const program = useProgram();
    const first = program.run(tab);
    await settle();
    expect(program.current).toBeDefined();
    await useBoards().connect('serial:COM3');
    expect(program.current).toBeUndefined();
    main.traceback = 'Traceback\n  File "a.py", line 1\nNameError: no';
    await program.run(tab);
    expect(program.failure?.message).toBe('NameError: no');
    useBoards().show(board('virtual:default'));
    expect(program.current).toMatchObject({ name: 'a.py' });
    expect(program.failure).toBeUndefined();
    await program.stop();
    expect(main.of('stopProgram')).toEqual([['board-1']]);
    main.program?.finish('', true);
    useBoards().show(board('serial:COM3'));
    expect(program.failure?.message).toBe('NameError: no');
    void first;
  });

  it('is its list of files, which is there at once when it is shown again', async () => {
    main.boardFiles.set('/one.py', bytesOf('1'));
    const files = useBoardFiles();
    await files.refresh();
    main.boardFiles.delete('/one.py');
    main.boardFiles.set('/two.py', bytesOf('2'));
    await useBoards().connect('serial:COM3');
    await settle();
    expect(files.roots?.map(({ name }) => name)).toEqual(['two.py']);
    useBoards().show(board('virtual:default'));
    expect(files.roots?.map(({ name }) => name)).toEqual(['one.py']);
  });

  it('is its uploads: each goes to the board that was shown, and its list is read when it has ended', async () => {
    useBoardFiles();
    await useBoards().connect('serial:COM3');
    useBoards().show(board('virtual:default'));
    const open = useTabs().open('a.py', { kind: 'new' }, { text: '', ends: 'lf', mark: false });
    await uploadTab(open);
    useBoards().show(board('serial:COM3'));
    await settle();
    expect(main.of('uploadEntries').map(([id]) => id)).toEqual(['board-1']);
    const before = main.of('listBoardFiles').length;
    main.queue.change({ address: 'virtual:default', state: 'done' });
    await settle();
    expect(main.of('listBoardFiles').slice(before)).toEqual([['board-1', '/']]);
  });
});
