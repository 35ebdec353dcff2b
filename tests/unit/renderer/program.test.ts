// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { useBoard } from '../../../src/renderer/devices/board';
import { useBoardFiles } from '../../../src/renderer/files/board-files';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useProgram } from '../../../src/renderer/run/program';
import { useAnnouncer } from '../../../src/renderer/status/announcer';
import { useTabs, type Tab } from '../../../src/renderer/tabs/tabs';
import { bytesOf, type FakeMain } from './fake-bridge';
import { answer, openConnectedWindow, settle } from './support';

let main: FakeMain;
let tab: Tab;

beforeEach(async () => {
  main = await openConnectedWindow();
  tab = useTabs().open('a.py', { kind: 'new' }, { text: 'x = 1\n1/0\n', ends: 'lf', mark: false });
});

describe('a run', () => {
  it('is current until it is stopped', async () => {
    const program = useProgram();
    const running = program.run(tab);
    await settle();
    expect(program.current).toMatchObject({ name: 'a.py' });
    expect(useBoard().mode).toBe('running');
    await program.stop();
    await running;
    expect(program.current).toBeUndefined();
    expect(program.failure).toBeUndefined();
  });

  it('says that it waits for what is under way with the board', async () => {
    const program = useProgram();
    main.queue.add('upload', 'virtual:default', '/', ['b.py']);
    await settle();
    const announcer = useAnnouncer();
    void program.run(tab);
    await settle();
    expect(announcer.notice).toBeUndefined();
    await program.stop();
    main.queue.change({ state: 'running' });
    void program.run(tab);
    await settle();
    expect(announcer.notice).toBe('a.py starts as soon as the board has done what is under way.');
  });

  it('sends the text of the tab, and its file of the computer', async () => {
    main.traceback = '';
    tab.origin = { kind: 'computer', file: 'file-7' };
    await useProgram().run(tab);
    expect(main.of('runProgram')[0]?.slice(1)).toEqual(['a.py', 'x = 1\n1/0\n', false, 'file-7']);
  });

  it('leaves its error for the bar, which leads to the line', async () => {
    main.traceback = 'Traceback\n  File "a.py", line 2, in <module>\nZeroDivisionError: no';
    const program = useProgram();
    await program.run(tab);
    expect(program.failure).toMatchObject({ message: 'ZeroDivisionError: no', line: 2 });
    program.showFailure();
    const { state } = useTabs().documentOf(tab.id);
    expect(state.doc.lineAt(state.selection.main.head).number).toBe(2);
  });

  it('asks before it takes the place of another, and takes it', async () => {
    const program = useProgram();
    const first = program.run(tab);
    await settle();
    const second = program.run(tab);
    await answer('stop');
    await first;
    await settle();
    expect(main.of('runProgram').map((args) => args[3])).toEqual([false, false, true]);
    expect(program.current).toBeDefined();
    await program.stop();
    await second;
    expect(program.current).toBeUndefined();
    expect(useProblems().problems).toEqual([]);
  });

  it('leaves the other one alone when the person keeps it', async () => {
    const program = useProgram();
    const first = program.run(tab);
    await settle();
    const second = program.run(tab);
    await answer('keep');
    await second;
    expect(program.current).toBeDefined();
    await program.stop();
    await first;
  });
});

describe('the list of the board', () => {
  it('waits for the program, and is read when it has ended', async () => {
    const files = useBoardFiles();
    await files.refresh();
    const running = useProgram().run(tab);
    await settle();
    await files.refresh();
    expect(files.stale).toBe(true);
    main.boardFiles.set('/made.txt', bytesOf('x'));
    await useProgram().stop();
    await running;
    await settle();
    expect(files.stale).toBe(false);
    expect(files.roots?.map(({ name }) => name)).toEqual(['made.txt']);
    const before = main.of('listBoardFiles').length;
    await settle();
    expect(main.of('listBoardFiles')).toHaveLength(before);
  });

  it('says what it waits for when the board ran a program as it was connected', async () => {
    const files = useBoardFiles();
    main.boardFiles.set('/made.txt', bytesOf('x'));
    main.lose('link-lost', true);
    await settle();
    main.comeBack();
    main.setMode('running');
    await settle();
    expect(files.roots).toBeUndefined();
    expect(files.stale).toBe(true);
    main.setMode('idle');
    await settle();
    expect(files.stale).toBe(false);
    expect(files.roots?.map(({ name }) => name)).toEqual(['made.txt']);
  });
});

describe('a lost board', () => {
  it('is told with its reason, and can be connected again', async () => {
    const board = useBoard();
    main.lose();
    expect(board.mode).toBe('lost');
    expect(board.live).toBeUndefined();
    const [problem] = useProblems().problems;
    expect(problem?.error.code).toBe('link-lost');
    await problem?.retry?.run();
    expect(board.mode).toBe('idle');
    expect(useProblems().problems).toEqual([]);
  });

  it('that comes back is the board again, and is no problem any more', () => {
    const board = useBoard();
    main.lose('link-lost', true);
    const lost = board.waiting?.board;
    expect(lost).toBeDefined();
    main.comeBack();
    expect(board.mode).toBe('idle');
    expect(board.live?.board).not.toBe(lost);
    expect(board.waiting).toBeUndefined();
    expect(useProblems().problems).toEqual([]);
  });

  it('is not waited for any more when somebody says so, or has taken another', async () => {
    const board = useBoard();
    for (const leave of [() => board.disconnect(), () => board.connect('virtual:default')]) {
      main.lose('link-lost', true);
      const lost = board.waiting?.board;
      await leave();
      expect(main.of('disconnectBoard').at(-1)).toEqual([lost]);
      await board.connect('virtual:default');
    }
  });
});
