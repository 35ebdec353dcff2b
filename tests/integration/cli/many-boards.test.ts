// One line on several boards at once.

import { execFileSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { Computer } from './command';

function aComputer(): Computer {
  const computer = new Computer();
  onTestFinished(() => computer.remove());
  return computer;
}

function sorted(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

describe('a line on several virtual boards', () => {
  it('runs on ten at once, and each line says which', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `virtual:b${String(n)}`);
    const { stdout, stderr, code } = await aComputer().adder(
      'connect',
      names.join(','),
      ...['exec', 'print("one\\ntwo", end="")', 'ls'],
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    for (const name of names) {
      const own = stdout.split('\n').filter((line) => line.startsWith(`[${name}] `));
      expect(own).toEqual([`[${name}] one\r`, `[${name}] twols :`]);
    }
  });

  it('goes on where one fails, and ends with the worst code', async () => {
    const { stdout, stderr, code } = await aComputer().adder(
      ...['connect', 'virtual:a,nonsense,virtual:b', 'eval', '1'],
    );
    expect(sorted(stdout)).toEqual(['[virtual:a] 1\r', '[virtual:b] 1\r']);
    expect(stderr).toBe(
      '[nonsense] adder: failed to access nonsense (it may be in use by another program)\n',
    );
    expect(code).toBe(1);
  });

  it('is done once on a board that is named twice', async () => {
    const { stdout, stderr, code } = await aComputer().adder(
      ...['connect', 'virtual:,VIRTUAL:default,virtual:b,virtual:b', 'eval', '1'],
    );
    expect(stderr).toBe('');
    expect(sorted(stdout)).toEqual(['[virtual:] 1\r', '[virtual:b] 1\r']);
    expect(code).toBe(0);
  });

  it('is done again on the same board after disconnect', async () => {
    const { stdout, code } = await aComputer().adder(
      ...['connect', 'virtual:a,virtual:b', 'exec', 'x = 1', 'disconnect', 'eval', '2'],
    );
    expect(sorted(stdout)).toEqual(['[virtual:a] 2\r', '[virtual:b] 2\r']);
    expect(code).toBe(0);
  });

  it.each([
    [[], "adder: 'repl' works with one board at a time\n"],
    [['exec', '1', 'repl'], "adder: 'repl' works with one board at a time\n"],
    [['edit', 'a'], "adder: 'edit' works with one board at a time\n"],
    [['connect', 'virtual:c'], "adder: 'connect' cannot follow a 'connect' of several boards\n"],
    [['sync', '--delete', '.', ':'], "adder: 'sync --delete' on several boards wants --yes\n"],
  ])('does nothing at all with %j', async (rest, stderr) => {
    const result = await aComputer().adder('connect', 'virtual:a,virtual:b', ...rest);
    expect(result).toMatchObject({ stdout: '', stderr, code: 2 });
  });

  it('is stopped everywhere by Ctrl-C', async () => {
    const computer = aComputer();
    const running = await computer.start(
      ...['connect', 'virtual:a,virtual:b', 'exec', 'print("ready")\nwhile True: pass'],
    );
    await running.printed('[virtual:a] ready');
    await running.printed('[virtual:b] ready');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1, stderr: '', signal: null });
  });
});

describeWithTarget('a line on several boards behind serial ports', () => {
  it('runs on all, those that ADDER_PORTS names among them, at the speed that the line says', async () => {
    const boards = await Promise.all([startSerialBoard(), startSerialBoard()]);
    const computer = new Computer({ ADDER_PORTS: boards.map(({ path }) => path).join(',') });
    try {
      const { stdout, code } = await computer.adder(
        ...['--baud', '57600', 'connect', 'all', 'eval', '6*7'],
      );
      expect(code).toBe(0);
      const named = boards.map(({ path }) => `[serial:${path}] 42`);
      expect(stdout.split(/\r?\n/)).toEqual(expect.arrayContaining(named));
      const [{ path }] = boards;
      expect(execFileSync('stty', ['-F', path], { encoding: 'utf8' })).toMatch(/^speed 57600 /);
      const late = ['--timeout', '0.5', 'connect', 'all', 'exec', 'while True: pass'];
      const { stderr, code: failed } = await computer.adder(...late);
      expect(failed).toBe(1);
      for (const board of boards)
        expect(stderr).toMatch(new RegExp(`^\\[serial:${board.path}\\] adder: .*after 0.5 s`, 'm'));
    } finally {
      await Promise.all(boards.map((board) => board.stop()));
      computer.remove();
    }
  });

  it('runs on both, and Ctrl-C leaves each at its prompt', async () => {
    const computer = aComputer();
    const boards = await Promise.all([startSerialBoard(), startSerialBoard()]);
    onTestFinished(async () => {
      await Promise.all(boards.map((board) => board.stop()));
    });
    const list = boards.map(({ path }) => path).join(',');
    const running = await computer.start(
      ...['connect', list, 'exec', 'print("ready")\nwhile True: pass'],
    );
    for (const { path } of boards) await running.printed(`[${path}] ready`);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1, stderr: '' });
    const after = await computer.adder('connect', list, 'resume', 'eval', '6*7');
    const lines = sorted(after.stdout).map((line) => line.trimEnd());
    expect(lines).toEqual(boards.map(({ path }) => `[${path}] 42`).sort());
  });
});
