// The closed list of docs/migration-from-mpremote.md: what `adder` does otherwise than mpremote, row by row, and, where it takes no time to
// see, that mpremote still does as the list says. Rows that have whole suites of their own name those.

import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { Board } from '../../../src/engine/board/board';
import { describeWithTarget } from '../../targets/describe';
import { whyNoMpremote } from '../../targets/mpremote';
import { startSerialBoard, whyMissing, type SerialBoard } from '../../targets/targets';
import { Computer } from './command';

const run = promisify(execFile);

/** The listing of a unix port: no sizes. */
const NO_SIZES = `
import os, sys
class Short: pass
short = Short()
for name in dir(os): setattr(short, name, getattr(os, name))
short.ilistdir = lambda *path: (entry[:3] for entry in os.ilistdir(*path))
sys.modules['os'] = short
print(*short.ilistdir())
`;

interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

function aComputer(env: NodeJS.ProcessEnv = {}): Computer {
  const computer = new Computer(env);
  onTestFinished(() => computer.remove());
  return computer;
}

describe('the closed list of differences', () => {
  it('an unknown sub-command of fs is a usage error', async () => {
    const { stdout, stderr, code } = await aComputer().adder('connect', 'virtual:', 'fs', 'foo');
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/^usage: fs /);
  });

  it('options may follow positionals', async () => {
    const computer = aComputer();
    writeFileSync(computer.path('a.txt'), 'same');
    const line = ['connect', 'virtual:', 'cp', 'a.txt', ':'];
    await computer.adder(...line);
    expect(await computer.adder(...line, '-f')).toMatchObject({
      stdout: 'cp a.txt :\n',
      stderr: '',
      code: 0,
    });
  });

  it('sizes are real where the listing of the board has none', async () => {
    const computer = aComputer();
    writeFileSync(computer.path('a.txt'), '123456789');
    await computer.adder('connect', 'virtual:', 'cp', 'a.txt', ':');
    const said = await computer.adder('connect', 'virtual:', 'exec', NO_SIZES, 'ls');
    expect(said).toMatchObject({
      stdout: "('a.txt', 32768, 0)\r\nls :\n           9 a.txt\n",
      code: 0,
    });
  });

  it('the error of cp names the missing path behind the text of mpremote', async () => {
    const { stderr, code } = await aComputer().adder('connect', 'virtual:', 'cp', 'nothing', ':');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^adder: cp: No such file or directory: No such file or directory\..*nothing/,
    );
  });

  it('the help of what mpremote has as a program is its own', async () => {
    for (const [command = '', word = ''] of [
      ['df', '-h'],
      ['reset', '--help'],
      ['bootloader', '-h'],
    ]) {
      const { stdout, code } = await aComputer().adder('connect', 'virtual:', command, word);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^usage: ${command} `));
    }
  });

  it('for cp :/ is the root of the board, wherever that is', async () => {
    const computer = aComputer();
    writeFileSync(computer.path('a.txt'), 'a');
    const inside = "import os; os.mkdir('d'); os.chdir('d')";
    const line = ['connect', 'virtual:', 'exec', inside, 'cp', 'a.txt', ':/', '+', 'cat', '/a.txt'];
    const { stdout, code } = await computer.adder(...line);
    expect({ stdout, code }).toEqual({ stdout: 'acp a.txt :/\n', code: 0 });
  });

  it('cp -r of the folder above goes into the destination', async () => {
    const computer = aComputer();
    mkdirSync(computer.path('from/here'), { recursive: true });
    writeFileSync(computer.path('from/a.txt'), 'a');
    const line = ['connect', 'virtual:', 'mkdir', 'to', '+', 'cp', '-r', 'from/here/..', ':to'];
    const { stdout, code } = await computer.adder(...line, '+', 'cat', 'to/a.txt');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^amkdir :to\n/);
  });

  it('a board that does not answer is told in one sentence', async () => {
    const silent = ['connect', 'process:sleep 100', 'eval', '1'];
    const { stdout, stderr, code } = await aComputer().adder(...silent);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(/^adder: [^\n]+\n$/);
    expect(stderr).not.toMatch(/Traceback|^ {4}at /m);
  });

  it('what ends in a traceback of mpremote is done, or told in one sentence', async () => {
    const computer = aComputer({ EDITOR: 'true' });
    mkdirSync(computer.path('d'));
    const on = (...words: string[]): ReturnType<Computer['adder']> =>
      computer.adder('connect', 'virtual:', ...words);
    const printed = await on('mount', 'd', 'exec', "print('a\\x18b')");
    expect(printed).toMatchObject({ stderr: '', code: 0 });
    expect(printed.stdout.startsWith('a\x18b\r\n')).toBe(true);
    const edited = await on('edit', 'none/a.txt');
    expect(edited).toMatchObject({
      stderr: 'adder: edit: none/a.txt: No such file or directory.\n',
      code: 1,
    });
  });

  it('a package without a name is refused before anything is asked', async () => {
    for (const name of ['', '@', 'a b', 'a?b'])
      expect(await aComputer().adder('connect', 'virtual:', 'mip', 'install', name)).toMatchObject({
        stdout: '',
        stderr: expect.stringMatching(/^adder: This does not name a package\.[^\n]*\n$/) as string,
        code: 1,
      });
  });

  it('an empty name mounts the folder that the command runs in', async () => {
    const computer = aComputer();
    mkdirSync(computer.path('only'));
    const { stdout, code } = await computer.adder('connect', 'virtual:', 'mount', '', 'ls');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Local directory {2}is mounted at \/remote\nls :\n(.*\n)*.* only\/\n/);
    expect(stdout).not.toMatch(/ proc\/\n/);
  });

  it('a program may print any byte', async () => {
    const program = 'import sys\nsys.stdout.buffer.write(bytes(range(256)))';
    const { bytes, code } = await aComputer().adder('connect', 'virtual:', 'exec', program);
    expect(code).toBe(0);
    expect(bytes).toEqual(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
  });

  it('a board that falls silent is waited for only so long', async () => {
    const silent = ['connect', 'fault=stall@<30+virtual:', 'exec', 'print(1)'];
    const { stderr, code } = await aComputer().adder(...silent);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^adder: [^\n]+\n$/);
  });

  it('the help of sleep says seconds', async () => {
    const { stdout, code } = await aComputer().adder('sleep', '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('seconds');
    expect(stdout).not.toContain('millisecond');
  });

  it('text is UTF-8, whatever the console says', async () => {
    const computer = aComputer({ LC_ALL: 'C', PYTHONIOENCODING: 'ascii' });
    const text = 'äöü € 𝄞';
    const { stdout } = await computer.adder('connect', 'virtual:', 'exec', `print('${text}')`);
    expect(stdout.trim()).toBe(text);
  });
});

describeWithTarget(
  'the closed list of differences, on a port',
  () => {
    let board: SerialBoard;
    const computer = new Computer();
    beforeAll(async () => {
      board = await startSerialBoard();
    });
    afterAll(async () => {
      await board.stop();
      computer.remove();
    });

    it('Ctrl-C leaves the board at its prompt, and no program running', async () => {
      const program = "print('ready')\nwhile True: pass";
      const running = await computer.start('connect', board.path, 'exec', program);
      await running.printed('ready');
      running.child.kill('SIGINT');
      expect(await running.ended).toMatchObject({ code: 1, signal: null });
      const again = await Board.connect(board.path);
      expect(again.mode).toBe('idle');
      await again.close();
    });

    it('mpremote takes an unknown sub-command of fs', async () => {
      expect(await mpremote(board, 'fs', 'foo', 'd')).toMatchObject({ code: 0 });
    });

    it('mpremote takes an option behind the last positional for a command', async () => {
      const said = await mpremote(board, 'fs', 'cp', 'package.json', ':', '-f');
      expect(said).toMatchObject({ stderr: "mpremote: '-f' is not a command\n", code: 1 });
    });
  },
  whyMissing() || whyNoMpremote(),
);

async function mpremote(board: SerialBoard, ...words: string[]): Promise<Said> {
  const line = ['-B', '-m', 'mpremote', 'connect', board.path, ...words];
  const env = { ...process.env, PYTHONPATH: mpremotePath() };
  return run(SYSTEM_PYTHON, line, { env }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: unknown) => error as Said,
  );
}

describe('the page for those who come from mpremote', () => {
  it('names a test for each difference', () => {
    const page = readFileSync('docs/migration-from-mpremote.md', 'utf8');
    const [, list = ''] = page.split('\n### Where it differs\n');
    const [, ...rows] = (list.split('\n## ')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const named = [...row.matchAll(/`(tests\/[\w./-]+)`: (.*?)(?=, `tests\/| \|$)/g)];
      expect(named.length, row).toBeGreaterThan(0);
      for (const [, file = '', title = ''] of named)
        expect(readFileSync(file, 'utf8'), title).toContain(`it('${title}'`);
    }
  });
});
