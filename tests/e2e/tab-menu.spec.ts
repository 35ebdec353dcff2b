// The menu of a tab: each of its entries, by the mouse and by the keyboard alone.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdderApp } from './support/app';
import { answerOpenDialogs, answerSaveDialogs } from './support/dialogs';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

/** A file of the computer in a tab, in front of the example. */
async function openLamp(adder: AdderApp, ui: AdderWindow): Promise<string> {
  const file = join(adder.folder, 'home', 'lamp.py');
  writeFileSync(file, 'on = 1\n');
  await answerOpenDialogs(adder, file);
  await ui.page.keyboard.press('ControlOrMeta+O');
  await expect(ui.editorText).toContainText('on = 1');
  return file;
}

test('by the mouse: saved, compared and closed, also where another tab is in front', async ({
  adder,
  ui,
}) => {
  const lamp = ui.tab('lamp.py');
  const differences = ui.part('compare-count');
  const entries = ui.part('tab-menu').locator('[data-action]');
  const file = await openLamp(adder, ui);
  await ui.write('on = 2\n');

  await ui.menu(lamp, 'compare-saved');
  await expect(differences).toHaveText('1 difference left');
  await ui.part('compare-close').click();
  await ui.tab('blink.py').click();
  await ui.menu(lamp, 'save');
  await expect(lamp).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(file, 'utf8')).toBe('on = 2\n');
  await expect(ui.tab('blink.py')).toHaveClass(/active/);

  await lamp.click({ button: 'right' });
  await expect(entries).toHaveText([
    'Save',
    'Save as…',
    'Compare with what is saved',
    'Compare with the board',
    'Close tab',
  ]);
  await adder.screenshot('tab-menu-light');
  await ui.page.keyboard.press('Escape');
  await ui.menu(lamp, 'compare-board');
  await expect(ui.part('notice')).toContainText('lamp.py');
  await lamp.click();
  await ui.part('upload').click();
  await expect(ui.treeItem('/lamp.py')).toBeVisible();
  await ui.write('on = 3\n');
  await ui.menu(lamp, 'compare-board');
  await expect(differences).toHaveText('1 difference left');
  await ui.part('compare-close').click();

  // Its work is not saved: it asks, in front.
  await ui.tab('blink.py').click();
  await ui.menu(lamp, 'close');
  await expect(ui.part('dialog')).toContainText('lamp.py');
  await expect(lamp).toHaveClass(/active/);
  await ui.page.keyboard.press('Escape');
  await expect(lamp).toHaveCount(1);
  await ui.menu(lamp, 'save');
  await expect(lamp).toHaveAttribute('data-unsaved', 'false');
  await ui.menu(lamp, 'close');
  await expect(lamp).toHaveCount(0);
});

test('by the keyboard: its key on the tab, and the tab has the keys again', async ({
  adder,
  ui,
}) => {
  const { keyboard } = ui.page;
  const lamp = ui.tab('lamp.py');
  const menu = ui.part('tab-menu');
  await openLamp(adder, ui);
  await ui.write('on = 2\n');
  await lamp.getByRole('tab').focus();

  await keyboard.press('Shift+F10');
  await expect(menu).toBeVisible();
  await keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(lamp.getByRole('tab')).toBeFocused();

  const saved = join(adder.folder, 'elsewhere.py');
  await answerSaveDialogs(adder, saved);
  await keyboard.press('Shift+F10');
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await expect(menu.locator('[data-action="save-as"]')).toBeFocused();
  await keyboard.press('Enter');
  await ui.part('dialog').getByRole('button', { name: 'On the computer' }).press('Enter');
  const elsewhere = ui.tab('elsewhere.py');
  await expect(elsewhere).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(saved, 'utf8')).toBe('on = 2\n');

  await elsewhere.getByRole('tab').focus();
  await keyboard.press('Shift+F10');
  await keyboard.press('End');
  await expect(menu.locator('[data-action="close"]')).toBeFocused();
  await keyboard.press('Enter');
  await expect(elsewhere).toHaveCount(0);
});

test('a file of the board: compared with the one on the computer, and not saved when the board is back', async ({
  adder,
  ui,
}) => {
  const onBoard = ui.page.locator('[data-testid="tab"][data-origin="board"]');
  const folder = join(adder.folder, 'home', 'project');
  mkdirSync(folder);
  writeFileSync(join(folder, 'lamp.py'), 'on = 1\n');
  await answerOpenDialogs(adder, folder);
  await ui.page.keyboard.press('ControlOrMeta+Shift+O');
  await ui.localItem('/lamp.py').click();
  await ui.page.keyboard.press('Control+Shift+ArrowUp');
  await ui.treeItem('/lamp.py').dblclick();
  await expect(onBoard).toHaveClass(/active/);
  await ui.write('on = 2\n');
  await ui.menu(onBoard, 'compare-computer');
  await expect(ui.part('compare-count')).toHaveText('1 difference left');
  await ui.part('compare-close').click();

  await ui.part('board-chip').click();
  await ui.part('disconnect').click();
  await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'none');
  await ui.menu(onBoard, 'save');
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'waiting');
  await ui.menu(onBoard, 'cancel-waiting');
  await expect(ui.part('tab-notice')).toHaveCount(0);
  await ui.page.getByRole('button', { name: 'Use the virtual board' }).first().click();
  await expect(ui.treeItem('/lamp.py')).toBeVisible();
  await expect(ui.part('save-state')).toContainText('Different on the board');
  await expect(onBoard).toHaveAttribute('data-unsaved', 'true');
  expect(readFileSync(join(adder.boardFolder(), 'lamp.py'), 'utf8')).toBe('on = 1\n');
});
