// `adder/engine` in the programs of others: in JavaScript of both kinds, and in TypeScript.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import ts from 'typescript';
import * as door from '../../../src/engine';
import { allPages, blocksOf, where } from '../docs/blocks';
import { installPackage, type Installed } from './installed';

/** The programs in the documents that import the library. */
const EXAMPLES = allPages()
  .flatMap(blocksOf)
  .filter(({ language, notRun, testedBy }) => /^[jt]s$/.test(language) && !notRun && !testedBy);

const EVERYTHING = `
const board = await Board.connect('virtual:');
console.log(board.address, board.facts.implementation, board.mode);
await board.files.write('greet.py', 'def hello(name):\\n    print("hello", name)\\n');
console.log(JSON.stringify(await board.files.readText('greet.py')));
await board.exec('import greet; greet.hello("world")', {
  onOutput: (bytes) => void process.stdout.write(bytes),
});
console.log(await board.eval('6 * 7'));
const cancelled = new AbortController();
const endless = board.exec('while True: pass', { signal: cancelled.signal });
cancelled.abort();
console.log(await endless.catch((error) => isAdderError(error, 'aborted')));
console.log(await board.files.stat('nothing').catch((error) => error.code));
const compiler = new MpyCompiler();
const mpy = await compiler.compile(Buffer.from('def f():\\n return 7\\n'), 'seven.py');
await compiler.close();
await board.files.write('seven.mpy', mpy);
console.log(await board.eval('__import__("seven").f()'));
await board.close();
console.log((await board.closed).kind);
`;

const SAID = [
  'virtual:default MicroPython idle',
  JSON.stringify('def hello(name):\n    print("hello", name)\n'),
  'hello world\r',
  '42',
  'true',
  'file-not-found',
  '7',
  'closed',
  '',
].join('\n');

describe('the package', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await installPackage();
  });
  afterAll(() => installed.remove());

  it('has the command, the library and its types, and nothing of the app', () => {
    expect(installed.files).toEqual(
      expect.arrayContaining([
        'out/cli/adder.cjs',
        'out/engine/index.cjs',
        'out/engine/index.d.cts',
      ]),
    );
    const strangers = /^(src|tests|docs|out\/(renderer|preload))\/|\.map$/;
    expect(installed.files.filter((file) => strangers.test(file))).toEqual([]);
  });

  it('is imported by an ES module', async () => {
    const program = `import { Board, isAdderError, MpyCompiler } from 'adder/engine';\n${EVERYTHING}`;
    expect(await installed.node('program.mjs', program)).toBe(SAID);
  });

  it('is required by a CommonJS module', async () => {
    const program = `const { Board, isAdderError, MpyCompiler } = require('adder/engine');\n(async () => {${EVERYTHING}})();`;
    expect(await installed.node('program.cjs', program)).toBe(SAID);
  });

  it('gives an ES module every name of the door', async () => {
    const program = `console.log(Object.keys(await import('adder/engine')).sort().join());`;
    const names = (await installed.node('names.mjs', program)).trim().split(',');
    expect(names).toEqual(expect.arrayContaining(Object.keys(door)));
  });

  it('serves several boards at once', async () => {
    const program = `
      import { Board } from 'adder/engine';
      const names = ['one', 'two', 'three'];
      const boards = await Promise.all(names.map((name) => Board.connect('virtual:' + name)));
      console.log(...(await Promise.all(boards.map((board, index) => board.eval(String(index))))));
      await Promise.all(boards.map((board) => board.close()));`;
    expect(await installed.node('many.mjs', program)).toBe('0 1 2\n');
  });

  it('has types that stand alone and refuse what makes no sense', async () => {
    const program = `
      import { Board, PipeTransport, type LinkDriver, type ErrorCode } from 'adder/engine';
      import { AdderError } from 'adder/engine';

      export async function size(signal: AbortSignal): Promise<number> {
        const board = await Board.connect('virtual:', { signal, host: { dataDirectory: '/tmp' } });
        try {
          const guarantee: 'hash' | 'read-back' | 'copied' = await board.files.write('a', 'text', {
            onProgress: ({ done, total }) => console.log(done / total),
          });
          const { stdout }: { stdout: Uint8Array } = await board.exec(guarantee);
          return stdout.length;
        } catch (error) {
          const code: ErrorCode | undefined = error instanceof AdderError ? error.code : undefined;
          console.log(code);
          throw error;
        } finally {
          await board.close();
        }
      }

      export const link = (driver: LinkDriver) => new PipeTransport('mine:1', driver);
      export const end: (board: Board) => Promise<void> = (board) => board[Symbol.asyncDispose]();
      // @ts-expect-error a number is no address
      void Board.connect(1);
      // @ts-expect-error there is no such code
      export const none: ErrorCode = 'no-such-code';
      // @ts-expect-error a board is made by connecting
      new Board();`;
    const wrong = "import { Board } from 'adder/engine';\nvoid Board.connect(1);";
    const examples = EXAMPLES.filter(({ language }) => language === 'ts');
    const complaints = await installed.types({
      'program.mts': program,
      'wrong.cts': wrong,
      ...Object.fromEntries(examples.map(({ line, code }) => [`line-${line}.mts`, code])),
    });
    expect(complaints).toMatch(/^wrong\.cts\(2,20\): error TS2345: [^\n]*\n$/);
  });

  it.each(EXAMPLES.map((block) => [where(block), block] as const))(
    'runs the example of %s',
    async (_, { line, language, code, output }) => {
      const module = ts.ModuleKind.ESNext;
      const program =
        language === 'ts' ? ts.transpile(code, { module, target: ts.ScriptTarget.ES2022 }) : code;
      const printed = await installed.node(`line-${line}.mjs`, program);
      expect(printed.replaceAll('\r\n', '\n')).toBe(output ?? '');
    },
  );
});
