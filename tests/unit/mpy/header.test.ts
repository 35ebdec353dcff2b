// The first bytes of .mpy files, which boards load them, and what mpy-cross is told for a board.

import { describe, expect, it } from 'vitest';
import { compileError } from '../../../src/engine/mpy/compile-error';
import { canCompileFor, compilerArguments } from '../../../src/engine/mpy/compilers';
import { loadsOn, readBoardMpy, readMpyHeader } from '../../../src/engine/mpy/header';

const header = (hex: string): ReturnType<typeof readMpyHeader> =>
  readMpyHeader(Buffer.from(hex, 'hex'));

describe('a .mpy header', () => {
  it('has a version, a sub-version, an architecture and the size of small integers', () => {
    expect(header('4d06001f04')).toEqual({
      version: 6,
      subVersion: 0,
      architecture: 0,
      smallIntBits: 31,
    });
    expect(header('4d06271f')).toEqual({
      version: 6,
      subVersion: 3,
      architecture: 9,
      smallIntBits: 31,
    });
  });

  it.each(['', '4d0600', '4e06001f', '7f454c46'])('is not %j', (hex) => {
    expect(header(hex)).toBeUndefined();
  });

  // The board: version 6.3 for x64 (Debian's 1.25), 6.3 without machine code (1.27 in WebAssembly), version 5 with unicode.
  it.each([
    ['4d06001f', 0xb06, true],
    ['4d06001f', 0x306, true],
    ['4d05021f', 0x306, false],
    ['4d05021f', 0x205, true],
    ['4d05031f', 0x205, false],
    ['4d060b1f', 0xb06, true],
    ['4d060a1f', 0xb06, false],
    ['4d060f1f', 0xb06, false],
    ['4d06003e', 0xb06, false],
  ])('%s on a board of %i: %s', (hex, board, loads) => {
    const file = header(hex);
    expect(file && loadsOn(file, readBoardMpy(board))).toBe(loads);
  });
});

describe('mpy-cross', () => {
  it.each([
    [6, 0, []],
    [6, 3, ['-O3']],
    [0xb06, 0, []],
    [6 | (9 << 10), 0, ['-march=xtensa']],
    [5, 0, []],
    [0x205, 0, []],
    [0x305, 0, ['-mcache-lookup-bc']],
    [0x105 | (5 << 10), 0, ['-march=armv7m', '-mcache-lookup-bc', '-mno-unicode']],
  ])('for a board of %i and -O%i', (target, optimize, args) => {
    expect(compilerArguments(target, optimize)).toEqual([...args, '-X', 'heapsize=8m']);
  });

  it('is there for versions 5 and 6', () => {
    expect([4, 5, 0x205, 6, 0xb06, 7, 0].filter(canCompileFor)).toEqual([5, 0x205, 6, 0xb06]);
  });
});

describe('an error of mpy-cross', () => {
  it('names the file and the line, whatever the compiler calls its input', () => {
    const lines = [
      'Traceback ...',
      '  File "source.py", line 3, in f',
      'SyntaxError: invalid syntax',
    ];
    const error = compileError(lines, 'a/b.py');
    expect(error).toMatchObject({
      code: 'compile-failed',
      detail: 'a/b.py:3: SyntaxError: invalid syntax',
    });
    expect((error.cause as Error).message).toBe(
      'Traceback ...\n  File "a/b.py", line 3, in f\nSyntaxError: invalid syntax',
    );
  });

  it('has no line where there is none', () => {
    expect(compileError(['MemoryError: x'], 'a.py').detail).toBe('a.py: MemoryError: x');
    expect(compileError([], 'a.py').detail).toBe('a.py: the compiler ended without a word');
  });
});
