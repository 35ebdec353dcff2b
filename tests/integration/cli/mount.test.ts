// mount by the built command where there is no mpremote to compare with: on the virtual board, and when the command comes to a bad end.

import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard, whyMissing, type SerialBoard } from '../../targets/targets';
import { Computer } from './command';

let computer: Computer;
beforeEach(() => {
  computer = new Computer();
  mkdirSync(computer.path('shared'));
  writeFileSync(computer.path('shared/m.py'), 'x = 42\nprint("imported")\n');
});
afterEach(() => computer.remove());

describe('a folder mounted on the virtual board', () => {
  const adder = (...words: string[]): ReturnType<Computer['adder']> =>
    computer.adder('connect', 'virtual:', ...words);

  it('is there for the commands behind it, whatever a program prints, and not for the next line', async () => {
    const program =
      'import m, sys\nfor i in 24, 27, 95, 3, 24: sys.stdout.write(chr(i))\nprint(m.x)';
    const line = await adder('mount', 'shared', 'exec', program, 'ls', ':/remote');
    expect(line).toMatchObject({ code: 0, stderr: '' });
    expect(line.stdout.replaceAll('\r', '')).toBe(
      'imported\n\x18\x1b_\x03\x1842\nLocal directory shared is mounted at /remote\nls :/remote\n          25 m.py\n',
    );
    const next = await adder('resume', 'exec', 'import os; print(os.getcwd(), os.listdir("/"))');
    expect(next.stdout).toMatch(/^\/ \[(?!.*remote)/);
  });

  it('is there again behind a soft reset on the same line', async () => {
    const line = await adder('mount', 'shared', 'soft-reset', 'exec', 'import m');
    expect(line).toMatchObject({ code: 0, stderr: '' });
    expect(line.stdout.replaceAll('\r', '')).toBe(
      'imported\nLocal directory shared is mounted at /remote\n',
    );
  });

  it('is in the table of df', async () => {
    const line = await adder('mount', 'shared', 'df');
    expect(line).toMatchObject({ code: 0, stderr: '' });
    expect(line.stdout).toMatch(/ \/remote\r?\n/);
  });

  it('makes way for another', async () => {
    mkdirSync(computer.path('other'));
    const line = await adder('mount', 'shared', 'mount', 'other', 'ls');
    expect(line).toMatchObject({
      code: 0,
      stdout:
        'Local directory shared is mounted at /remote\nLocal directory other is mounted at /remote\nls :\n',
    });
  });
});

/** How long a command takes on this machine, now, is measured beside it. */
async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly ms: number }> {
  const before = performance.now();
  const result = await work();
  return { result, ms: performance.now() - before };
}

describeWithTarget(
  'a command that was killed with a folder mounted',
  () => {
    let board: SerialBoard;
    beforeEach(async () => (board = await startSerialBoard()));
    afterEach(() => board.stop());

    it.each([
      ['with a soft reset', ['exec', 'print(6 * 7)'], 0],
      ['as the board is', ['resume', 'exec', 'print(6 * 7)'], 0],
      ['when it imports what is not there', ['resume', 'exec', 'import nowhere'], 1],
      ['when it lists the folder', ['resume', 'ls'], 1],
      ['when it mounts one itself', ['resume', 'mount', 'shared', 'exec', 'import m'], 0],
    ])('does not keep the next line waiting %s', async (_name, words, code) => {
      const line = ['connect', board.path, 'mount', 'shared', 'exec'];
      const program = 'print("go")\nwhile True: import time; time.sleep_ms(1)';
      const killed = await computer.start(...line, program);
      await killed.printed('go');
      killed.child.kill('SIGKILL');
      await killed.ended;
      const next = await timed(() => computer.adder('connect', board.path, ...words));
      expect(next.result.code).toBe(code);
      const usual = await timed(() => computer.adder('connect', board.path, 'exec', 'pass'));
      expect(next.ms).toBeLessThan(5000 + 3 * usual.ms);
    });

    it('leaves a board that asks for it in vain, and nobody sees or waits for that', async () => {
      const idle = await computer.start(
        ...['connect', board.path, 'mount', 'shared', 'exec', 'import sys; sys.stdout.write("go")'],
        ...['sleep', '60'],
      );
      await idle.printed('go');
      idle.child.kill('SIGKILL');
      await idle.ended;
      const imports = 'try: import nowhere\nexcept ImportError: print("not there")\n';
      const line = ['connect', board.path, 'resume', 'exec', imports, 'ls'];
      const next = await timed(() => computer.adder(...line));
      expect(next.result).toMatchObject({ code: 1, stderr: 'adder: ls: : No such device.\n' });
      expect(next.result.stdout.replaceAll('\r', '')).toBe('not there\nls :\n');
      const usual = await timed(() => computer.adder('connect', board.path, 'exec', 'pass'));
      expect(next.ms).toBeLessThan(2000 + 3 * usual.ms);
    });
  },
  whyMissing(),
);
