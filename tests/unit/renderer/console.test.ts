// @vitest-environment happy-dom
import { effectScope } from 'vue';
import { describe, expect, it } from 'vitest';
import { consoleKeys } from '../../../src/renderer/console/keys';
import { pumpOutput } from '../../../src/renderer/console/output';
import { makeTerminal } from '../../../src/renderer/console/terminal';
import { bytesOf } from './fake-bridge';
import { openWindow } from './support';

describe('output', () => {
  it('is answered when it is drawn, not before', () => {
    const main = openWindow();
    const drawn: (() => void)[] = [];
    const scope = effectScope();
    scope.run(() => {
      pumpOutput(
        { write: (_bytes, done) => drawn.push(done) },
        () => true,
        () => undefined,
      );
    });
    main.emit('consoleOutput', 'board-1', bytesOf('hello'));
    main.emit('consoleOutput', 'board-1', bytesOf('!'));
    expect(main.of('consoleTaken')).toEqual([]);
    for (const done of drawn) done();
    expect(main.of('consoleTaken')).toEqual([
      ['board-1', 5],
      ['board-1', 1],
    ]);
    scope.stop();
  });

  it('of a board that is not shown is answered at once', () => {
    const main = openWindow();
    effectScope().run(() => {
      pumpOutput(
        {
          write: () => {
            throw new Error('not this board');
          },
        },
        (board) => board === 'board-2',
        () => undefined,
      );
    });
    main.emit('consoleOutput', 'board-1', bytesOf('hello'));
    expect(main.of('consoleTaken')).toEqual([['board-1', 5]]);
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

  it('Tab goes to the board, Escape and then Tab leave', () => {
    const take = consoleKeys(makeTerminal(), false);
    expect(press(take, 'Tab')).toBe(true);
    expect(press(take, 'Escape')).toBe(true);
    expect(press(take, 'Tab')).toBe(false);
    expect(press(take, 'Tab')).toBe(true);
    press(take, 'Escape');
    press(take, 'a');
    expect(press(take, 'Tab')).toBe(true);
  });

  it('Ctrl+C goes to the board, paste to the browser', () => {
    const take = consoleKeys(makeTerminal(), false);
    expect(press(take, 'c', { ctrlKey: true })).toBe(true);
    expect(press(take, 'C', { ctrlKey: true, shiftKey: true })).toBe(false);
    expect(press(take, 'v', { ctrlKey: true })).toBe(false);
  });
});
