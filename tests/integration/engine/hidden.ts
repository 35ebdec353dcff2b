// Takes from the firmware of a virtual board what older and smaller ones do not have, until its next reset.

import { expect } from 'vitest';
import type { Board } from '../../../src/engine/board/board';

/** Takes names out of a module; '*' takes the module. */
export function hide(module: string, ...names: string[]): string {
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

export const NO_BUFFER =
  'import sys as _s\n' +
  'class _In:\n def read(self, n): return _s.stdin.read(n)\n' +
  'class _Out:\n def write(self, s): return _s.stdout.write(s)\n' +
  'class _Sys: pass\n_x = _Sys()\n' +
  'for n in dir(_s):\n if n[:2] != "__": setattr(_x, n, getattr(_s, n))\n' +
  '_x.stdin = _In()\n_x.stdout = _Out()\n_s.modules["sys"] = _x\n';

export const NO_STDIN = NO_BUFFER + 'del _x.stdin\n';

export const UZLIB =
  'import deflate as _d, io as _i\n' +
  'class _U:\n def decompress(self, data, bits): return _d.DeflateIO(_i.BytesIO(data), 1, -bits).read()\n' +
  'sys.modules["uzlib"] = _U()\n' +
  hide('deflate', '*');

export const NO_BASE64 = hide('ubinascii', '*');
export const NO_HASH = hide('uhashlib', '*');
export const NO_DEFLATE = hide('deflate', '*');

export async function hideOn(board: Board, hidden: string): Promise<void> {
  const { stderr } = await board.exec(PRELUDE + hidden);
  expect(stderr).toBe('');
}
