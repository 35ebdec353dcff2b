// Starting, closing, crashing: the window's life below its page.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdderApp } from './support/app';
import { ask, get, type WindowWithBridge } from './support/bridge';
import { answerQuestions, questions } from './support/dialogs';
import { expect, test } from './support/test';

async function closeWindow(adder: AdderApp): Promise<void> {
  await adder.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
}

const markUnsaved = ({ page }: AdderApp, ...names: string[]): Promise<void> =>
  page.evaluate((list) => {
    (window as unknown as WindowWithBridge).adder.unsavedChanged(list);
  }, names);

test('the window opens with its title and size, and not smaller', async ({ adder }) => {
  // The bar of menus comes with the page; it is not part of the content that must have room.
  const look = () =>
    adder.app.evaluate(({ BrowserWindow }) => {
      const [first] = BrowserWindow.getAllWindows();
      const [width = 0, height = 0] = first?.getMinimumSize() ?? [];
      const bar = (first?.getSize()[1] ?? 0) - (first?.getContentSize()[1] ?? 0);
      return { title: first?.getTitle(), smallest: [width, height - bar] };
    });
  await expect.poll(look).toEqual({ title: 'Adder', smallest: [900, 600] });
});

test('closing over unsaved work asks once, and keeps the window', async ({ adder }) => {
  await answerQuestions(adder, 0);
  await markUnsaved(adder, 'main.py', 'boot.py');
  // In the page's own order: the events above have arrived when this call is answered.
  await get(adder, 'getAppInfo');
  await closeWindow(adder);
  expect(await questions(adder)).toEqual([expect.stringContaining('main.py\nboot.py')]);
  expect(await ask(adder, 'getAppInfo')).toMatchObject({ ok: true });
  await markUnsaved(adder);
  await get(adder, 'getAppInfo');
});

test('close anyway closes, and the app ends', async ({ adder }) => {
  await answerQuestions(adder, 1);
  await markUnsaved(adder, 'main.py');
  await get(adder, 'getAppInfo');
  const ended = adder.app.waitForEvent('close');
  await closeWindow(adder);
  await ended;
});

test('a second start shows the first window and ends', async ({ adder }) => {
  const { program, args, env } = adder.launch;
  const child = spawn(program, args, { stdio: 'ignore', env });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  expect(adder.app.windows()).toHaveLength(1);
});

test('a broken settings file is kept aside and does not keep Adder from starting', async ({
  adder,
}) => {
  adder.expectComplaint(/settings made no sense/);
  await adder.quit();
  const settings = join(adder.data, 'settings.json');
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toHaveProperty('window.width');
  writeFileSync(settings, '{"window": ');
  await adder.relaunch();
  expect(await get(adder, 'restoreFolder')).toBeNull();
  expect(readFileSync(`${settings}.broken`, 'utf8')).toBe('{"window": ');
});

test('a window that crashed is opened again, with its boards', async ({ adder }) => {
  adder.expectComplaint(/page crashed|process is gone/);
  await answerQuestions(adder, 0);
  const { board } = await get(adder, 'connectBoard', 'virtual:');
  // The page object does not outlive its process: ask through main.
  const again = await adder.app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!page) return undefined;
    const loaded = new Promise<void>((resolve) => {
      page.once('did-finish-load', () => {
        resolve();
      });
    });
    page.forcefullyCrashRenderer();
    await loaded;
    const state: unknown = await page.executeJavaScript(
      'window.adder.connectBoard("virtual:").then((answer) => answer.value?.board)',
    );
    return state;
  });
  expect(again).toBe(board);
  expect(await questions(adder)).toEqual([expect.stringContaining('stopped working')]);
});
