import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/cli/password/hidden-prompt';
import { passwordFor } from '../../../src/cli/password/password';
import { isAdderError } from '../../../src/shared/errors';

const never = new AbortController().signal;

function ask(options: { wrong?: boolean; signal?: AbortSignal } = {}) {
  return { address: 'ws:board:8266', wrong: false, signal: never, ...options };
}

class FakeTerminal implements Terminal {
  readonly raw: boolean[] = [];
  interrupts = 0;
  readonly input = Object.assign(new PassThrough(), {
    setRawMode: (raw: boolean) => this.raw.push(raw),
  });
  readonly output = new PassThrough({ encoding: 'utf8' });
  readonly interrupt = (): void => {
    this.interrupts++;
  };

  get printed(): string {
    return String(this.output.read() ?? '');
  }
}

async function type(keys: string | Buffer[], options = ask()) {
  const terminal = new FakeTerminal();
  const asked = passwordFor(options, {}, terminal);
  for (const part of typeof keys === 'string' ? [keys] : keys) terminal.input.write(part);
  const secret = await asked;
  return { terminal, value: secret?.value, printed: terminal.printed };
}

describe('the password that a board asks the command for', () => {
  const environment = { ADDER_WEBREPL_PASSWORD: 'fromenv' };

  it('comes from the environment first, and is not tried twice', async () => {
    expect(await passwordFor(ask(), environment, new FakeTerminal())).toEqual({ value: 'fromenv' });
    const again = passwordFor(ask({ wrong: true }), environment, new FakeTerminal());
    const error = await again.catch((thrown: unknown) => thrown);
    expect(isAdderError(error, 'wrong-password') && error.detail).toBe(
      'It came from ADDER_WEBREPL_PASSWORD.',
    );
  });

  it('is needed where nobody can be asked', async () => {
    for (const empty of [{}, { ADDER_WEBREPL_PASSWORD: '' }]) {
      const error = await passwordFor(ask(), empty, undefined).catch((thrown: unknown) => thrown);
      expect(isAdderError(error, 'password-needed')).toBe(true);
    }
  });

  it('is typed unseen, and the terminal is as before', async () => {
    const { terminal, value, printed } = await type('secret\r');
    expect(value).toBe('secret');
    expect(printed).toBe('Password of ws:board:8266: \n');
    expect(terminal.raw).toEqual([true, false]);
    expect(terminal.input.listenerCount('data')).toBe(0);
  });

  it('says when the last one was wrong', async () => {
    const { printed } = await type('x\n', ask({ wrong: true }));
    expect(printed).toBe(
      'That was not it; it has 4 to 9 characters. Password of ws:board:8266: \n',
    );
  });

  it.each([
    ['backspace', 'abx\x7fc\x08d\r', 'abd'],
    ['Ctrl-U', 'wrong\x15right\r', 'right'],
    ['Ctrl-D inside a line', 'a\x04b\r', 'ab'],
    ['control characters', 'a\x01\tb\r', 'ab'],
    ['letters beyond ASCII', 'gr\u00fc\u00df\u{1f600}x\x7f\x7f\r', 'grüß'],
  ])('can be edited: %s', async (_, keys, value) => {
    expect((await type(keys)).value).toBe(value);
  });

  it('may come in pieces, with an arrow key in between', async () => {
    const letter = Buffer.from('ü');
    const parts = ['a', letter.subarray(0, 1), letter.subarray(1), '\x1b[A', 'b', '\r'];
    expect((await type(parts.map((part) => Buffer.from(part)))).value).toBe('aüb');
  });

  it('is not given by Ctrl-D on an empty line, nor by Ctrl-C, which interrupts as ever', async () => {
    expect(await type('\x04')).toMatchObject({ value: undefined, terminal: { interrupts: 0 } });
    expect(await type('ab\x03')).toMatchObject({ value: undefined, terminal: { interrupts: 1 } });
  });

  it('is asked for no longer than the board waits', async () => {
    const abort = new AbortController();
    const terminal = new FakeTerminal();
    const asked = passwordFor(ask({ signal: abort.signal }), {}, terminal);
    abort.abort();
    expect(await asked).toBeUndefined();
    expect(terminal.raw).toEqual([true, false]);
    expect(await passwordFor(ask({ signal: abort.signal }), {}, terminal)).toBeUndefined();
    expect(terminal.raw).toEqual([true, false]);
  });
});
