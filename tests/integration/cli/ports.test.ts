// The command with a MicroPython on a serial port, and with one that runs as a program.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { errorText } from '../../../src/shared/errors';
import { describeWithTarget } from '../../targets/describe';
import {
  bareProcessCommand,
  processBoardCommand,
  startSerialBoard,
  type SerialBoard,
} from '../../targets/targets';
import { Computer } from './command';
import { conversation } from './conversation';

describeWithTarget('the command on a serial port', () => {
  const computer = new Computer();
  let board: SerialBoard;
  beforeAll(async () => (board = await startSerialBoard()));
  afterAll(() => board.stop());
  conversation(() => ({ computer, address: board.path, staysOn: true }));
});

describeWithTarget('the command on a program', () => {
  const computer = new Computer();
  let address: string;
  // The board is a program in Python here, which would die of a Ctrl-C while Python itself starts.
  beforeAll(() => (address = `process:env --ignore-signal=INT ${processBoardCommand()}`));
  conversation(() => ({ computer, address, staysOn: false }));
});

describeWithTarget('a program that ends at its soft resets', () => {
  it('is one board for all commands of a line', async () => {
    const computer = new Computer();
    const program = processBoardCommand({ onReset: 'exit' });
    const result = await computer.adder(
      'connect',
      `process:env --ignore-signal=INT ${program}`,
      ...['exec', 'x = 1; print("set")', 'soft-reset', 'exec', 'print("x" in globals())'],
      ...['exec', 'import sys; print("end"); sys.exit()', 'eval', '6*7'],
    );
    computer.remove();
    expect(result).toMatchObject({ stderr: '', code: 0 });
    expect(result.stdout.split(/\r?\n/)).toEqual(['set', 'False', 'end', '42', '']);
  });
});

describeWithTarget('a program without a raw REPL', () => {
  it('is told from a board', async () => {
    const computer = new Computer();
    const result = await computer.adder('connect', `process:${bareProcessCommand()}`, 'exec', '1');
    computer.remove();
    expect(result).toMatchObject({ stdout: '', code: 1 });
    expect(result.stderr).toContain(`adder: ${errorText('no-raw-repl').title}`);
  });
});

describeWithTarget('a port', () => {
  it('may be a path of any kind', async () => {
    const computer = new Computer();
    const board = await startSerialBoard();
    symlinkSync(board.path, computer.path('port'));
    try {
      for (const path of ['port', './port', 'port:port', 'serial:./port'])
        expect(await computer.adder('connect', path, 'eval', '6*7')).toMatchObject({
          stdout: '42\n',
          code: 0,
        });
    } finally {
      await board.stop();
      computer.remove();
    }
  });
});

describeWithTarget('rm -r', () => {
  it('never goes into the folder of the computer that is mounted', async () => {
    const computer = new Computer();
    const board = await startSerialBoard();
    mkdirSync(computer.path('shared/dir'), { recursive: true });
    writeFileSync(computer.path('shared/x'), '');
    const on = (...args: string[]): ReturnType<Computer['adder']> =>
      computer.adder('connect', board.path, 'mount', 'shared', ...args);
    try {
      for (const path of ['/', '/remote', '/remote/dir', '', 'dir/..'])
        expect(await on('rm', '-r', path)).toMatchObject({
          code: 1,
          stderr: 'adder: rm -r not permitted on /remote directory\n',
        });
      expect(readdirSync(computer.path('shared'))).toEqual(['dir', 'x']);
      const own = ['exec', 'import os; os.mkdir("/own")', 'rm', '-r', '/own', '/remote/x'];
      expect(await on(...own)).toMatchObject({ code: 0, stderr: '' });
      expect(readdirSync(computer.path('shared'))).toEqual(['dir']);
    } finally {
      await board.stop();
      computer.remove();
    }
  });
});

describeWithTarget('a command that is killed while it copies', () => {
  it('leaves the old file whole, and the board can be used', async () => {
    const computer = new Computer();
    const board = await startSerialBoard({ rate: 100_000 });
    try {
      writeFileSync(computer.path('old'), 'the old file');
      writeFileSync(computer.path('new'), randomBytes(300_000));
      await computer.adder('connect', board.path, 'cp', 'old', ':file');
      const copying = await computer.onTerminal('connect', board.path, 'cp', 'new', ':file');
      await copying.printed(/copying +[1-9]\d?%/);
      process.kill(copying.pid, 'SIGKILL');
      await copying.ended;
      const after = await computer.adder('connect', board.path, 'cat', 'file', '+', 'ls');
      expect(after).toMatchObject({ code: 0, stderr: '' });
      expect(after.stdout).toMatch(/^the old file/);
    } finally {
      await board.stop();
      computer.remove();
    }
  });
});

it.each([
  ['ls', 'a.txt'],
  ['cat', '-v', 'a.txt'],
  ['sha256sum', 'a.txt'],
  ['cp', ':a.txt', '.'],
])('says nothing of a file before there is a board: %s', async (...words) => {
  const computer = new Computer();
  onTestFinished(() => computer.remove());
  mkdirSync(computer.path('home'), { recursive: true });
  writeFileSync(computer.path('home/config.json'), JSON.stringify({ board: './nowhere' }));
  expect(await computer.adder(...words)).toMatchObject({
    stdout: '',
    stderr: 'adder: failed to access ./nowhere (it may be in use by another program)\n',
    code: 1,
  });
});
