// Boards that are unplugged and come back, on real pseudo-terminals: no list of the system has them, so their path is watched.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { openWhenBack, rememberBoard, type KnownBoard } from '../../../src/engine/discovery';
import { watchPath } from '../../../src/engine/discovery/watch-path';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard } from '../../targets/targets';

function connect(address: string): Promise<Board> {
  const host = { dataDirectory: '/nonexistent', holder: 'a test' };
  return Board.connect(createTransport(address, host));
}

function known(address: string): KnownBoard {
  return rememberBoard(address, []) ?? expect.fail('it is not remembered');
}

describeWithTarget('a board that is unplugged', () => {
  it('is a new board as soon as it is plugged in again, with its files', async () => {
    const port = await startSerialBoard();
    onTestFinished(() => port.stop());
    let board = await connect(port.path);
    await board.files.write('/kept.txt', Buffer.from('kept'));
    const { signal } = new AbortController();
    for (let times = 0; times < 3; times++) {
      await port.unplug();
      expect((await board.closed).kind).toBe('lost');
      const back = openWhenBack(known(board.address), connect, { signal });
      await port.plugIn();
      board = await back;
      expect(Buffer.from(await board.files.read('/kept.txt')).toString()).toBe('kept');
    }
    await board.close();
  });

  it('is opened though it was back before anybody waited', async () => {
    const port = await startSerialBoard();
    onTestFinished(() => port.stop());
    const { signal } = new AbortController();
    const board = await openWhenBack(known(port.path), connect, { signal });
    expect(await board.eval('6*7')).toBe('42');
    await board.close();
  });

  it('is found behind a link in a folder that went with it, as /dev/serial/by-id does', async () => {
    const port = await startSerialBoard();
    const root = mkdtempSync(join(tmpdir(), 'adder-by-id-'));
    onTestFinished(async () => {
      await port.stop();
      rmSync(root, { recursive: true });
    });
    const path = join(root, 'serial/by-id/usb-board');
    const { signal } = new AbortController();
    const back = openWhenBack(known(path), connect, { signal });
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(port.path, path);
    await (await back).close();
    rmSync(join(root, 'serial'), { recursive: true });
    const again = openWhenBack(known(path), connect, { signal });
    mkdirSync(dirname(dirname(path)));
    await new Promise((resolve) => setImmediate(resolve));
    mkdirSync(dirname(path));
    await new Promise((resolve) => setImmediate(resolve));
    symlinkSync(port.path, path);
    await (await again).close();
  });
});

describe('watching a path', () => {
  it('tells when it comes and when it goes, and nothing once it is stopped', async () => {
    const root = mkdtempSync(join(tmpdir(), 'adder-watch-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const path = join(root, 'tty');
    const abort = new AbortController();
    let told = 0;
    let wake = (): void => undefined;
    watchPath(
      path,
      () => {
        told++;
        wake();
      },
      abort,
    );
    const change = (make: () => void): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve;
        make();
      });
    await change(() => mkdirSync(path));
    await change(() => rmSync(path, { recursive: true }));
    abort.abort();
    const before = told;
    mkdirSync(path);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toBe(before);
  });
});
