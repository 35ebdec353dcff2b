// The engine on MicroPythons that are not ours: Debian's, behind a real pty through serialport, and as a process.

import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import {
  bareProcessCommand,
  processBoardCommand,
  startSerialBoard,
  type BoardOptions,
  type SerialBoard,
} from '../../targets/targets';
import { rejection, Shown, text } from './support';

async function connect(address: string): Promise<{ board: Board; shown: Shown }> {
  const shown = new Shown();
  const transport = createTransport(address, { dataDirectory: '/nonexistent', holder: 'a test' });
  const board = await Board.connect(transport, { onConsole: shown.sink });
  onTestFinished(() => board.close());
  return { board, shown };
}

async function serialBoard(options: BoardOptions = {}): Promise<SerialBoard> {
  const serial = await startSerialBoard(options);
  onTestFinished(() => serial.stop());
  return serial;
}

describeWithTarget('a MicroPython behind a serial port', () => {
  it('tells its facts and runs programs', async () => {
    const { path } = await serialBoard();
    const { board, shown } = await connect(path);
    expect(board.mode).toBe('idle');
    expect(board.facts).toMatchObject({
      implementation: 'MicroPython',
      version: expect.stringMatching(/^1\.25\.0/),
    });
    const { stdout } = await board.exec('print("ä", 1+1)');
    expect(text(stdout)).toMatch(/^ä 2\r?\n$/);
    const { stderr } = await board.run('print("hi")\n1/0');
    expect(stderr).toContain('ZeroDivisionError');
    expect(shown.text).toMatch(/hi\r?\n[^]*ZeroDivisionError: divide by zero\r?\n>>> $/);
  });

  it('is stopped in an endless loop and stays usable', async () => {
    const { path } = await serialBoard();
    const { board, shown } = await connect(path);
    for (const body of ['while True: pass', 'while True: print("x" * 60)']) {
      const run = board.run(`print("go ${body.length}")\n${body}`);
      await shown.until(`go ${body.length}`);
      await board.interrupt();
      expect((await run).stderr).toContain('KeyboardInterrupt');
    }
    expect(await board.eval('6*7')).toBe('42');
  });

  it('keeps running what runs while we connect', async () => {
    const { path } = await serialBoard();
    const first = await connect(path);
    const program =
      'import time\nn = 0\nwhile True:\n    n += 1\n    print("tick", n)\n    time.sleep_ms(20)\n';
    await first.board.files.write('/main.py', utf8(program));
    await first.board.softReset();
    await first.shown.until('tick 2');
    await first.board.close();

    const { board, shown } = await connect(path);
    await shown.until(/tick [1-9]\d/);
    expect(board.mode).toBe('running');
    expect(await rejection(board.files.list('/'))).toMatchObject({ code: 'board-busy' });
    await board.interrupt();
    expect(await board.eval('6*7')).toBe('42');
  });

  it('takes and gives files, and lists them', async () => {
    const { path } = await serialBoard();
    const { board } = await connect(path);
    const content = randomBytes(100_000);
    await board.files.makeFolder('/lib');
    await board.files.write("/lib/it's 😀.bin", content);
    expect(Buffer.compare(await board.files.read("/lib/it's 😀.bin"), content)).toBe(0);
    expect(await board.files.list('/lib')).toEqual([
      { name: "it's 😀.bin", kind: 'file', size: 100_000 },
    ]);
    await board.files.remove('/lib', { recursive: true });
    expect(await board.files.list('/')).toEqual([]);
  });

  it.each(['refused', 'unknown'] as const)('without raw paste (%s)', async (rawPaste) => {
    const { path } = await serialBoard({ rawPaste });
    const { board } = await connect(path);
    const content = randomBytes(3000);
    await board.files.write('/x.bin', content);
    expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
    expect((await board.exec(`x = ${'1 + '.repeat(500)}1\nprint(x)`)).stdout).toHaveLength(4);
  });

  it('over a UART of 115200 baud with a receive buffer of 256 bytes', async () => {
    const { path } = await serialBoard({ rate: 11520, latencyMs: 1, receiveBuffer: 256 });
    const { board } = await connect(path);
    const content = randomBytes(4000);
    await board.files.write('/x.bin', content);
    expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
  });

  it.each(['', 'baud=921600+'])(
    'with 20 KB of free memory takes and gives files: %s',
    async (speed) => {
      const { path } = await serialBoard({ heapKilobytes: 110, fixedHeap: true });
      const { board } = await connect(speed + path);
      await board.exec(
        'import gc\n_b = []\nfor n in (4000, 500):\n while gc.mem_free() > 20000 + n:\n  _b.append(bytearray(n))\n  gc.collect()\n',
      );
      // It is really all there is.
      const { stderr } = await board.exec('bytearray(20000)');
      expect(stderr).toContain('MemoryError');
      const content = randomBytes(30_000);
      const source = utf8('def f(x):\n    return x + 1\n'.repeat(1000));
      await board.files.write('/x.bin', content);
      await board.files.write('/x.py', source);
      expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
      expect(Buffer.compare(await board.files.read('/x.py'), source)).toBe(0);
      const listed = await board.files.list('/', { full: true });
      expect(listed.map(({ size }) => size).sort()).toEqual([content.length, source.length].sort());
      expect((await board.exec('print("_adder" in globals())')).stdout.toString()).toContain(
        'False',
      );
    },
  );

  it('that is full says so and keeps the old file', async () => {
    const { path } = await serialBoard({ flashBlocks: 16 });
    const { board } = await connect(path);
    await board.files.write('/keep.py', utf8('old'));
    expect(await rejection(board.files.write('/keep.py', randomBytes(100_000)))).toMatchObject({
      code: 'board-full',
    });
    expect(Buffer.from(await board.files.read('/keep.py')).toString()).toBe('old');
  });

  it('unplugged in the middle of an upload ends it at once and keeps the old file', async () => {
    const serial = await serialBoard();
    const first = await connect(serial.path);
    await first.board.files.write('/keep.py', utf8('old'));
    const upload = first.board.files.write('/keep.py', randomBytes(200_000), {
      onProgress: ({ done }) => {
        if (done > 20_000) void serial.unplug();
      },
    });
    expect(await rejection(upload)).toMatchObject({ code: 'link-lost' });
    expect(first.board.mode).toBe('lost');
    await serial.plugIn();
    const again = await connect(serial.path);
    expect(Buffer.from(await again.board.files.read('/keep.py')).toString()).toBe('old');
  });

  it('that somebody else has open is busy, and one that is not there is not found', async () => {
    const { path } = await serialBoard();
    await connect(path);
    expect(await rejection(connect(path))).toMatchObject({ code: 'port-busy' });
    expect(await rejection(connect(`${path}-nowhere`))).toMatchObject({ code: 'port-not-found' });
  });
});

describeWithTarget('a MicroPython as a process', () => {
  it('runs programs, stops them, and keeps files', async () => {
    const { board, shown } = await connect(`process:${processBoardCommand()}`);
    expect(await board.eval('2**10', { interrupt: true })).toBe('1024');
    const run = board.run('print("go")\nwhile True: pass', { interrupt: true });
    await shown.until('go');
    await board.interrupt();
    expect((await run).stderr).toContain('KeyboardInterrupt');
    const content = randomBytes(20_000);
    await board.files.write('/x.bin', content);
    expect(Buffer.compare(await board.files.read('/x.bin'), content)).toBe(0);
  });

  it('without a raw REPL is a coded error', async () => {
    const { board } = await connect(`process:${bareProcessCommand()}`);
    expect(await rejection(board.eval('1', { interrupt: true }))).toMatchObject({
      code: 'no-raw-repl',
    });
  });
});

it('a program that says nothing is silent, and named so when it may be interrupted', async () => {
  const { board } = await connect('process:sleep 1000');
  expect(board.mode).toBe('silent');
  expect(await rejection(board.eval('1'))).toMatchObject({ code: 'board-silent' });
  const failed = await rejection(board.eval('1', { interrupt: true }));
  expect(failed).toMatchObject({ code: expect.stringMatching(/board-silent|link-lost/) });
});
