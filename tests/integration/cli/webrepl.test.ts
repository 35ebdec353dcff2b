// The command and a board's WebREPL: where the password comes from, and that it shows up nowhere.

import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../targets/webrepl/server';
import { startVirtualWebRepl, type VirtualWebRepl } from '../../targets/webrepl/virtual';
import { Computer } from './command';

let board: VirtualWebRepl;
const computer = new Computer({ ADDER_WEBREPL_PASSWORD: '' });
const knowing = new Computer({ ADDER_WEBREPL_PASSWORD: PASSWORD });
const mistaken = new Computer({ ADDER_WEBREPL_PASSWORD: 'mistaken' });

beforeAll(async () => {
  board = await startVirtualWebRepl(computer.path('board'), { ring: Infinity });
});
afterAll(async () => {
  await board.stop();
  for (const one of [computer, knowing, mistaken]) one.remove();
});

describe('the command over WebREPL', () => {
  it('takes the password from the environment', async () => {
    const { address } = board.server;
    const ended = await knowing.adder('connect', address, 'exec', 'print(6 * 7)');
    expect(ended).toMatchObject({ stdout: '42\r\n', stderr: '', code: 0 });
    writeFileSync(knowing.path('a.py'), 'print("hello")\n');
    expect(await knowing.adder('connect', address, 'cp', 'a.py', ':')).toMatchObject({ code: 0 });
    expect(await knowing.adder('connect', address, 'cat', 'a.py')).toMatchObject({
      stdout: 'print("hello")\n',
    });
  });

  it('says when the one in the environment is wrong, and not which it is', async () => {
    const { stderr, code } = await mistaken.adder('connect', board.server.address, 'exec', '1');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'adder: The board did not accept the password. It came from ADDER_WEBREPL_PASSWORD.\n',
    );
  });

  it('says that one is needed where nobody can be asked', async () => {
    const { stderr, code } = await computer.adder('connect', board.server.address, 'exec', '1');
    expect(code).toBe(1);
    expect(stderr).toContain('adder: The board asks for a password.');
  });

  it('says what a soft reset does', async () => {
    const { stderr, code } = await knowing.adder('connect', board.server.address, 'soft-reset');
    expect(code).toBe(1);
    expect(stderr).toContain('adder: The soft reset ended the connection to the board.');
  });

  describe.skipIf(process.platform === 'win32')('in a terminal', () => {
    it('asks for the password, again when it was wrong, and does not show it', async () => {
      const running = await computer.onTerminal(
        'connect',
        board.server.address,
        'exec',
        'print(6 * 7)',
      );
      await running.printed(/Password of ws:127\.0\.0\.1:\d+: $/);
      running.type('nonsense\r');
      await running.printed(/That was not it; .*: $/);
      running.type(`${PASSWORD}\r`);
      const { text, code } = await running.ended;
      expect(code).toBe(0);
      expect(text).toMatch(/42[\r\n]+$/);
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain('nonsense');
    });

    it('ends at Ctrl-C, and leaves the board to others', async () => {
      const running = await computer.onTerminal('connect', board.server.address, 'exec', '1');
      await running.printed(/Password of/);
      running.type('ab\x03');
      expect((await running.ended).code).toBe(1);
      const next = await knowing.adder('connect', board.server.address, 'eval', '1');
      expect(next).toMatchObject({ stdout: '1\r\n', code: 0 });
    });
  });
});
