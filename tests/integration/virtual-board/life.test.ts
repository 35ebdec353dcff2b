import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAdderError } from '../../../src/shared/errors';
import { VirtualBoard } from '../../../src/virtual-board';
import { BANNER, Wire, startAtPrompt, startBoard, temporaryDirectory } from './wire';

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('start and close', () => {
  test('bytes that come before the first listener are kept', async () => {
    const directory = join(await temporaryDirectory(), 'board');
    const board = await VirtualBoard.start({ directory });
    const wire = new Wire(board, directory);
    expect(await wire.until('>>> ')).toBe(BANNER);
    await board.close();
  });

  test.each(['while True: pass', 'print(3 ** 10000000)', 'import time; time.sleep(1000)'])(
    'close ends a board that does: %s',
    async (source) => {
      const wire = await startAtPrompt();
      await wire.send(`${source}\r\r`);
      await wire.until('\r\n');
      await wire.board.close();
      expect(await wire.board.exited).toEqual({ kind: 'closed' });
      await wire.board.close();
    },
  );

  test('a closed board rejects writes, also those that wait', async () => {
    const wire = await startAtPrompt();
    await wire.send('import time; time.sleep(1000)\r');
    await wire.until('\r\n');
    const waiting = failure(wire.send(Buffer.alloc(1_000_000)));
    await wire.board.close();
    expect(isAdderError(await waiting, 'link-closed')).toBe(true);
    expect(isAdderError(await failure(wire.send('x')), 'link-closed')).toBe(true);
  });

  test('20 boards one after the other leave nothing behind', async () => {
    const directory = await temporaryDirectory();
    const handles = (): number =>
      process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length;
    const before = handles();
    for (let i = 0; i < 20; i++) {
      const board = await VirtualBoard.start({ directory: join(directory, 'board') });
      await board.close();
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(handles()).toBeLessThanOrEqual(before);
    expect(await readdir(directory)).toEqual(['board']);
  });

  test('files survive, memory does not', async () => {
    const first = await startAtPrompt();
    await first.line('x = 1; open("f", "w").write("kept")');
    await first.board.close();
    const second = await startAtPrompt({ directory: first.directory });
    expect(await second.line('open("f").read()')).toBe("'kept'\r\n");
    expect(await second.line('x')).toContain('NameError');
  });

  test('several boards run side by side', async () => {
    const wires = await Promise.all(Array.from({ length: 6 }, () => startAtPrompt()));
    await Promise.all(wires.map((wire, i) => wire.line(`n = ${i}`)));
    const answers = await Promise.all(wires.map((wire) => wire.line('n * 2')));
    expect(answers).toEqual(wires.map((_, i) => `${i * 2}\r\n`));
  });

  test('an abort before or during the start leaves nothing', async () => {
    const directory = join(await temporaryDirectory(), 'board');
    const early = VirtualBoard.start({ directory }, { signal: AbortSignal.abort() });
    expect(isAdderError(await failure(early), 'aborted')).toBe(true);
    const controller = new AbortController();
    const late = failure(VirtualBoard.start({ directory }, { signal: controller.signal }));
    controller.abort();
    expect(isAdderError(await late, 'aborted')).toBe(true);
    const wire = await startAtPrompt({ directory });
    expect(await wire.line('1')).toBe('1\r\n');
  });

  test('a folder that cannot be made is an error', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'file'), '');
    const error = await failure(
      VirtualBoard.start({ directory: join(directory, 'file', 'board') }),
    );
    expect(isAdderError(error, 'virtual-board-failed')).toBe(true);
  });
});

describe('the lock', () => {
  test('whoever comes second hears who holds the board', async () => {
    const wire = await startBoard({ holder: 'the first test' });
    const error = await failure(VirtualBoard.start({ directory: wire.directory }));
    expect(isAdderError(error, 'board-in-use') && error.detail).toContain('the first test');
    expect(JSON.parse(await readFile(`${wire.directory}.lock`, 'utf8'))).toMatchObject({
      pid: process.pid,
      holder: 'the first test',
    });
  });

  test('another process holds it as well, until it dies', async () => {
    const directory = join(await temporaryDirectory(), 'board');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const holder = { pid: other.pid, holder: 'another process', token: 'x' };
    await writeFile(`${directory}.lock`, JSON.stringify(holder));
    const error = await failure(VirtualBoard.start({ directory }));
    expect(isAdderError(error, 'board-in-use') && error.detail).toContain('another process');
    other.kill('SIGKILL');
    await once(other, 'exit');
    await startAtPrompt({ directory });
  });

  test('of many who break a stale lock one gets the board', async () => {
    const directory = join(await temporaryDirectory(), 'board');
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    await writeFile(
      `${directory}.lock`,
      JSON.stringify({ pid: dead.pid, holder: 'a dead one', token: 'x' }),
    );
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => VirtualBoard.start({ directory })),
    );
    const boards = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    expect(boards).toHaveLength(1);
    await boards[0]?.close();
    expect(await readdir(dirname(directory))).toEqual(['board']);
  });
});
