// A person's own shortcuts beside mpremote's: the same config.py, the same lines, the same output and exit codes.

import { mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { describeWithTarget } from '../../targets/describe';
import { whyNoMpremote } from '../../targets/mpremote';
import { startSerialBoard, whyMissing, type SerialBoard } from '../../targets/targets';
import { Computer, type Ended } from './command';

const CONFIG = `
commands = {
    "hello": "eval 'hello'",
    "add a b=2": ["exec", "print(int(a) + int(b))"],
    "twice a": "add 4 + exec print(a)",
    "quiet": {"command": ["exec", "x = 1"], "help": "says nothing"},
    "ls": "eval 'not a list'",
}
`;

const LINES: readonly (readonly string[])[] = [
  ['hello'],
  ['hello', 'eval', '1'],
  ['add', '1'],
  ['add', '1', '3'],
  ['add', 'a=1', 'b=5', 'eval', '7'],
  ['add', 'b=5'],
  ['add', '1', 'c=3'],
  ['add'],
  ['add', '+'],
  ['add', '1', '+', 'eval', '2'],
  ['quiet', 'hello'],
  ['ls'],
  ['exec', 'x = 1', 'hello'],
  ['twice', '3'],
];

describeWithTarget(
  'shortcuts of config.py',
  () => {
    let computer: Computer;
    let board: SerialBoard;

    beforeAll(async () => {
      computer = new Computer();
      board = await startSerialBoard();
      mkdirSync(computer.path('config/mpremote'), { recursive: true });
      writeFileSync(computer.path('config/mpremote/config.py'), CONFIG);
    });

    afterAll(async () => {
      await board.stop();
      computer.remove();
    });

    it.each(LINES.map((line) => [line]))('%j does what it does in mpremote', async (line) => {
      const args = ['connect', board.path, ...line];
      const theirs = spawnSync(SYSTEM_PYTHON, ['-m', 'mpremote', ...args], {
        encoding: 'utf8',
        env: {
          ...process.env,
          PYTHONPATH: mpremotePath(),
          XDG_CONFIG_HOME: computer.path('config'),
        },
      });
      const ours = await computer.adder(...args);
      expect({
        stdout: ours.stdout,
        stderr: ours.stderr.replace('adder:', 'mpremote:'),
        code: ours.code,
      }).toEqual({
        stdout: theirs.stdout,
        stderr: theirs.stderr,
        code: theirs.status,
      });
    });
  },
  whyMissing() || whyNoMpremote(),
);

describe('a shortcut without arguments', () => {
  it('leaves a word with = behind it to its commands, as mpremote does since 1.29', async () => {
    const computer = new Computer();
    onTestFinished(() => computer.remove());
    mkdirSync(computer.path('config/mpremote'), { recursive: true });
    writeFileSync(computer.path('config/mpremote/config.py'), CONFIG);
    expect(await computer.adder('connect', 'virtual:', 'quiet', 'x=1')).toMatchObject({
      stdout: '',
      stderr: "adder: 'x=1' is not a command\n",
      code: 1,
    });
  });
});

describe('a config.py of which Adder cannot read all', () => {
  it('has the other shortcuts all the same, and names the one that is called', async () => {
    const computer = new Computer();
    onTestFinished(() => computer.remove());
    mkdirSync(computer.path('config/mpremote'), { recursive: true });
    const file = computer.path('config/mpremote/config.py');
    const text = 'commands = {\n"six": "eval 6",\n"made": make("x"),\nNAME: "eval 7",\n}\n';
    writeFileSync(file, text);
    const on = (...words: string[]): Promise<Ended> =>
      computer.adder('connect', 'virtual:', ...words);
    expect(await on('six', 'eval', '7')).toMatchObject({
      stdout: '6\r\n7\r\n',
      stderr: '',
      code: 0,
    });
    const made = await on('made');
    expect(made.code).toBe(1);
    expect(made.stderr).toContain(`${file}:3: the shortcut "made": Adder cannot read make("x").`);
    expect(await on('seven')).toMatchObject({
      stderr: `adder: 'seven' is not a command, and there are shortcuts whose names cannot be read: NAME (${file}:4)\n`,
      code: 1,
    });
    const { stdout } = await computer.adder('help');
    expect(stdout).toMatch(/^ {2}six +$/m);
    expect(stdout).not.toContain('made');
  });
});

describe('a config.py that changes its commands as a whole', () => {
  it('leaves the commands of mpremote, and says of any other word what it may be', async () => {
    const computer = new Computer();
    onTestFinished(() => computer.remove());
    mkdirSync(computer.path('config/mpremote'), { recursive: true });
    const file = computer.path('config/mpremote/config.py');
    writeFileSync(file, 'commands = {"six": "eval 6"}\ncommands.update(more())\n');
    const on = (...words: string[]): Promise<Ended> =>
      computer.adder('connect', 'virtual:', ...words);
    expect(await on('eval', '7')).toMatchObject({ stdout: '7\r\n', stderr: '', code: 0 });
    const six = await on('six');
    expect(six.code).toBe(1);
    expect(six.stderr).toContain(
      `${file}:2: the shortcut "six": Adder cannot read commands.update(more()).`,
    );
    expect(await on('seven')).toMatchObject({
      stderr: `adder: 'seven' is not a command, and there are shortcuts whose names cannot be read: commands.update(more()) (${file}:2)\n`,
      code: 1,
    });
  });
});

describe('config.json', () => {
  it('names the board of lines that name none, and shortcuts that help shows', async () => {
    const computer = new Computer();
    mkdirSync(computer.path('home'), { recursive: true });
    writeFileSync(
      computer.path('home/config.json'),
      JSON.stringify({
        board: 'virtual:',
        shortcuts: { 'six n=6': { command: 'eval n', help: 'a number' } },
      }),
    );
    expect((await computer.adder('six')).stdout).toBe('6\r\n');
    expect((await computer.adder('help')).stdout).toMatch(/^ {2}six n=6 +a number$/m);
    writeFileSync(computer.path('home/config.json'), '{"bord": 1}');
    const { stderr, code } = await computer.adder('eval', '1');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^adder: A file with shortcuts .*config\.json: bord: .*\n$/);
    computer.remove();
  });
});
