// The command in a terminal, where a person reads along.

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Computer } from './command';

const LARGE = 1_500_000;

describe.skipIf(process.platform === 'win32')('the command in a terminal', () => {
  let computer = new Computer();
  beforeEach(() => {
    computer.remove();
    computer = new Computer();
  });
  afterAll(() => computer.remove());

  it('says in a second line what an error is called and what can be done', async () => {
    const { ended } = await computer.onTerminal('connect', 'virtual:', 'cat', 'nofile');
    const { text, code } = await ended;
    expect(code).toBe(1);
    expect(text.split('\r\n')).toEqual([
      'adder: cat: nofile: No such file or directory.',
      expect.stringMatching(/^file-not-found: /),
      '',
    ]);
  });

  it.each([
    [['nonsense'], 1],
    [['fs'], 2],
    [['cp', '.', ':'], 1],
    [['connect', 'nonsense:1', 'ls'], 1],
    [['connect', 'nowhere', 'ls'], 1],
    [['run', 'none.py'], 1],
    [['mip', 'list', '--target'], 2],
    [['rm', '-r', 'none'], 1],
  ])('says so of %j, too', async (args, expected) => {
    const { ended } = await computer.onTerminal('connect', 'virtual:', ...args);
    const { text, code } = await ended;
    expect(code).toBe(expected);
    expect(text.trimEnd().split('\r\n').at(-1)).toMatch(/^[a-z-]+: [A-Z\x60].*[.)]$/);
    expect(text).not.toMatch(/^ +at /m);
  });

  it('stops a program at Ctrl-C', async () => {
    const program = 'print("ready")\nwhile True: pass';
    const running = await computer.onTerminal('connect', 'virtual:', 'exec', program);
    await running.printed(/ready/);
    running.type('\x03');
    expect((await running.ended).code).toBe(1);
  });

  it('shows how far a copy is, and takes that away again', async () => {
    writeFileSync(computer.path('large'), randomBytes(LARGE));
    const { ended } = await computer.onTerminal('connect', 'virtual:', 'cp', 'large', ':');
    const { text, code } = await ended;
    expect(code).toBe(0);
    expect(text).toMatch(/\r \.\.\. copying +\d+% \[#*-+\]/);
    expect(text).toMatch(/\r {65}\r$/);
  });

  it('leaves the old file whole when it is killed while it copies', async () => {
    writeFileSync(computer.path('old'), 'the old file');
    writeFileSync(computer.path('large'), randomBytes(LARGE));
    await computer.adder('connect', 'virtual:', 'cp', 'old', ':file');
    const copying = await computer.onTerminal('connect', 'virtual:', 'cp', 'large', ':file');
    await copying.printed(/copying/);
    process.kill(copying.pid, 'SIGKILL');
    await copying.ended;
    expect(await computer.adder('connect', 'virtual:', 'cp', ':file', 'after')).toMatchObject({
      code: 0,
    });
    expect(readFileSync(computer.path('after'), 'utf8')).toBe('the old file');
  });
});
