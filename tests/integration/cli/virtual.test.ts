// The command with the virtual board.

import { describe, expect, it, onTestFinished } from 'vitest';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { errorText } from '../../../src/shared/errors';
import { Computer } from './command';
import { conversation } from './conversation';

describe('the command on the virtual board', () => {
  const computer = new Computer();
  conversation(() => ({ computer, address: 'virtual:', staysOn: false }));
});

function aComputer(env: NodeJS.ProcessEnv = {}): Computer {
  const computer = new Computer(env);
  onTestFinished(() => computer.remove());
  return computer;
}

describe('virtual boards', () => {
  it('keep their files from one command to the next, each its own', async () => {
    const computer = aComputer();
    writeFileSync(computer.path('a.txt'), 'kept');
    await computer.adder('connect', 'virtual:', 'cp', 'a.txt', ':');
    const same = await computer.adder('connect', 'virtual:default', 'cat', 'a.txt');
    expect(same).toMatchObject({ stdout: 'kept', code: 0 });
    const other = await computer.adder('connect', 'virtual:other', 'cat', 'a.txt');
    expect(other.code).toBe(1);
  });

  it('belong to one command at a time', async () => {
    const computer = aComputer();
    const first = await computer.start(
      'connect',
      'virtual:',
      'exec',
      'print("ready")\nwhile True: pass',
    );
    await first.printed('ready');
    const second = await computer.adder('connect', 'virtual:', 'exec', 'print(2)');
    expect(second).toMatchObject({ stdout: '', code: 1 });
    expect(second.stderr).toBe(
      `adder: ${errorText('board-in-use').title} It is held by the adder command.\n`,
    );
    first.child.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 1 });
    expect(await computer.adder('connect', 'virtual:', 'eval', '1')).toMatchObject({ code: 0 });
  });

  it('are let go of by a list of ports, as by any connect', async () => {
    const computer = aComputer();
    mkdirSync(computer.path('home'), { recursive: true });
    writeFileSync(computer.path('home/config.json'), '{"board": "virtual:other"}');
    const line = ['connect', 'virtual:', 'touch', 'here', '+', 'devs', 'ls'];
    const { stdout, code } = await computer.adder(...line);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ls :\n/);
    expect(stdout).not.toMatch(/ here$/m);
  });

  it('are in no list of ports, and first in that of --json', async () => {
    const computer = aComputer({ ADDER_PORTS: '/dev/adder-test10,/dev/adder-test9' });
    const { stdout, code } = await computer.adder('devs');
    expect(code).toBe(0);
    expect(stdout).not.toContain('virtual');
    expect(stdout).toMatch(/^\/dev\/adder-test9 None 0000:0000 None None\n\/dev\/adder-test10 /m);
    expect((await computer.adder('--json', 'devs')).stdout).toMatch(
      /^\[\{"address":"virtual:default"/,
    );
  });
});

describe('a second Ctrl-C', () => {
  it('ends the command at once, whatever the board does', async () => {
    const computer = aComputer();
    const stubborn = [
      'print("ready")',
      'while True:',
      '  try:',
      '    while True: pass',
      '  except KeyboardInterrupt: print("no")',
    ].join('\n');
    const running = await computer.start('connect', 'virtual:', 'exec', stubborn);
    await running.printed('ready');
    running.child.kill('SIGINT');
    await running.printed('no');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1, stderr: '' });
    expect(await computer.adder('connect', 'virtual:', 'eval', '1')).toMatchObject({ code: 0 });
  });
});

describe('a command line', () => {
  it('that makes no sense ends with 2 and says how it is used', async () => {
    const { stdout, stderr, code } = await aComputer().adder('fs');
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/^usage: fs [^]*\nfs: error: the following arguments are required/);
  });

  const noFull = !existsSync('/dev/full');
  it.skipIf(noFull).each(['ls', 'eval 1', 'help'])(
    'whose output cannot be written ends with 1 and says why: %s',
    async (command) => {
      const computer = aComputer();
      const line = `$ADDER connect virtual: ${command} > /dev/full 2> said; code=$?; cat said; exit $code`;
      const { ended } = await computer.inShell(line);
      expect(await ended).toEqual({
        text: 'adder: The disk of the computer is full. standard output\r\n',
        code: 1,
      });
    },
  );

  it('with an unknown command is done up to there and ends with 1', async () => {
    const result = await aComputer().adder('connect', 'virtual:', 'exec', 'print(1)', 'foo');
    expect(result).toMatchObject({
      stdout: '1\r\n',
      stderr: "adder: 'foo' is not a command\n",
      code: 1,
    });
  });

  it.each([
    [['exec', '1'], /^adder: no device found\n$/],
    [['connect', 'id:zzz', 'exec', '1'], /^adder: no device with serial number zzz\n$/],
    [
      ['connect', '/dev/adder-none', 'exec', '1'],
      /^adder: failed to access \/dev\/adder-none \(it may be in use by another program\)\n$/,
    ],
    [
      ['connect', 'nonsense', 'exec', '1'],
      /^adder: failed to access nonsense \(it may be in use by another program\)\n$/,
    ],
    [
      ['connect', 'process:/nonexist', 'exec', '1'],
      /^adder: The program could not be started\..*\n$/,
    ],
  ])('%j finds no board and ends with 1', async (args, words) => {
    const { stdout, stderr, code } = await aComputer().adder(...args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(words);
  });

  it('explains itself', async () => {
    const { stdout, code } = await aComputer().adder('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/connect BOARD/);
  });
});

describe('the demo', () => {
  it('shows a program and its LED until it is stopped', async () => {
    const running = await aComputer().demo();
    await running.printed('● LED on\n');
    await running.printed('○ LED off\n');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  });
});
