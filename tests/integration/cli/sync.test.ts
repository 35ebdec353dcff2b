// sync, backup and restore as a person or a script calls them.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { Computer, type Ended, type Running } from './command';

function aComputer(files: Readonly<Record<string, string>>): Computer {
  const computer = new Computer();
  onTestFinished(() => computer.remove());
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(computer.path(path), '..'), { recursive: true });
    writeFileSync(computer.path(path), text);
  }
  return computer;
}

/** A file of the virtual board, as the computer has it. */
function onBoard(computer: Computer, path: string): string | undefined {
  try {
    return readFileSync(computer.path(`home/virtual-boards/default/files/${path}`), 'utf8');
  } catch {
    return undefined;
  }
}

function board(computer: Computer, ...args: string[]): Promise<Ended> {
  return computer.adder('connect', 'virtual:', ...args);
}

describe('sync', () => {
  it('says what it does, does only that, and removes nothing that nobody said yes to', async () => {
    const computer = aComputer({ 'p/main.py': 'one', 'p/lib/a.py': 'a', 'p/.git/x': 'x' });
    expect(await board(computer, 'sync', '--dry-run', 'p', ':')).toMatchObject({ code: 0 });
    expect(onBoard(computer, 'main.py')).toBeUndefined();
    expect(await board(computer, 'sync', 'p', ':')).toMatchObject({
      stdout: '+ lib/a.py\n+ main.py\n:/ 2 new, 0 changed, 0 same, 0 only on the board\n',
      stderr: '',
      code: 0,
    });
    expect(onBoard(computer, 'lib/a.py')).toBe('a');
    expect(onBoard(computer, '.git/x')).toBeUndefined();

    writeFileSync(computer.path('p/main.py'), 'two');
    rmSync(computer.path('p/lib'), { recursive: true });
    expect(await board(computer, 'sync', '--delete', 'p', ':')).toMatchObject({
      stdout: '~ main.py\n- lib/a.py\n- lib/\n:/ 0 new, 1 changed, 0 same, 2 to remove\n',
      stderr: expect.stringMatching(/^adder: This changes the board for good/),
      code: 1,
    });
    expect(onBoard(computer, 'main.py')).toBe('one');
    expect(await board(computer, 'sync', '--delete', '--yes', 'p', ':')).toMatchObject({ code: 0 });
    expect(onBoard(computer, 'main.py')).toBe('two');
    expect(onBoard(computer, 'lib/a.py')).toBeUndefined();
    expect(readFileSync(computer.path('p/main.py'), 'utf8')).toBe('two');
  });

  it('asks at a terminal', async () => {
    const computer = aComputer({ 'p/main.py': 'x'.repeat(50_000) });
    await board(computer, 'exec', 'open("old.txt","w").close()');
    const command = ['connect', 'virtual:', 'sync', '--delete', 'p', ':'] as const;
    const no = await computer.onTerminal(...command);
    await no.printed(/Remove 1 from the board, and write the rest\? \[y\/N\] /);
    no.type('n\r');
    expect(await no.ended).toMatchObject({ code: 1 });
    expect(onBoard(computer, 'old.txt')).toBe('');
    const interrupted = await computer.onTerminal(...command);
    await interrupted.printed(/\[y\/N\] /);
    interrupted.type('\x03');
    expect(await interrupted.ended).toMatchObject({ code: 1 });
    expect(onBoard(computer, 'old.txt')).toBe('');
    const yes = await computer.onTerminal(...command);
    await yes.printed(/\[y\/N\] /);
    yes.type('y\r');
    const { code, text } = await yes.ended;
    expect(code).toBe(0);
    expect(text).toContain('% ');
    expect(onBoard(computer, 'old.txt')).toBeUndefined();
    expect(onBoard(computer, 'main.py')).toHaveLength(50_000);
  });

  it('tells its plan and its deed in JSON', async () => {
    const computer = aComputer({ 'p/main.py': 'one' });
    const { stdout } = await computer.adder('--json', 'connect', 'virtual:', 'sync', 'p', ':app');
    const [plan, report] = stdout.split('\n');
    expect(JSON.parse(plan ?? '')).toEqual({
      destination: '/app',
      new: [{ path: 'main.py', size: 3 }],
      changed: [],
      same: 0,
      folders: [],
      extra: [],
      removes: false,
      removesFirst: false,
      conflicts: [],
      otherFileSystems: [],
    });
    expect(JSON.parse(report ?? '')).toEqual({
      written: 1,
      same: 0,
      removed: 0,
      guarantee: 'hash',
    });
  });

  it.each([
    [':', 'p'],
    ['p', 'q'],
    [':a', ':b'],
  ])('refuses %s to %s', async (from, to) => {
    const computer = aComputer({ 'p/x': 'x' });
    expect(await board(computer, 'sync', '--delete', '--yes', from, to)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('sync: wants a folder of this computer'),
    });
    expect(readFileSync(computer.path('p/x'), 'utf8')).toBe('x');
  });
});

describe('sync --watch', () => {
  const start = async (
    computer: Computer,
    address: string,
    ...more: string[]
  ): Promise<Running> => {
    const running = await computer.start('connect', address, 'sync', '--watch', ...more, 'p', ':');
    onTestFinished(() => void running.child.kill('SIGKILL'));
    return running;
  };

  it('follows every change, also of ignore files, and ends with Ctrl-C', async () => {
    const computer = aComputer({ 'p/main.py': 'one', 'p/.adderignore': '/data/\n' });
    const running = await start(computer, 'virtual:', '--delete');
    await running.printed('Watching');
    mkdirSync(computer.path('p/new/deep'), { recursive: true });
    writeFileSync(computer.path('p/new/deep/x.py'), 'x');
    await running.printed('+ new/deep/x.py\n:/ 1 new, 0 changed, 1 same, 0 to remove\nWatching');
    renameSync(computer.path('p/new'), computer.path('p/renamed'));
    await running.printed('- new/\n:/ 1 new, 0 changed, 1 same, 3 to remove\nWatching');
    mkdirSync(computer.path('p/data'));
    writeFileSync(computer.path('p/data/d.csv'), 'd');
    writeFileSync(computer.path('p/.adderignore'), '');
    await running.printed('+ data/d.csv\n');
    writeFileSync(computer.path('p/data/e.csv'), 'e');
    await running.printed('+ data/e.csv\n');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1, stderr: '' });
    expect(onBoard(computer, 'renamed/deep/x.py')).toBe('x');
    expect(onBoard(computer, 'new/deep/x.py')).toBeUndefined();
    expect(await board(computer, 'eval', '6*7')).toMatchObject({ stdout: '42\r\n' });
  });

  it('empties nothing when the folder is gone, and goes on when it is back', async () => {
    const computer = aComputer({ 'p/main.py': 'one' });
    const running = await start(computer, 'virtual:', '--delete');
    await running.printed('Watching');
    renameSync(computer.path('p'), computer.path('q'));
    await running.printed('The folder is gone.');
    expect(onBoard(computer, 'main.py')).toBe('one');
    writeFileSync(computer.path('q/main.py'), 'two');
    renameSync(computer.path('q'), computer.path('p'));
    await running.printed('~ main.py\n');
    writeFileSync(computer.path('p/more.py'), 'm');
    await running.printed('+ more.py\n');
    running.child.kill('SIGINT');
    await running.ended;
  });

  it('does not begin without a folder, or where it is refused', async () => {
    const computer = aComputer({});
    const none = await start(computer, 'virtual:');
    expect(await none.ended).toMatchObject({ code: 1 });
    await board(computer, 'exec', 'open("x","w").close()');
    mkdirSync(computer.path('p/x'), { recursive: true });
    const conflict = await start(computer, 'virtual:');
    expect(await conflict.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/x'),
    });
  });
});

describeWithTarget('sync --watch with a board that is unplugged', () => {
  it('waits until it is back', async () => {
    const port = await startSerialBoard();
    onTestFinished(() => port.stop());
    const computer = aComputer({ 'p/main.py': 'one' });
    const running = await computer.start('connect', port.path, 'sync', '--watch', 'p', ':');
    onTestFinished(() => void running.child.kill('SIGKILL'));
    await running.printed('Watching');
    await port.unplug();
    await running.printed('The board is gone.');
    writeFileSync(computer.path('p/main.py'), 'two');
    await port.plugIn();
    await running.printed('~ main.py\n');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1 });
  });
});

describe('backup and restore', () => {
  it('bring a board back, with the plan first and after a yes', async () => {
    const computer = aComputer({ 'p/main.py': 'one', 'p/lib/a.py': 'a' });
    const saved = await board(computer, 'sync', 'p', ':', 'backup', 'store');
    expect(saved).toMatchObject({ code: 0, stderr: '' });
    expect(saved.stdout).toMatch(/Z-[0-9a-f]{8}: 2 files, 4 B; 2 new, 4 B\n$/);
    await board(computer, 'rm', 'main.py', '+', 'exec', 'open("more","w").close()');
    expect(await board(computer, 'restore', 'store')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('\n+ main.py\n'),
      stderr: expect.stringMatching(/nobody has said yes/),
    });
    expect(onBoard(computer, 'main.py')).toBeUndefined();
    expect(await board(computer, 'restore', '--yes', 'store')).toMatchObject({ code: 0 });
    expect(onBoard(computer, 'main.py')).toBe('one');
    expect(onBoard(computer, 'more')).toBe('');
    expect(await board(computer, 'restore', '-y', '--delete', 'store')).toMatchObject({ code: 0 });
    expect(onBoard(computer, 'more')).toBeUndefined();
  });

  it('list what is there, and name what is not', async () => {
    const computer = aComputer({});
    await board(computer, 'backup', 'store');
    const listed = await computer.adder('--json', 'backup', '--list', 'store');
    const [first] = JSON.parse(listed.stdout) as { id: string; files: number }[];
    expect(first).toMatchObject({ files: 0, bytes: 0 });
    writeFileSync(computer.path('store/backups/20260101T000000000Z-00000000.json'), '{}');
    expect((await computer.adder('backup', '-l', 'store')).stdout).toMatch(
      /^20260101T000000000Z-00000000 {2}This backup is damaged\..*\n\d{8}T\d{9}Z-[0-9a-f]{8} {2}\S+ {2}0 files {2}0 B {2}.+\n$/,
    );
    for (const id of ['20200101T000000000Z-00000000', '../x'])
      expect(await board(computer, 'restore', '--id', id, 'store')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('There is no such backup'),
      });
  });
});
