// Step by step down: what older and smaller firmware lacks is hidden on the virtual board, and files still arrive whole. The lowest step is
// real: microbit.test.ts.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../src/engine/board/board';
import { concat, utf8 } from '../../../src/engine/protocol/bytes';
import type { Guarantee } from '../../../src/shared/board';
import { hide, hideOn, NO_BASE64, NO_BUFFER, NO_DEFLATE, NO_HASH, NO_STDIN, UZLIB } from './hidden';
import { connectVirtual } from './support';

async function without(hidden: string): Promise<Board> {
  const { board } = await connectVirtual();
  await hideOn(board, hidden);
  return board;
}

/** What is hidden, then how sure a written file is. */
const steps: [string, string, Guarantee][] = [
  ['nothing', '', 'hash'],
  ['deflate', NO_DEFLATE, 'hash'],
  ['deflate, but not uzlib', UZLIB, 'hash'],
  ['statvfs', hide('os', 'statvfs'), 'hash'],
  ['crc32', hide('ubinascii', 'crc32'), 'hash'],
  ['stdin.buffer', NO_BUFFER, 'hash'],
  ['stdin.buffer and base64', NO_BUFFER + NO_BASE64 + NO_DEFLATE, 'hash'],
  ['sha256', NO_HASH, 'read-back'],
  [
    'sha256, stdin.buffer, base64, deflate',
    NO_BUFFER + NO_BASE64 + NO_HASH + NO_DEFLATE,
    'read-back',
  ],
  ['rename', hide('os', 'rename'), 'copied'],
  ['stdin', NO_STDIN, 'read-back'],
  ['stdin and rename', NO_STDIN + hide('os', 'rename'), 'copied'],
];

const everyByte = Uint8Array.from({ length: 256 * 4 }, (_, index) => index & 255);

describe('a firmware without', () => {
  it.each(steps)('%s keeps files whole', async (_, hidden, guarantee) => {
    const board = await without(hidden);
    const contents = {
      'every.bin': everyByte,
      'empty.txt': new Uint8Array(0),
      'random.bin': randomBytes(2000),
      'source.py': utf8('def f(x):\n    return x + 1\n'.repeat(100)),
    };
    for (const [name, bytes] of Object.entries(contents)) {
      expect(await board.files.write(name, utf8('old'))).toBe(guarantee);
      expect(await board.files.write(name, bytes)).toBe(guarantee);
      expect(Buffer.compare(await board.files.read(name), bytes)).toBe(0);
    }
    const listed = await board.files.list('');
    expect(listed.map(({ name, size }) => [name, size]).sort()).toEqual(
      Object.entries(contents)
        .map(([name, { length }]) => [name, length])
        .sort(),
    );
  });

  it('a hash and deflate tells what it has', async () => {
    const board = await without(NO_HASH + NO_DEFLATE);
    expect((await board.details()).features).toEqual({
      rawPaste: true,
      deflate: false,
      deflates: false,
      hashlib: false,
      binascii: true,
      rawStdin: true,
    });
  });

  it('what it was believed to have is asked again', async () => {
    const { board } = await connectVirtual();
    await board.files.write('a.txt', utf8('a'));
    await hideOn(board, NO_HASH + NO_DEFLATE);
    const bytes = concat(everyByte, everyByte);
    expect(await board.files.write('b.bin', bytes)).toBe('read-back');
    expect(Buffer.compare(await board.files.read('b.bin'), bytes)).toBe(0);
    const next = await connectVirtual();
    expect(await next.board.files.write('a.txt', utf8('a'))).toBe('hash');
  });
});
