// Python compiled by the real mpy-cross, in its thread; what comes out is imported by real MicroPythons.

import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MpyCompiler } from '../../../src/engine/mpy/compiler';
import { readMpyHeader } from '../../../src/engine/mpy/header';
import { describeWithTarget } from '../../targets/describe';
import { micropythonBinary } from '../../targets/micropython';
import { connectVirtual, rejection, text } from '../engine/support';
import { folderWith } from '../romfs/folder-with';

const compiler = new MpyCompiler();
afterAll(() => compiler.close());

const source = (code: string): Uint8Array => Buffer.from(code);

const PROGRAM = source(`
import sys
class Thing:
    def __init__(self, name): self.name = name
    async def wait(self):
        async with self: await self
def gen(n):
    for i in range(n):
        try:
            yield {'i': i, 'big': 1 << 70, 'f': 1.5, 't': (i, b'x', 'caf\u00e9')}
        finally:
            pass
answer = [d['i'] for d in gen(4)], f'{Thing("a").name}', (lambda *a, **k: (a, k))(1, b=2)
`);
const ANSWER = "([0, 1, 2, 3], 'a', ((1,), {'b': 2}))";

describe('a Python source', () => {
  it('becomes a .mpy file of version 6, which has the name for tracebacks', async () => {
    const mpy = await compiler.compile(source('print(1)\n'), 'lib/a.py');
    expect(readMpyHeader(mpy)).toMatchObject({ version: 6, architecture: 0, smallIntBits: 31 });
    expect(Buffer.from(mpy).includes('lib/a.py')).toBe(true);
  });

  it('becomes one of version 5 for a board from before MicroPython 1.19', async () => {
    const mpy = await compiler.compile(source('print(1)\n'), 'a.py', { target: 5 });
    expect(readMpyHeader(mpy)).toMatchObject({ version: 5, subVersion: 2 });
  });

  it('is compiled also when it is large, has a long name, or is empty', async () => {
    const functions = Array.from({ length: 3000 }, (_, n) => `def f${n}(): return "a${n}"\n`);
    expect((await compiler.compile(source(functions.join('')), 'a.py')).length).toBeGreaterThan(
      5e4,
    );
    const long = `${'deep/'.repeat(80)}end.py`;
    expect(Buffer.from(await compiler.compile(source('x=1'), long)).includes('end.py')).toBe(true);
    expect((await compiler.compile(source(''), 'a.py')).length).toBeGreaterThan(8);
  });

  it('loses its assertions where it is optimized', async () => {
    const code = source('assert 0, "gone"\n');
    const [plain, small] = await Promise.all([
      compiler.compile(code, 'a.py'),
      compiler.compile(code, 'a.py', { optimize: 1 }),
    ]);
    expect([plain, small].map((mpy) => Buffer.from(mpy).includes('gone'))).toEqual([true, false]);
  });

  it.each([
    ['print(\n', 'a/b.py:2: SyntaxError: invalid syntax'],
    ['x = 1\n  y = 2\n', 'a/b.py:2: IndentationError: unexpected indent'],
    ['def f():\n pass\nreturn\n', "a/b.py:3: SyntaxError: 'return' outside function"],
    [
      '@micropython.native\ndef f(): pass\n',
      'a/b.py:1: SyntaxError: invalid arch: machine code (@micropython.native, @micropython.viper) cannot be made for this board',
    ],
  ])('%j is refused with its file and line', async (code, detail) => {
    expect(await rejection(compiler.compile(source(code), 'a/b.py'))).toMatchObject({
      code: 'compile-failed',
      detail,
    });
  });

  it('may have machine code where that is of the version the board has', async () => {
    const code = source('@micropython.native\ndef f(): return 1\n');
    const armv7m = 5 << 10;
    const mpy = await compiler.compile(code, 'a.py', { target: 6 | armv7m });
    expect(readMpyHeader(mpy)).toMatchObject({ version: 6, subVersion: 0, architecture: 5 });
    const newer = compiler.compile(code, 'a.py', { target: 0x306 | armv7m });
    expect(await rejection(newer)).toMatchObject({ code: 'compile-failed' });
  });

  it('is refused where it is too large, or no compiler fits', async () => {
    const huge = compiler.compile(new Uint8Array(1024 * 1024 + 1), 'a.py');
    expect(await rejection(huge)).toMatchObject({ code: 'file-too-large' });
    const other = compiler.compile(source(''), 'a.py', { target: 7 });
    expect(await rejection(other)).toMatchObject({ code: 'no-compiler' });
  });

  it('is let go of when nobody wants it, and the next one is compiled', async () => {
    const stop = new AbortController();
    const slow = source('x = ' + '('.repeat(20_000) + '1' + ')'.repeat(20_000) + '\n');
    const compiling = rejection(compiler.compile(slow, 'a.py', { signal: stop.signal }));
    setTimeout(() => stop.abort(), 50);
    expect(await compiling).toMatchObject({ code: 'aborted' });
    const never = compiler.compile(source(''), 'a.py', { signal: stop.signal });
    expect(await rejection(never)).toMatchObject({ code: 'aborted' });
    expect((await compiler.compile(source('x=1'), 'a.py')).length).toBeGreaterThan(8);
  });

  it('of a compiler that is closed is aborted', async () => {
    const other = new MpyCompiler();
    await other.compile(source(''), 'a.py');
    const slow = source('x = ' + '('.repeat(20_000) + '1' + ')'.repeat(20_000) + '\n');
    const compiling = rejection(other.compile(slow, 'a.py'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await other.close();
    expect(await compiling).toMatchObject({ code: 'aborted' });
  });
});

describe('the compiled file', () => {
  it('is imported by the virtual board', async () => {
    const { board } = await connectVirtual();
    expect(await board.eval('__import__("sys").implementation._mpy & 0xff')).toBe('6');
    await board.files.write('/compiled.mpy', await compiler.compile(PROGRAM, 'compiled.py'));
    const { stdout, stderr } = await board.exec('import compiled; print(compiled.answer)');
    expect(stderr).toBe('');
    expect(text(stdout).trim()).toBe(ANSWER);
  });
});

describeWithTarget('the compiled file', () => {
  it("is imported by Debian's MicroPython", async () => {
    const folder = await folderWith({});
    await writeFile(join(folder, 'compiled.mpy'), await compiler.compile(PROGRAM, 'compiled.py'));
    const program =
      'import sys; sys.path.insert(0, sys.argv[1]); import compiled; print(compiled.answer)';
    const printed = execFileSync(micropythonBinary() ?? '', ['-c', program, folder]);
    expect(printed.toString().trim()).toBe(ANSWER);
  });
});
