// The stream of a board between console and engine: every byte is the console's, an operation's, or the REPL's own; and Stop does
// not wait behind a flood.

import { describe, expect, it, onTestFinished } from 'vitest';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';
import { Board } from '../../../src/engine/board/board';
import { createTransport } from '../../../src/engine/transport/resolve';
import { connectVirtual, freshHome, text } from './support';

/** The lines that a timer of the board's prints, numbered, in whatever of these texts they stand. */
function ticks(...texts: string[]): number[] {
  const all = texts.flatMap((part) => [...part.matchAll(/<(\d+)>\r\n/g)].map(([, n]) => Number(n)));
  return all.sort((a, b) => a - b);
}

describe('what a callback on the board prints while the engine comes and goes', () => {
  it('is all there, once', async () => {
    const { board, shown } = await connectVirtual();
    await board.exec(
      'n = 0\ndef tick(t):\n  global n\n  n += 1\n  print("<%d>" % n)\nimport machine\nt = machine.Timer(-1)\nt.init(period=3, callback=tick)',
    );
    let outputs = '';
    for (let round = 0; round < 60; round++) {
      const lines = round % 2 === 0 ? 1 : 40;
      const source = `${'x = 1\n'.repeat(lines)}print("sum", 6*7)`;
      const { stdout } = await board.exec(source).catch((error: unknown) => {
        // A callback's print may fall into the middle of the protocol's own words; then that is told.
        if ((error as { code?: string }).code !== 'protocol-damaged') throw error;
        return { stdout: utf8('sum 42\r\n') };
      });
      outputs += text(stdout);
      expect(text(stdout).replace(/<\d+>\r\n/g, '')).toBe('sum 42\r\n');
      if (round % 3 === 0)
        await new Promise((resolve) => setTimeout(resolve, round % 7 === 0 ? 120 : 5));
    }
    outputs += text((await board.exec('t.deinit()\nprint("last", n)')).stdout);
    const last = Number(/last (\d+)/.exec(outputs)?.[1]);
    await shown.until(/>>> $/);
    expect(last).toBeGreaterThan(20);
    const seen = ticks(outputs, shown.text);
    expect(seen.length).toBeGreaterThanOrEqual(last); // one more may have been due
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, at) => at + 1));
  });
});

describe('what boot.py prints', () => {
  it('is shown as it comes, and not at the end of a soft reset', async () => {
    const { board, shown } = await connectVirtual();
    await board.files.write('/boot.py', utf8('print("begun")\nwhile True: pass\n'));
    const stop = new AbortController();
    const reset = board.softReset({ runMain: false, signal: stop.signal });
    reset.catch(() => undefined);
    await shown.until('begun\r\n');
    stop.abort();
    await reset.catch(() => undefined);
    expect(await board.eval('6*7')).toBe('42');
  });
});

describe('Stop in a flood', () => {
  it('does not wait for a console that takes nothing, nor loses what was on its way', async () => {
    let stuck = false;
    const { board, shown } = await connectVirtual({
      onConsole: () => (stuck ? new Promise<void>(() => undefined) : undefined),
    });
    board.onConsole(shown.sink);
    const run = board.run('n = 0\nwhile True:\n  n += 1\n  print("<%d>" % n)');
    await shown.until('<100>');
    stuck = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = performance.now();
    await board.interrupt();
    console.log(`Stop with a stuck console: ${(performance.now() - asked).toFixed(0)} ms`);
    expect((await run).stderr).toContain('KeyboardInterrupt');
    expect(board.mode).toBe('idle');
    const seen = ticks(shown.text);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, at) => at + 1));
  });
});

describeWithTarget('Stop in a flood over a UART of 115200 baud', () => {
  it('is quick, as the line itself', async () => {
    const serial = await startSerialBoard({ rate: 11520, latencyMs: 1, receiveBuffer: 256 });
    onTestFinished(() => serial.stop());
    const host = { dataDirectory: '/nonexistent', holder: 'a test' };
    let shown = '';
    let wait = (): void => undefined;
    const board = await Board.connect(createTransport(serial.path, host), {
      onConsole: (bytes) => {
        shown += text(bytes);
        wait();
      },
    });
    onTestFinished(() => board.close());
    const run = board.run('while True: print("x" * 60)');
    await new Promise<void>((resolve) => {
      wait = () => {
        if (shown.length > 3000) resolve();
      };
    });
    const asked = performance.now();
    await board.interrupt();
    console.log(`Stop in a flood at 115200 baud: ${(performance.now() - asked).toFixed(0)} ms`);
    expect((await run).stderr).toContain('KeyboardInterrupt');
  });
});

describe('many at once', () => {
  it('three programs asked for together come back each with its own output, in order', async () => {
    const { board } = await connectVirtual();
    const order: string[] = [];
    const results = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const { stdout } = await board.exec(`print('${name}' * 3)\n${'#\n'.repeat(200)}`);
        order.push(name);
        return text(stdout);
      }),
    );
    expect(results).toEqual(['aaa\r\n', 'bbb\r\n', 'ccc\r\n']);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('64 virtual boards are opened, used, stopped and closed in one process', async () => {
    const home = await freshHome();
    const boards = await Promise.all(
      Array.from({ length: 64 }, (_, at) =>
        Board.connect(createTransport(`virtual:b${at}`, { dataDirectory: home, holder: 'a test' })),
      ),
    );
    const runs = boards.map((board) => board.run('while True: pass'));
    await Promise.all(boards.map((board) => board.interrupt()));
    await Promise.all(runs);
    const answers = await Promise.all(boards.map((board, at) => board.eval(`${at} * 2`)));
    expect(answers).toEqual(boards.map((_, at) => String(at * 2)));
    await Promise.all(boards.map((board) => board.close()));
    expect(boards.map(({ mode }) => mode)).toEqual(boards.map(() => 'lost'));
  }, 60_000);
});
