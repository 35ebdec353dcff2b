// Step by step down: what older and smaller firmware lacks is hidden on the virtual board, and files still arrive whole. The lowest step is
// real: microbit.test.ts.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../src/engine/board/board';
import { copyToBoard } from '../../../src/engine/board/files/copy-to-board';
import type { FileToCopy } from '../../../src/engine/board/files/tree-plan';
import { concat, utf8 } from '../../../src/engine/protocol/bytes';
import type { Guarantee } from '../../../src/shared/board';
import { hide, hideOn, NO_BASE64, NO_BUFFER, NO_DEFLATE, NO_HASH, NO_STDIN, UZLIB } from './hidden';
import { connectVirtual, rejection } from './support';

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

function file(path: string, text: string): FileToCopy {
  const bytes = utf8(text);
  return { kind: 'file', path, size: bytes.length, read: () => Promise.resolve(bytes) };
}

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

  it('folders takes files, skips what it has, and refuses folders before it writes', async () => {
    const board = await without(
      NO_STDIN +
        'import os as _o\n' +
        hide('os', 'stat', 'mkdir', 'ilistdir') +
        'sys.modules["os"].size = lambda path, stat=_o.stat: stat(path)[6]\n',
    );
    const files = [file('a.py', 'a'), file('b.py', 'b')];
    expect(await copyToBoard(board.files, files)).toMatchObject({ written: 2 });
    const changed = [file('a.py', 'a'), file('b.py', 'bb')];
    expect(await copyToBoard(board.files, changed)).toMatchObject({ written: 1, skipped: 1 });
    const error = { code: 'no-folders', detail: 'lib' };
    const entries = [file('new.py', 'n'), { kind: 'folder', path: 'lib' } as const];
    expect(await rejection(copyToBoard(board.files, entries))).toMatchObject(error);
    expect(await rejection(board.files.makeFolder('lib'))).toMatchObject(error);
    expect((await board.files.list('')).map(({ name }) => name).sort()).toEqual(['a.py', 'b.py']);
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
