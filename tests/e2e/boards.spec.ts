// What main promises about boards, below the window: ask it what the window asks, on the virtual board.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE_WINDOW_BYTES } from '../../src/ipc/contract';
import type { AdderApp } from './support/app';
import { ask, get, type WindowWithBridge } from './support/bridge';
import { expect, test } from './support/test';

const connect = (adder: AdderApp): Promise<string> =>
  get(adder, 'connectBoard', 'virtual:').then(({ board }) => board);

/** Counts what the window gets and what it has answered, beside the window's own listener. */
async function countConsole({ page }: AdderApp): Promise<void> {
  await page.evaluate(() => {
    const counted = { bytes: 0, last: '' };
    Object.assign(window, { counted });
    const decoder = new TextDecoder();
    (window as unknown as WindowWithBridge).adder.on('consoleOutput', (_board, bytes) => {
      counted.bytes += bytes.length;
      counted.last = (counted.last + decoder.decode(bytes, { stream: true })).slice(-4000);
    });
  });
}

interface Counted {
  readonly counted: { readonly bytes: number; readonly last: string };
}

const counted = ({ page }: AdderApp): Promise<Counted['counted']> =>
  page.evaluate(() => (window as unknown as Counted).counted);

test('one address is one board, also for a window that was reloaded', async ({ adder }) => {
  const board = await connect(adder);
  await adder.page.reload();
  expect(await connect(adder)).toBe(board);
});

test('the traceback names the file, and is in the console before the answer', async ({ adder }) => {
  const board = await connect(adder);
  await countConsole(adder);
  const result = await get(adder, 'runProgram', board, 'blink.py', 'x = 1\n1/0\n', false, null);
  expect(result).toMatchObject({ stopped: false });
  expect(result.traceback).toContain('File "blink.py", line 2');
  expect((await counted(adder)).last).toContain('ZeroDivisionError');
});

test('a window that draws nothing holds the board back; once it draws again, Stop works', async ({
  adder,
}) => {
  const board = await connect(adder);
  await countConsole(adder);
  await adder.app.evaluate(({ ipcMain }) => {
    const channel = 'adder:to-main';
    const [listener] = ipcMain.listeners(channel);
    ipcMain.removeAllListeners(channel);
    Object.assign(globalThis, { hearAgain: () => ipcMain.on(channel, listener as never) });
  });
  const before = (await counted(adder)).bytes;
  await adder.page.evaluate((id) => {
    const { adder: bridge } = window as unknown as WindowWithBridge;
    void bridge.runProgram(id, 'flood.py', 'while True: print("x" * 100)\n', true, null);
  }, board);
  await expect
    .poll(async () => (await counted(adder)).bytes - before)
    .toBeGreaterThan(CONSOLE_WINDOW_BYTES - 64 * 1024);
  // Main still answers, and no more comes.
  await get(adder, 'getAppInfo');
  expect((await counted(adder)).bytes - before).toBeLessThanOrEqual(CONSOLE_WINDOW_BYTES);

  await adder.app.evaluate(() => {
    (globalThis as unknown as { hearAgain: () => void }).hearAgain();
  });
  await adder.page.reload();
  await get(adder, 'stopProgram', await connect(adder));
  // The window then lists the board's files, so that the mode may be `engine` for a moment.
  await expect
    .poll(() => get(adder, 'connectBoard', 'virtual:'))
    .toMatchObject({ board, mode: 'idle' });
});

test('a cancelled upload leaves the old file and nothing else', async ({ adder }) => {
  const board = await connect(adder);
  const old = new TextEncoder().encode('old\n');
  await get(adder, 'writeBoardFile', board, '/data.bin', old, false);
  const end = await adder.page.evaluate(async (id) => {
    const { adder: bridge } = window as unknown as WindowWithBridge;
    // What deflates to nothing would be there at once.
    const bytes = new Uint8Array(1_500_000);
    for (let at = 0; at < bytes.length; at += 60_000)
      crypto.getRandomValues(bytes.subarray(at, at + 60_000));
    const ended = new Promise<string>((resolve) => {
      bridge.on('transfersChanged', ([transfer]) => {
        if (!transfer) return;
        if (transfer.state === 'asking') {
          void bridge.answerTransfer(transfer.id, { kind: 'replace', paths: ['data.bin'] });
          void bridge.cancelTransfer(transfer.id);
        }
        if (['done', 'failed', 'cancelled'].includes(transfer.state)) resolve(transfer.state);
      });
    });
    await bridge.uploadEntries(id, '/', [{ kind: 'bytes', steps: ['data.bin'], bytes }], false);
    return ended;
  }, board);
  expect(end).toBe('cancelled');
  expect(readdirSync(adder.boardFolder())).toEqual(['data.bin']);
  expect(readFileSync(join(adder.boardFolder(), 'data.bin'), 'utf8')).toBe('old\n');
});

test('a busy board keeps its program until the user agrees', async ({ adder }) => {
  const board = await connect(adder);
  const running = ask(adder, 'runProgram', board, 'loop.py', 'while True: pass\n', false, null);
  await expect
    .poll(() => ask(adder, 'listBoardFiles', board, '/'))
    .toMatchObject({ ok: false, error: { code: 'board-busy' } });
  const bytes = new TextEncoder().encode('x = 1\n');
  expect(await ask(adder, 'writeBoardFile', board, '/a.py', bytes, false)).toMatchObject({
    ok: false,
    error: { code: 'board-busy' },
  });
  await get(adder, 'writeBoardFile', board, '/a.py', bytes, true);
  expect(await running).toMatchObject({ ok: true });
  expect(readFileSync(join(adder.boardFolder(), 'a.py'), 'utf8')).toBe('x = 1\n');
});

test('folders go with all that is in them, and come back from the bin', async ({ adder }) => {
  const board = await connect(adder);
  const bytes = new Uint8Array([0, 1, 255]);
  await get(adder, 'makeBoardFolder', board, '/lib');
  await get(adder, 'writeBoardFile', board, '/lib/it\'s "quoted" é.bin', bytes, false);
  expect(await get(adder, 'listBoardFiles', board, '/lib')).toEqual([
    { name: 'it\'s "quoted" é.bin', kind: 'file', size: 3 },
  ]);
  await get(adder, 'deleteBoardEntries', board, ['/lib']);
  await expect.poll(() => get(adder, 'listBoardFiles', board, '/')).toEqual([]);
  await expect.poll(() => get(adder, 'listBin')).toHaveLength(1);
  const [binned] = await get(adder, 'listBin');
  await get(adder, 'restoreFromBin', binned?.id ?? '');
  await expect.poll(() => get(adder, 'listBin')).toEqual([]);
  expect(await get(adder, 'readBoardFile', board, '/lib/it\'s "quoted" é.bin')).toEqual(bytes);
});

test('the app ends while a program floods the console, and lets the board go', async ({
  adder,
}) => {
  const board = await connect(adder);
  await countConsole(adder);
  // Without an answer: the app ends in the middle of it.
  await adder.page.evaluate((id) => {
    const { adder: bridge } = window as unknown as WindowWithBridge;
    void bridge.runProgram(id, 'flood.py', 'while True: print("x" * 100)\n', true, null);
  }, board);
  await expect.poll(async () => (await counted(adder)).bytes).toBeGreaterThan(50_000);
  await adder.quit();
  expect(existsSync(`${adder.boardFolder()}.lock`)).toBe(false);
});
