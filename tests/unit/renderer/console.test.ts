// @vitest-environment happy-dom
import type { Terminal } from '@xterm/xterm';
import { effectScope } from 'vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAsking, type Asking } from '../../../src/renderer/console/asking';
import { useConsoles } from '../../../src/renderer/console/consoles';
import { consoleKeys } from '../../../src/renderer/console/keys';
import { pasteKeys } from '../../../src/renderer/console/entering';
import { useHistory } from '../../../src/renderer/console/history';
import { endStringsWithLines } from '../../../src/renderer/console/noise';
import { pumpOutput } from '../../../src/renderer/console/output';
import { wholeText } from '../../../src/renderer/console/prompt';
import { makeRecall } from '../../../src/renderer/console/recall';
import { makeTerminal } from '../../../src/renderer/console/terminal';
import { useBoards } from '../../../src/renderer/devices/boards';
import { usePanels } from '../../../src/renderer/panel/panels';
import { bytesOf } from './fake-bridge';
import { openConnectedWindow, openWindow, settle } from './support';

describe('output', () => {
  /** A pump over screens that keep what they are to draw. */
  function pump(screenOf: (board: string) => 'screen' | 'later' | undefined): {
    drawn: (() => void)[];
    lookAgain: () => void;
    end: () => void;
  } {
    const drawn: (() => void)[] = [];
    const scope = effectScope();
    const made = scope.run(() =>
      pumpOutput((board) => {
        const found = screenOf(board);
        return found === 'screen' ? { write: (_bytes, done) => drawn.push(done) } : found;
      }),
    );
    return {
      drawn,
      lookAgain: () => made?.lookAgain(),
      end: () => {
        scope.stop();
      },
    };
  }

  it('is answered when it is drawn, not before', () => {
    const main = openWindow();
    const { drawn, end } = pump(() => 'screen');
    main.emit('consoleOutput', 'board-1', bytesOf('hello'));
    main.emit('consoleOutput', 'board-1', bytesOf('!'));
    expect(main.of('consoleTaken')).toEqual([]);
    for (const done of drawn) done();
    expect(main.of('consoleTaken')).toEqual([
      ['board-1', 5],
      ['board-1', 1],
    ]);
    end();
  });

  it('of a board without a screen is answered at once', () => {
    const main = openWindow();
    const { end } = pump(() => undefined);
    main.emit('consoleOutput', 'board-1', bytesOf('hello'));
    expect(main.of('consoleTaken')).toEqual([['board-1', 5]]);
    end();
  });

  it('of a board that is being connected waits until it is known', () => {
    const main = openWindow();
    let found: 'screen' | 'later' = 'later';
    const { drawn, lookAgain, end } = pump(() => found);
    main.emit('consoleOutput', 'board-1', bytesOf('hello'));
    lookAgain();
    expect(drawn).toHaveLength(0);
    expect(main.of('consoleTaken')).toEqual([]);
    found = 'screen';
    lookAgain();
    drawn[0]?.();
    expect(main.of('consoleTaken')).toEqual([['board-1', 5]]);
    end();
  });
});

describe('the consoles', () => {
  const text = (): string =>
    useConsoles().shown?.terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';

  it('keep what each board prints, shown or not, also when it comes back elsewhere', async () => {
    const main = await openConnectedWindow();
    const boards = useBoards();
    const [first] = boards.boards;
    useConsoles();
    await boards.connect('serial:COM3');
    main.emit('consoleOutput', 'board-1', bytesOf('one'));
    main.emit('consoleOutput', 'board-2', bytesOf('two'));
    await vi.waitFor(() => expect(main.of('consoleTaken')).toHaveLength(2));
    expect(text()).toBe('two');
    main.lose('link-lost', true);
    main.comeBack('serial:COM4');
    main.emit('consoleOutput', 'board-3', bytesOf(' more'));
    await vi.waitFor(() => expect(main.of('consoleTaken')).toHaveLength(3));
    expect(text()).toBe('two more');
    useConsoles().shown?.terminal.input('x');
    await settle();
    expect(main.of('typeKeys')).toEqual([['board-3', 'x']]);
    if (first) boards.show(first);
    expect(text()).toBe('one');
  });

  it('take much at once in pieces, so that frames come in between, and answer for all of it', async () => {
    const main = await openConnectedWindow();
    const { shown } = useConsoles();
    if (!shown) throw new Error('no console is shown');
    const write = vi.spyOn(shown.terminal, 'write');
    main.emit('consoleOutput', 'board-1', bytesOf('x'.repeat(10_000)));
    await vi.waitFor(() => expect(main.of('consoleTaken')).toEqual([['board-1', 10_000]]));
    expect(write.mock.calls.map(([piece]) => piece.length)).toEqual([4096, 4096, 1808]);
  });

  it('mark a board in the background that prints, until it is looked at', async () => {
    const main = await openConnectedWindow();
    const boards = useBoards();
    const [first] = boards.boards;
    if (!first) throw new Error('there is no board');
    useConsoles();
    usePanels().show('plotter');
    main.emit('consoleOutput', 'board-1', bytesOf('seen'));
    expect(first.hasNews).toBe(false);
    usePanels().show('console');
    usePanels().show('plotter');
    await boards.connect('serial:COM3');
    main.emit('consoleOutput', 'board-1', bytesOf('unseen'));
    expect(boards.boards.map(({ hasNews }) => hasNews)).toEqual([true, false]);
    expect(usePanels().news.has('console')).toBe(false);
    boards.show(first);
    expect(first.hasNews).toBe(false);
    // What hides it now is the other panel.
    expect(usePanels().news.has('console')).toBe(true);
  });

  it('stay when a board was let go, until there is another', async () => {
    await openConnectedWindow();
    const boards = useBoards();
    const consoles = useConsoles();
    const last = consoles.shown;
    const [board] = boards.boards;
    if (board) await boards.close(board);
    expect(last).toBeDefined();
    expect(consoles.shown).toBe(last);
    await boards.connect('serial:COM3');
    expect(consoles.shown).not.toBe(last);
  });
});

describe('the terminal', () => {
  const write = (text: string): Promise<{ typed: string; title: string }> =>
    new Promise((resolve) => {
      const terminal = makeTerminal();
      let typed = '';
      let title = '';
      terminal.onData((data) => (typed += data));
      terminal.onTitleChange((next) => (title += next));
      terminal.write(text, () => {
        resolve({ typed, title });
        terminal.dispose();
      });
    });

  it.each([
    ['who are you', '\x1b[c\x1b[>c\x1b[=c\x1b[>q'],
    ['where is the cursor', '\x1b[6n\x1b[5n\x1b[?6n'],
    ['which modes', '\x1b[4$p\x1b[?1$p'],
    ['which settings', '\x1bP$qm\x1b\\\x1bP+q544e\x1b\\'],
    ['which colours', '\x1b]4;1;?\x07\x1b]10;?\x07\x1b]11;?\x1b\\\x1b]12;?\x07'],
    ['how large', '\x1b[14t\x1b[18t\x1b[21t'],
  ])('does not answer a board that asks %s', async (_what, question) => {
    expect(await write(question)).toEqual({ typed: '', title: '' });
  });

  it('lets a board set no title', async () => {
    expect(await write('\x1b]0;evil\x07\x1b]2;evil\x07')).toEqual({ typed: '', title: '' });
  });

  it('takes no mouse and no wrapped paste from a board', async () => {
    const terminal = makeTerminal();
    await new Promise<void>((resolve) => {
      terminal.write('\x1b[?1000h\x1b[?1003;1006h\x1b[?2004h\x1b[?1004h', resolve);
    });
    expect(terminal.modes).toMatchObject({
      mouseTrackingMode: 'none',
      bracketedPasteMode: false,
      sendFocusMode: false,
    });
    terminal.dispose();
  });

  it.each(['\x1bP$q', '\x1b]0;', '\x1b_', '\x1b^', '\x1bX', '\u0090', '\u009d'])(
    'shows what comes after noise that begins a string: %j',
    async (begin) => {
      const bytes = new TextEncoder().encode(`a\r\n${begin}lost\r\nseen`);
      for (let cut = 0; cut <= bytes.length; cut++) {
        const terminal = makeTerminal();
        const harmless = endStringsWithLines();
        terminal.write(harmless(bytes.subarray(0, cut)));
        await new Promise<void>((resolve) => {
          terminal.write(harmless(bytes.subarray(cut)), resolve);
        });
        expect(wholeText(terminal)).toContain('seen');
        terminal.dispose();
      }
    },
  );

  it('leaves colours and letters of all kinds as they are', () => {
    const bytes = new TextEncoder().encode('\x1b[31mré°d\x1b[0m\r\nx');
    expect([...endStringsWithLines()(bytes)]).toEqual([...bytes]);
  });

  it('survives every byte', async () => {
    const noise = Uint8Array.from(
      { length: 50_000 },
      (_, index) => (index * 7919 + (index >> 3)) & 255,
    );
    const terminal = makeTerminal();
    let typed = '';
    terminal.onData((data) => (typed += data));
    await new Promise<void>((resolve) => {
      terminal.write(noise, resolve);
    });
    expect(typed).toBe('');
    terminal.dispose();
  });
});

describe('keys of the console', () => {
  const press = (take: (event: KeyboardEvent) => boolean, key: string, options = {}): boolean =>
    take(new KeyboardEvent('keydown', { key, ...options }));

  function keysOf(isAtPrompt = true, hasLine = true) {
    const done: string[] = [];
    const deed = (name: string) => () => void done.push(name);
    const take = consoleKeys({
      terminal: makeTerminal(),
      isMac: false,
      isAtPrompt: () => isAtPrompt,
      recall: (by) => {
        done.push(`recall ${by}`);
        return hasLine;
      },
      find: deed('find'),
      showHistory: deed('history'),
      clear: deed('clear'),
    });
    return { take, done };
  }

  it('Tab goes to the board, Escape and then Tab leave', () => {
    const { take } = keysOf();
    expect(press(take, 'Tab')).toBe(true);
    expect(press(take, 'Escape')).toBe(true);
    expect(press(take, 'Tab')).toBe(false);
    expect(press(take, 'Tab')).toBe(true);
    press(take, 'Escape');
    press(take, 'a');
    expect(press(take, 'Tab')).toBe(true);
  });

  it('Ctrl+C goes to the board, paste to the browser', () => {
    const { take } = keysOf();
    expect(press(take, 'c', { ctrlKey: true })).toBe(true);
    expect(press(take, 'C', { ctrlKey: true, shiftKey: true })).toBe(false);
    expect(press(take, 'v', { ctrlKey: true })).toBe(false);
  });

  it('at the prompt Up, Ctrl+R and Ctrl+L are the window’s, else the board’s', () => {
    const at = keysOf();
    for (const key of ['r', 'l', 'f']) expect(press(at.take, key, { ctrlKey: true })).toBe(false);
    expect(press(at.take, 'ArrowUp')).toBe(false);
    expect(at.done).toEqual(['history', 'clear', 'find', 'recall -1']);
    const elsewhere = keysOf(false, false);
    for (const key of ['r', 'l']) expect(press(elsewhere.take, key, { ctrlKey: true })).toBe(true);
    expect(press(elsewhere.take, 'ArrowUp')).toBe(true);
    expect(press(elsewhere.take, 'ArrowUp', { shiftKey: true })).toBe(true);
    expect(elsewhere.done).toEqual(['recall -1']);
  });
});

describe('a paste', () => {
  const at = (text: string) => ({ prompt: '>>> ', text });

  it('of several lines at the prompt goes through paste mode as one piece', () => {
    expect(pasteKeys('if 1:\n    print("é 🌡")\n\n', at(''))).toEqual({
      keys: '\x05if 1:\r    print("é 🌡")\x04',
      lines: 2,
    });
  });

  it('takes along what was typed already', () => {
    const { keys } = pasteKeys('1\r\nb = 2', at('a = '));
    expect(keys).toBe(`\x1b[F${'\x7f'.repeat(12)}\x05a = 1\rb = 2\x04`);
  });

  it('of one line is put there and not run', () => {
    expect(pasteKeys('print(1)\n', at(''))).toEqual({ keys: 'print(1)', lines: 0 });
  });

  it('in a program is typed as it is, and never presses a key of its own', () => {
    expect(pasteKeys('a\x03\x04\x1b[A\tb\nc\n', undefined)).toEqual({
      keys: 'a[A\tb\rc\r',
      lines: 0,
    });
  });
});

describe('a program that asks', () => {
  let isRunning: boolean;
  let terminal: Terminal;
  let asking: Asking;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    isRunning = true;
    terminal = makeTerminal();
    asking = makeAsking({ terminal, isRunning: () => isRunning });
    return () => {
      terminal.dispose();
      vi.useRealTimers();
    };
  });

  async function print(text: string): Promise<void> {
    const drawn = new Promise<void>((resolve) => {
      terminal.write(text, resolve);
    });
    vi.advanceTimersByTime(1);
    await drawn;
    asking.drawn();
  }

  function asksAfter(ms: number): boolean {
    vi.advanceTimersByTime(ms);
    return asking.asks.value;
  }

  it('has begun a line and then says nothing for a moment', async () => {
    await print('Your name');
    expect(asksAfter(200)).toBe(false);
    await print('? ');
    expect(asksAfter(200)).toBe(false);
    expect(asksAfter(100)).toBe(true);
  });

  it('is none that has ended its line, has ended, or is Python’s own prompt', async () => {
    await print('counting\r\n');
    expect(asksAfter(1000)).toBe(false);
    await print('>>> ');
    expect(asksAfter(1000)).toBe(false);
    await print('Your name? ');
    isRunning = false;
    expect(asksAfter(1000)).toBe(false);
  });

  it('asks until Enter is pressed, whatever of the answer the board sends back', async () => {
    await print('Your name? ');
    expect(asksAfter(300)).toBe(true);
    asking.typed('A');
    await print('A');
    expect(asking.asks.value).toBe(true);
    asking.typed('\r');
    expect(asking.asks.value).toBe(false);
    await print('\r\nYour age? ');
    expect(asksAfter(300)).toBe(true);
  });

  it('is not believed again when it goes on unanswered, until it has ended', async () => {
    await print('*');
    expect(asksAfter(300)).toBe(true);
    await print('*');
    expect(asksAfter(1000)).toBe(false);
    asking.ended();
    await print('*');
    expect(asksAfter(300)).toBe(true);
  });
});

describe('the history of lines', () => {
  const show = (terminal: Terminal, text: string): Promise<void> =>
    new Promise((resolve) => {
      terminal.write(text, resolve);
    });

  function recallOf(lines: readonly string[], isIdle = true) {
    const terminal = makeTerminal();
    const typed: string[] = [];
    const entered: string[] = [];
    const recall = makeRecall({
      terminal,
      isIdle: () => isIdle,
      lines: () => lines,
      type: (keys) => typed.push(`<${keys.slice(keys.lastIndexOf('\x7f') + 1)}`),
      onEntered: (line) => entered.push(line),
    });
    return { terminal, typed, entered, recall };
  }

  it('goes back and forth, and comes back to what was typed', async () => {
    const { terminal, typed, recall } = recallOf(['a = 1', 'b = 2']);
    await show(terminal, '>>> pri');
    expect(recall.step(1)).toBe(false);
    for (const by of [-1, -1, -1, 1, 1] as const) expect(recall.step(by)).toBe(true);
    expect(typed).toEqual(['<b = 2', '<a = 1', '<b = 2', '<pri']);
  });

  it('is the board’s own where no prompt is, or the board is busy', async () => {
    const other = recallOf(['a']);
    await show(other.terminal, 'Your name? ');
    expect(other.recall.step(-1)).toBe(false);
    const busy = recallOf(['a'], false);
    await show(busy.terminal, '>>> ');
    expect(busy.recall.step(-1)).toBe(false);
  });

  it('takes lines as the board has shown them, and no answers to input()', async () => {
    const { terminal, entered, recall } = recallOf([]);
    await show(terminal, '>>> mach');
    recall.typed('mach');
    await show(terminal, 'ine.reset\r\n>>> ');
    expect(entered).toEqual([]);
    recall.typed('\r');
    await show(terminal, `print("${'x'.repeat(200)}")\r\nxx\r\n>>> `);
    recall.typed('s3cret\r');
    await show(terminal, '\rPassword: s3cret\r\n>>> ');
    expect(entered).toEqual([`print("${'x'.repeat(200)}")`]);
  });

  it('is kept, without what looks like a password', async () => {
    const main = openWindow();
    const history = useHistory();
    await settle();
    for (const line of ['a = 1', 'wlan.connect("home", "x")', 'b', 'a = 1', ' ']) history.add(line);
    await settle();
    expect(history.lines).toEqual(['wlan.connect("home", "x")', 'b', 'a = 1']);
    expect(main.of('keepConsoleHistory').at(-1)).toEqual([['b', 'a = 1']]);
    await history.forget();
    expect(main.of('keepConsoleHistory').at(-1)).toEqual([[]]);
  });
});
