// Connecting to a board in whatever state somebody left it: what is told, and that an operation that may interrupt works. Once with
// MicroPython's own REPL in the virtual board, once behind a serial port.

import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import type { BoardMode } from '../../../src/shared/board';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { connectVirtual, freshHome, rejection, Shown } from './support';

interface LeftState {
  readonly name: string;
  /** What is typed, and what the board says to it. */
  readonly steps: readonly (readonly [keys: string, answer: string])[];
  readonly modes: readonly BoardMode[];
}

/** Asked for: what a port had said before it was opened is thrown away by its driver. */
const PROMPT = ['\x02', '>>> '] as const;
const RAW = ['\x01', 'raw REPL; CTRL-B to exit\r\n>'] as const;

const STATES: readonly LeftState[] = [
  { name: 'at its prompt', steps: [PROMPT], modes: ['idle'] },
  {
    name: 'a half-typed line',
    steps: [PROMPT, ['print(12', 'print(12']],
    modes: ['idle', 'silent'],
  },
  {
    name: 'a half-typed statement of many lines',
    steps: [PROMPT, ['while True:\r', '... ']],
    modes: ['idle', 'silent'],
  },
  {
    name: 'paste mode',
    steps: [PROMPT, ['\x05x = 1\r', '=== x = 1\r\n=== ']],
    modes: ['silent', 'running'],
  },
  { name: 'the raw REPL', steps: [PROMPT, RAW], modes: ['idle'] },
  {
    name: 'the raw REPL with half a program',
    steps: [PROMPT, RAW, ['print(1', '']],
    modes: ['idle'],
  },
  {
    name: 'half a raw paste',
    steps: [PROMPT, RAW, ['\x05A\x01', 'R\x01'], ['print(1', '']],
    modes: ['silent', 'running'],
  },
  {
    name: 'a program that prints for ever',
    steps: [PROMPT, ['while True: print("x" * 60)\r\r', 'xxxx\n']],
    modes: ['running'],
  },
  {
    name: 'a silent program',
    steps: [PROMPT, ['while True: pass\r\r', '... \r\n']],
    modes: ['silent', 'running'],
  },
  {
    name: 'a program in the raw REPL that somebody left behind',
    steps: [PROMPT, RAW, ['while True: pass\x04', 'OK']],
    modes: ['silent', 'running'],
  },
  {
    name: 'a program that catches KeyboardInterrupt three times',
    steps: [
      PROMPT,
      RAW,
      [
        'n = 0\nwhile n < 3:\n  try:\n    while True: pass\n  except KeyboardInterrupt:\n    n += 1\n    print("caught", n)\nwhile True: pass\x04',
        'OK',
      ],
    ],
    modes: ['silent', 'running'],
  },
];

/** Leaves the board behind an open transport in that state. */
async function leaveIn(transport: Transport, { steps }: LeftState): Promise<void> {
  let heard = '';
  let check = (): void => undefined;
  const stop = transport.onBytes((bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
    check();
  });
  for (const [keys, answer] of steps) {
    const answered = new Promise<void>((resolve) => {
      check = () => {
        if (heard.replaceAll('\r\n', '\n').includes(answer.replaceAll('\r\n', '\n'))) resolve();
      };
    });
    heard = '';
    await transport.write(utf8(keys));
    check();
    await answered;
  }
  stop();
}

async function works(board: Board, shown: Shown, { modes }: LeftState): Promise<void> {
  expect(modes).toContain(board.mode);
  if (board.mode !== 'idle')
    expect(await rejection(board.eval('1'))).toMatchObject({
      code: board.mode === 'silent' ? 'board-silent' : 'board-busy',
    });
  expect(await board.eval('6*7', { interrupt: true })).toBe('42');
  expect(board.mode).toBe('idle');
  await board.type(utf8('print("alive")\r'));
  await shown.until(/alive\r?\n>>> $/);
}

describe('a virtual board that was left', () => {
  it.each(STATES)('$name', async (state) => {
    const home = await freshHome();
    const transport = createTransport('virtual:', { dataDirectory: home, holder: 'a test' });
    const open = transport.open.bind(transport);
    transport.open = async (options) => {
      await open(options);
      await leaveIn(transport, state);
    };
    const shown = new Shown();
    const board = await Board.connect(transport, { onConsole: shown.sink });
    onTestFinished(() => board.close());
    await works(board, shown, state);
  });

  it('in a half-typed line finds the cursor where it was', async () => {
    const transport = createTransport('virtual:', {
      dataDirectory: await freshHome(),
      holder: 'a test',
    });
    const open = transport.open.bind(transport);
    transport.open = async (options) => {
      await open(options);
      await leaveIn(transport, { name: '', steps: [PROMPT, ['print(12', 'print(12']], modes: [] });
    };
    const shown = new Shown();
    const board = await Board.connect(transport, { onConsole: shown.sink });
    onTestFinished(() => board.close());
    await board.type(utf8('3)\r'));
    await shown.until(/\r\n123\r\n>>> $/);
  });
});

describeWithTarget('a board behind a serial port that was left', () => {
  it.each(STATES)('$name', async (state) => {
    const serial = await startSerialBoard();
    onTestFinished(() => serial.stop());
    const host = { dataDirectory: '/nonexistent', holder: 'a test' };
    const before = createTransport(serial.path, host);
    await before.open();
    await leaveIn(before, state);
    await before.close();

    const shown = new Shown();
    const board = await Board.connect(createTransport(serial.path, host), {
      onConsole: shown.sink,
    });
    onTestFinished(() => board.close());
    await works(board, shown, state);
  });
});

describe('a program that cannot be stopped', () => {
  it('is told in a code and a sentence that a person can use', async () => {
    const { board, shown } = await connectVirtual();
    const deaf = 'import micropython\nmicropython.kbd_intr(-1)\nprint("deaf")\nwhile True: pass';
    const run = board.run(deaf);
    await shown.until('deaf');
    const outcome = rejection(run);
    expect(await rejection(board.interrupt())).toMatchObject({ code: 'program-unstoppable' });
    expect(await outcome).toMatchObject({
      code: 'program-unstoppable',
      action: expect.stringContaining('reset button'),
    });
    expect(board.mode).toBe('running');
    expect(await rejection(board.eval('1', { interrupt: true }))).toMatchObject({
      code: 'program-unstoppable',
    });
  });
});

describe('what is no MicroPython', () => {
  it.each([
    ['cat', 'an echo', ['silent'], 'no-raw-repl', /repeats/],
    [
      `sh -c 'printf "\\nhost login: "; exec cat > /dev/null'`,
      'a login',
      ['running'],
      'no-raw-repl',
      /login/,
    ],
    ['cat /dev/urandom', 'noise', ['running'], 'no-raw-repl', /no text/],
    ['yes', 'text without end', ['running'], 'program-unstoppable', /y y y/],
    ['sleep 1000', 'silence', ['silent'], 'board-silent', /./],
  ] as const)('process:%s (%s)', async (command, _, modes, code, detail) => {
    const transport = createTransport(`process:${command}`, {
      dataDirectory: '/nonexistent',
      holder: 'a test',
    });
    const board = await Board.connect(transport);
    onTestFinished(() => board.close());
    expect(modes).toContain(board.mode);
    const error = await rejection(board.eval('1', { interrupt: true }));
    expect(error).toMatchObject({ code, detail: expect.stringMatching(detail) });
  });
});
