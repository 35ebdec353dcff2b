// Step by step down: what older and smaller firmware lacks is hidden on the virtual board, and files still arrive whole. The lowest step is
// real: microbit.test.ts.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../src/engine/board/board';
import { concat, utf8 } from '../../../src/engine/protocol/bytes';
import type { Guarantee } from '../../../src/shared/board';
import { connectVirtual } from './support';

/** Takes names out of a module; '*' takes the module. */
function hide(module: string, ...names: string[]): string {
  const list = names.map((name) => `'${name}'`).join(',');
  return (
    `import ${module} as _m\n_hide(sys, '${module}', _m, (${list},))\n` +
    (module.startsWith('u') ? `_hide(sys, '${module.slice(1)}', _m, (${list},))\n` : '')
  );
}

const PRELUDE =
  'import sys\n' +
  'def _hide(sys, name, real, names):\n' +
  ' class Rest: pass\n rest = Rest()\n' +
  ' if "*" not in names:\n' +
  '  for n in dir(real):\n   if n not in names and n[:2] != "__": setattr(rest, n, getattr(real, n))\n' +
  ' sys.modules[name] = rest\n';

const NO_BUFFER =
  'import sys as _s\n' +
  'class _In:\n def read(self, n): return _s.stdin.read(n)\n' +
  'class _Out:\n def write(self, s): return _s.stdout.write(s)\n' +
  'class _Sys: pass\n_x = _Sys()\n' +
  'for n in dir(_s):\n if n[:2] != "__": setattr(_x, n, getattr(_s, n))\n' +
  '_x.stdin = _In()\n_x.stdout = _Out()\n_s.modules["sys"] = _x\n';

const NO_STDIN = NO_BUFFER + 'del _x.stdin\n';

const UZLIB =
  'import deflate as _d, io as _i\n' +
  'class _U:\n def decompress(self, data, bits): return _d.DeflateIO(_i.BytesIO(data), 1, -bits).read()\n' +
  'sys.modules["uzlib"] = _U()\n' +
  hide('deflate', '*');

const NO_BASE64 = hide('ubinascii', '*');
const NO_HASH = hide('uhashlib', '*');
const NO_DEFLATE = hide('deflate', '*');

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

async function without(hidden: string): Promise<Board> {
  const { board } = await connectVirtual();
  const { stderr } = await board.exec(PRELUDE + hidden);
  expect(stderr).toBe('');
  return board;
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
    await board.exec(PRELUDE + NO_HASH + hide('deflate', '*'));
    const bytes = concat(everyByte, everyByte);
    expect(await board.files.write('b.bin', bytes)).toBe('read-back');
    expect(Buffer.compare(await board.files.read('b.bin'), bytes)).toBe(0);
    const next = await connectVirtual();
    expect(await next.board.files.write('a.txt', utf8('a'))).toBe('hash');
  });
});
