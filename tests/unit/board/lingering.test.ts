import { describe, expect, it, vi } from 'vitest';
import type { Board } from '../../../src/engine/board/board';
import { Session } from '../../../src/engine/board/session';
import { arrive, connect, settled, useFakeTime } from './settled';
import { BANNER, replScript, ScriptedTransport } from './scripted-transport';

useFakeTime();

async function idleBoard(): Promise<{
  board: Board;
  transport: ScriptedTransport;
  readonly shown: () => string;
}> {
  const transport = new ScriptedTransport(
    replScript(() => '\x04'),
    {},
    BANNER,
  );
  let text = '';
  const board = await connect(transport, (bytes) => void (text += Buffer.from(bytes).toString()));
  transport.sent = '';
  return { board, transport, shown: () => text };
}

/** What bytes need to arrive, and not a moment more. */
async function now<T>(promise: Promise<T>): Promise<T> {
  const pending = promise.catch((error: unknown) => error as T);
  await arrive();
  return pending;
}

describe('small operations one after the other', () => {
  it('stay in the raw REPL in between, and leave it a moment after the last', async () => {
    const { board, transport } = await idleBoard();
    for (let count = 0; count < 100; count++) await now(board.exec('x=1'));
    expect(transport.sent).toBe(`\x01${'x=1\x04'.repeat(100)}`);
    await vi.advanceTimersByTimeAsync(99);
    expect(transport.sent.endsWith('\x02')).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(transport.sent.endsWith('\x04\x02')).toBe(true);
  });

  it('are one spell of the mode engine, although the board is idle when asked', async () => {
    const { board } = await idleBoard();
    const modes: string[] = [];
    board.onMode((mode) => modes.push(mode));
    for (let count = 0; count < 3; count++) {
      await now(board.exec('x=1'));
      expect(board.mode).toBe('idle');
    }
    expect(modes).toEqual(['engine']);
    await vi.advanceTimersByTimeAsync(100);
    await arrive();
    expect(modes).toEqual(['engine', 'idle']);
  });

  it('closed behind them, the board is led out, and its banner is neither awaited nor shown', async () => {
    const script = replScript(() => '\x04');
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (!sent.includes('\x02')) script(sent, say);
        else for (const part of ['\r', '\n', 'MicroPython v1.2']) say(part);
      },
      {},
      BANNER,
    );
    let shown = '';
    const board = await connect(
      transport,
      (bytes) => void (shown += Buffer.from(bytes).toString()),
    );
    await now(board.exec('x=1'));
    const before = shown;
    let closed = false;
    void board.close().then(() => (closed = true));
    await arrive();
    expect(closed).toBe(true);
    expect(transport.sent.endsWith('\x04\x02')).toBe(true);
    expect(shown).toBe(before);
  });

  it('show nothing in the console', async () => {
    const { board, shown } = await idleBoard();
    const before = shown();
    for (let count = 0; count < 3; count++) await now(board.exec('x=1'));
    await vi.advanceTimersByTimeAsync(100);
    await arrive();
    expect(shown()).toBe(before);
  });
});

describe('a board that is kept in the raw REPL for a moment', () => {
  it('goes to its prompt before keys that are typed', async () => {
    const { board, transport } = await idleBoard();
    await now(board.exec('x=1'));
    await now(board.type(Buffer.from('key')));
    expect(transport.sent).toBe('\x01x=1\x04\x02key');
    await vi.advanceTimersByTimeAsync(1000);
    expect(transport.sent).toBe('\x01x=1\x04\x02key');
  });

  it('goes to its prompt for Stop, without Ctrl-C: nothing runs', async () => {
    const { board, transport } = await idleBoard();
    await now(board.exec('x=1'));
    await now(board.interrupt());
    expect(transport.sent).toBe('\x01x=1\x04\x02');
    expect(board.mode).toBe('idle');
  });

  it('goes to its prompt before the link is closed', async () => {
    const { board, transport } = await idleBoard();
    await now(board.exec('x=1'));
    await now(board.close());
    expect(transport.sent).toBe('\x01x=1\x04\x02');
    expect(await settled(board.exec('x=1'))).toEqual({ code: 'link-closed' });
  });

  it('is used by a program of a person, who gets the prompt at once behind it', async () => {
    const { board, transport, shown } = await idleBoard();
    await now(board.exec('x=1'));
    await now(board.run('y', { fresh: false }));
    expect(transport.sent).toBe('\x01x=1\x04y\x04\x02');
    expect(shown().endsWith('>>> ')).toBe(true);
  });

  it('shows what a callback on the board prints, and a prompt behind it', async () => {
    const { board, transport, shown } = await idleBoard();
    await now(board.exec('x=1'));
    transport.say('tick\r\n');
    await arrive();
    await vi.advanceTimersByTimeAsync(100);
    await arrive();
    expect(shown().endsWith('tick\r\n>>> ')).toBe(true);
  });

  it('may be unplugged', async () => {
    const { board, transport } = await idleBoard();
    await now(board.exec('x=1'));
    transport.unplug();
    await vi.advanceTimersByTimeAsync(1000);
    expect(board.mode).toBe('lost');
    expect(transport.sent).toBe('\x01x=1\x04');
  });
});

describe('the engine does not linger', () => {
  it('behind a program that was stopped', async () => {
    const script = replScript(() => '\x04');
    const transport = new ScriptedTransport(
      (sent, say) => {
        if (sent.startsWith('loop')) say('OK');
        else if (sent === '\x03') say('\x04KeyboardInterrupt\r\n\x04>');
        else script(sent, say);
      },
      {},
      BANNER,
    );
    const board = await connect(transport);
    const stop = new AbortController();
    const loop = settled(board.exec('loop', { signal: stop.signal }));
    await arrive();
    stop.abort();
    await arrive();
    expect(await loop).toEqual({ code: 'aborted' });
    expect(transport.sent).toBe('\x01loop\x04\x03\x02');
  });
});

describe('a program that goes to the board', () => {
  const long = 'x'.repeat(3000);

  it.each([
    ['a long one with a checksum of its own, on a link that holds the sender back', Infinity, true],
    ['a long one', Infinity, false],
    ['a long one with a checksum, on a UART', 256, true],
  ])('%s', async (_, inFlight, checked) => {
    const transport = new ScriptedTransport(
      replScript(() => '\x04'),
      { inFlight },
      BANNER,
    );
    const session = new Session(transport);
    await transport.open();
    await arrive();
    await now(session.enter());
    await now(session.raw.exec(long, { checked }));
    const plain = inFlight === Infinity && checked;
    expect(transport.sent.slice(1, 4)).toBe(plain ? 'xxx' : '\x05A\x01');
  });
});
