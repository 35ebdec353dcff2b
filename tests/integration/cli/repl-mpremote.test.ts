// The repl beside mpremote's own, each at a terminal: what a person sees, and what is captured, is the same to the last byte.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { describeWithTarget } from '../../targets/describe';
import { PATIENT_MPREMOTE, whyNoMpremote } from '../../targets/mpremote';
import { startSerialBoard, whyMissing, type SerialBoard } from '../../targets/targets';
import { Computer, type OnTerminal } from './command';
import { isRaw } from './terminal-mode';

const PROMPT = />>> $/;

/** What is pressed, and what must stand there before the next key. */
type Script = readonly (readonly [keys: string, then: RegExp])[];

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly first: RegExp;
  readonly script: Script;
  readonly leave: string;
}

const CASES: readonly Case[] = [
  {
    name: 'the banner, a line, and leaving with Ctrl-]',
    args: ['repl'],
    first: /exit this shell/,
    script: [
      ['\r', PROMPT],
      ['print(6*7, chr(228))\r', /42 ä[^]*>>> $/],
    ],
    leave: '\x1d',
  },
  {
    name: 'a prompt that nobody asked for, and leaving with Ctrl-x',
    args: [],
    first: /exit this shell/,
    script: [
      ['\r', PROMPT],
      ['1/0\r', /ZeroDivisionError[^]*>>> $/],
    ],
    leave: '\x18',
  },
  {
    name: 'bytes that are not printable',
    args: ['repl', '-e'],
    first: /hex code/,
    script: [
      ['\r', PROMPT],
      ["print('\\x07\\x7f', chr(228), '\\x1b[1m')\r", /\[c3\]\[a4\][^]*>>> $/],
    ],
    leave: '\x1d',
  },
  {
    name: 'a capture, code and a file that are injected, and a soft reset',
    args: [
      ...['repl', '--capture', 'captured', '--inject-code', 'print(\'in\' + "ject")\\n'],
      ...['--inject-file', 'program.py'],
    ],
    first: /inject file "program.py"/,
    script: [
      ['\r', PROMPT],
      ['\x0a', /inject\r?\n>>> [^]*>>> $/],
      ['\x0b', /from a file[^]*Type "help\(\)"[^]*>>> $/],
      ['\x04', /soft reboot[^]*>>> $/],
    ],
    leave: '\x1d',
  },
  {
    name: 'a prompt behind other commands',
    args: ['exec', 'print(1)', 'repl'],
    first: /exit this shell[^]*>>> $/,
    script: [],
    leave: '\x1d',
  },
  {
    name: 'a prompt behind a soft reset',
    args: ['soft-reset', 'repl'],
    first: /exit this shell[^]*>>> $/,
    script: [],
    leave: '\x1d',
  },
  {
    name: 'a mounted folder, which is there again behind a soft reset',
    args: ['mount', 'shared'],
    first: /exit this shell[^]*>>> $/,
    script: [
      ['import m\r', /imported[^]*>>> $/],
      ['\x04', /Remount[^]*>>> $/],
      ['import m\r', /Remount[^]*imported[^]*>>> $/],
      ['import os; os.getcwd()\r', /'\/remote'[^]*>>> $/],
    ],
    leave: '\x1d',
  },
  {
    name: 'a prompt behind a mount and a program',
    args: ['mount', 'shared', 'exec', 'import m', 'repl'],
    first: /exit this shell[^]*>>> $/,
    script: [['m.x\r', /42[^]*>>> $/]],
    leave: '\x18',
  },
  {
    name: 'a prompt behind a program that was only started',
    args: ['run', '--no-follow', 'program.py', 'repl'],
    first: /from a file[^]*>>> $/,
    script: [],
    leave: '\x1d',
  },
];

describeWithTarget(
  'the repl beside that of mpremote',
  () => {
    const computer = new Computer();
    let board: SerialBoard;
    beforeAll(async () => {
      board = await startSerialBoard();
      writeFileSync(computer.path('program.py'), 'print("from a file")\n');
      mkdirSync(computer.path('shared'));
      writeFileSync(computer.path('shared/m.py'), 'x = 42\nprint("import" + "ed")\n');
    });
    afterAll(async () => {
      await board.stop();
      computer.remove();
    });

    async function seen(running: OnTerminal, { first, script, leave }: Case): Promise<object> {
      await running.printed(first);
      await isRaw(running.pid);
      for (const [keys, then] of script) {
        running.type(keys);
        await running.printed(then);
      }
      running.type(leave);
      return running.ended;
    }

    it.each(CASES)('$name', async (one) => {
      const words = ['connect', board.path, ...one.args];
      const captured = computer.path('captured');
      const results: unknown[] = [];
      for (const start of [
        () =>
          Promise.resolve(
            computer.programOnTerminal(SYSTEM_PYTHON, ['-B', PATIENT_MPREMOTE, ...words], {
              PYTHONPATH: mpremotePath(),
            }),
          ),
        () => computer.onTerminal(...words),
      ]) {
        const terminal = await seen(await start(), one);
        const file = existsSync(captured) ? readFileSync(captured, 'latin1') : '';
        results.push({ ...terminal, file });
      }
      expect(results[1]).toEqual(results[0]);
    });
  },
  whyMissing() || whyNoMpremote(),
);
