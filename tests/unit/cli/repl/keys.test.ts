import { describe, expect, it } from 'vitest';
import { LinesAsKeys, readKeys, type ReadKeys } from '../../../../src/cli/repl/keys';

const NONE = { code: false, file: false };
const BOTH = { code: true, file: true };

/** As text, so that a failure can be read. */
function read(text: string, injections = NONE): unknown[] {
  const { actions, leaves }: ReadKeys = readKeys(Buffer.from(text, 'latin1'), injections);
  const told = actions.map((action) =>
    action.kind === 'type' ? Buffer.from(action.keys).toString('latin1') : { is: action.kind },
  );
  return leaves ? [...told, { is: 'leave' }] : told;
}

describe('the keys of the repl', () => {
  it('are the board’s, but for the few of the repl', () => {
    expect(read('print(1)\r\x03\x02')).toEqual(['print(1)\r\x03\x02']);
    expect(read('a\x04b')).toEqual(['a', { is: 'soft-reset' }, 'b']);
  });

  it.each(['\x1d', '\x18'])('leave at %j, and what comes behind it is for nobody', (key) => {
    expect(read(`a${key}b\x04`)).toEqual(['a', { is: 'leave' }]);
    expect(read(key)).toEqual([{ is: 'leave' }]);
  });

  it('inject only where there is something to inject', () => {
    expect(read('\x0a\x0b')).toEqual(['\x0a\x0b']);
    expect(read('a\x0a\x0b', BOTH)).toEqual(['a', { is: 'inject-code' }, { is: 'inject-file' }]);
    expect(read('\x0a\x0b', { code: false, file: true })).toEqual(['\x0a', { is: 'inject-file' }]);
  });

  // What Node's tty gives on a Windows console and on a terminal: all of them are sequences that the board's readline knows.
  it.each(['\x1b[A', '\x1b[B', '\x1b[C', '\x1b[D', '\x1b[1~', '\x1b[4~', '\x1b[H', '\x1b[F'])(
    'pass %j on',
    (keys) => expect(read(keys, BOTH)).toEqual([keys]),
  );
});

describe('lines of a file as keys', () => {
  it('end with Enter, also where CR and LF come apart', () => {
    const lines = new LinesAsKeys();
    const keys = ['a\nb\r', '\nc\n\n', 'd\r\r'].map((text) =>
      Buffer.from(lines.take(Buffer.from(text))).toString(),
    );
    expect(keys).toEqual(['a\rb\r', 'c\r\r', 'd\r\r']);
  });
});
