// The smallest window, and everything in it twice as large: nothing is out of reach.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import type { AdderApp } from './support/app';
import { get } from './support/bridge';
import { answerOpenDialogs } from './support/dialogs';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

async function shrink({ app }: AdderApp, { page }: AdderWindow, zoom: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, factor) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(900, 600);
    window?.webContents.setZoomFactor(factor);
  }, zoom);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(900 / zoom);
}

function isUncovered(part: Locator): Promise<boolean> {
  return part.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
}

async function expectBar(ui: AdderWindow): Promise<void> {
  for (const name of ['board-chip', 'run', 'stop', 'save', 'upload', 'help', 'toggle-workbench'])
    await expect(ui.part(name), name).toBeInViewport({ ratio: 1 });
}

test('the tab that is shown and all buttons of the bar stay in sight', async ({ adder, ui }) => {
  const { page } = ui;
  for (let count = 0; count < 5; count++) await page.keyboard.press('ControlOrMeta+N');
  await page.keyboard.insertText('wide = "with a mark for each place"\n');
  const tab = page.locator('[data-testid="tab"].active');
  await expect(tab).toHaveAttribute('data-unsaved', 'true');
  await expect(tab.locator('.close')).toBeInViewport({ ratio: 1 });
  for (const zoom of [1, 1.5, 2]) {
    await shrink(adder, ui, zoom);
    await expectBar(ui);
    await expect(tab.locator('.close')).toBeInViewport({ ratio: 1 });
  }
});

test('so do they, and the name of the board, when it is unplugged', async ({ adder, ui }) => {
  test.skip(whyMissing() !== '', whyMissing());
  const port = await startSerialBoard();
  try {
    const { name } = await get(adder, 'connectBoard', port.path);
    await adder.page.reload();
    await ui.ready();
    await ui.page.locator(`[data-address="serial:${port.path}"]`).getByRole('tab').click();
    await port.unplug();
    await expect(ui.part('connect-again')).toBeVisible();
    await shrink(adder, ui, 1);
    await expectBar(ui);
    await expect(ui.part('connect-again')).toBeInViewport({ ratio: 1 });
    const chip = ui.part('board-chip').getByText(name);
    await expect.poll(async () => (await chip.boundingBox())?.width).toBeGreaterThan(60);
    await adder.screenshot('small-window-lost');
  } finally {
    await port.stop();
  }
});

test('messages leave Run, Stop and the end of the console in sight; the newest is in sight, and all can be closed', async ({
  adder,
  ui,
}) => {
  await shrink(adder, ui, 1);
  for (const count of [1, 2, 3, 4]) {
    await ui.dropFromDesktop(ui.part('editor'), [join(adder.folder, `gone-${count}.py`)]);
    await expect(ui.problem).toHaveCount(count);
  }
  await expect(ui.problem.first()).toBeInViewport({ ratio: 1 });
  await expect(ui.problem.first()).toContainText('gone-4.py');
  await adder.screenshot('small-window-messages');
  for (const name of ['run', 'stop', 'help']) expect(await isUncovered(ui.part(name))).toBe(true);
  const line = await ui.consoleText.locator('> div').last().boundingBox();
  const cards = await ui.page.locator('[data-pane="messages"]').boundingBox();
  if (!line || !cards) throw new Error('there is no console, or no message');
  expect(cards.y + cards.height).toBeLessThan(line.y);

  // Escape closes the newest, from where one writes; in the console it is the board's.
  await ui.page.keyboard.press('Control+`');
  await expect(ui.part('console').locator('textarea')).toBeFocused();
  await ui.page.keyboard.press('Escape');
  await ui.editorText.focus();
  await ui.page.keyboard.press('Escape');
  await expect(ui.problem).toHaveCount(3);
  await expect(ui.problem.first()).toContainText('gone-3.py');
  for (const left of [2, 1, 0]) {
    await ui.problem.first().getByRole('button', { name: 'Close this message' }).click();
    await expect(ui.problem).toHaveCount(left);
  }
});

test('Escape closes a message from a list of files, too, once not more than one is selected', async ({
  adder,
  ui,
}) => {
  for (const name of ['a.py', 'b.py']) writeFileSync(join(adder.boardFolder(), name), '');
  await ui.part('board-refresh').click();
  await ui.dropFromDesktop(ui.part('editor'), [join(adder.folder, 'gone.py')]);
  await expect(ui.problem).toHaveCount(1);
  const selected = ui.part('board-tree').locator('[aria-selected="true"]');
  await ui.treeItem('/a.py').click();
  await ui.page.keyboard.press('Control+a');
  await expect(selected).toHaveCount(2);
  await ui.page.keyboard.press('Escape');
  await expect(selected).toHaveCount(1);
  await expect(ui.problem).toHaveCount(1);
  await ui.page.keyboard.press('Escape');
  await expect(ui.problem).toHaveCount(0);
});

test('where everything is twice as large names are in sight in both lists, above what is on its way', async ({
  adder,
  ui,
}) => {
  const folder = join(adder.folder, 'project');
  mkdirSync(folder);
  for (const name of ['a.py', 'b.py', 'c.py']) writeFileSync(join(folder, name), name);
  await answerOpenDialogs(adder, folder);
  await ui.part('open-folder').click();
  await ui.localItem('/a.py').click();
  await ui.page.keyboard.press('Control+a');
  await ui.page.keyboard.press('Control+Shift+ArrowUp');
  await expect(ui.transfer('/a.py')).toHaveAttribute('data-state', 'done');
  await adder.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1280, 800);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => ui.page.evaluate(() => innerWidth)).toBe(640);
  for (const item of [ui.treeItem('/a.py'), ui.localItem('/a.py')]) {
    await item.scrollIntoViewIfNeeded();
    await expect(item).toBeInViewport({ ratio: 1 });
    expect(await isUncovered(item)).toBe(true);
  }
  await expect(ui.part('status-mode')).toHaveText('idle');
  const mode = ui.part('status-mode');
  expect(await mode.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
});

test('where the window is tight the sides make room for the editor, and come back', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  const [files, bench] = [page.locator('#files'), page.locator('#bench')];
  await shrink(adder, ui, 1);
  for (const side of [files, bench]) await expect(side).toBeVisible();
  await shrink(adder, ui, 1.5);
  await expect(bench).toBeHidden();
  await expect(files).toBeVisible();
  await shrink(adder, ui, 2);
  await expect(files).toBeHidden();
  const text = page.locator('.cm-scroller');
  await expect.poll(async () => (await text.boundingBox())?.width).toBeGreaterThan(400);
  await expect(ui.part('hint')).toBeHidden();
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`small-window-twice-${colours}`);
  }

  // Whoever wants them all the same has them.
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('lists of files');
  await page.keyboard.press('Enter');
  await expect(files).toBeVisible();
  await ui.part('toggle-workbench').click();
  await expect(bench).toBeVisible();
  await ui.part('toggle-workbench').click();
  await expect(bench).toBeHidden();

  await shrink(adder, ui, 1);
  for (const side of [files, bench]) await expect(side).toBeVisible();
});
