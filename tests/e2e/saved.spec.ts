// What a tab says of where its text is saved, and that nothing is lost when another program, or a board that is gone, comes in between.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdderApp } from './support/app';
import { answerOpenDialogs, answerSaveDialogs } from './support/dialogs';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

const THEIRS = 'one = 10\ntwo = 2\nthree = 3\nfour = 4\nfive = 50\n';
const MINE = 'one = 1\ntwo = 2\nthree = 3\nfour = 4\nfive = 5\n';

async function openLocal(adder: AdderApp, ui: AdderWindow, name: string): Promise<string> {
  const file = join(adder.folder, 'home', name);
  writeFileSync(file, MINE);
  await answerOpenDialogs(adder, file);
  await ui.page.keyboard.press('ControlOrMeta+O');
  await expect(ui.editorText).toContainText('five = 5');
  return file;
}

test('the marks tell the truth, and differences are settled with the keyboard', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  const state = ui.part('save-state');
  const file = await openLocal(adder, ui, 'it\u2019s "é" \u202e.py');
  await expect(state).toHaveText('Saved on the computer · Not on the board');
  await page.keyboard.press('ControlOrMeta+Shift+U');
  await expect(state).toHaveText('Saved on the computer · Same on the board');
  await expect(ui.page.locator('[data-mark="board-same"]')).toBeVisible();

  // Another program changes a file without changes here: the tab follows, and undo brings the old text back.
  writeFileSync(file, THEIRS);
  await expect(ui.editorText).toContainText('five = 50');
  await expect(state).toHaveText('Saved on the computer · Different on the board');

  // With changes here it asks, and both stay as they are.
  await ui.write('zero = 0\n' + MINE);
  await expect(state).toContainText('Edited, not saved');
  writeFileSync(file, THEIRS + 'six = 6\n');
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'changed');
  await page.keyboard.press('ControlOrMeta+S');
  await expect(ui.part('dialog')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(ui.part('compare-count')).toHaveText('2 differences left');
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`differences-${colours}`);
  }
  await page.keyboard.press('Alt+ArrowRight');
  await expect(ui.part('compare-count')).toHaveText('1 difference left');
  await page.keyboard.press('F7');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(ui.part('compare-count')).toHaveText('All differences are settled.');
  await page.keyboard.press('ControlOrMeta+S');
  await expect(state).toHaveText('Saved on the computer · Different on the board');
  expect(readFileSync(file, 'utf8')).toBe(MINE.replace('one = 1', 'one = 10'));
  await page.keyboard.press('Escape');
  await expect(ui.part('editor')).toBeVisible();

  // Removed, with its folder: the text stays, and there is a way out.
  const home = join(adder.folder, 'home');
  renameSync(home, `${home}-gone`);
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'removed');
  await page.keyboard.press('ControlOrMeta+S');
  await expect(ui.problem).toContainText('The folder that this file is to be saved in is gone.');
  await expect(ui.part('problem-code')).toHaveText('local-folder-gone');
  await expect(ui.part('problem-retry')).toHaveText('Save somewhere else…');
  await adder.screenshot('folder-gone');
  const saved = join(adder.folder, 'elsewhere.py');
  await answerSaveDialogs(adder, saved);
  await page.getByTestId('problem-retry').first().click();
  await ui.part('dialog').getByRole('button', { name: 'On the computer' }).click();
  await expect(ui.tab('elsewhere.py')).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(saved, 'utf8')).toContain('two = 2');
  renameSync(`${home}-gone`, home);
});

test('a save for a board that is gone waits for it, over kill -9 too', async ({ adder, ui }) => {
  await ui.write('kept = 1\n');
  await ui.part('upload').click();
  await expect(ui.treeItem('/blink.py')).toBeVisible();
  await ui.treeItem('/blink.py').dblclick();
  // The page is another one after the crash.
  const tab = () => ui.page.locator('[data-testid="tab"][data-origin="board"]');
  await expect(tab()).toHaveAttribute('data-unsaved', 'false');
  await ui.write('kept = 2\n');

  await ui.part('board-chip').click();
  await ui.part('disconnect').click();
  await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'none');
  await ui.page.keyboard.press('ControlOrMeta+S');
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'waiting');
  await expect(ui.part('save-state')).toContainText('Will be saved when the board is back');
  await expect(tab()).toHaveAttribute('data-unsaved', 'true');
  await ui.colours('dark');
  await adder.screenshot('waiting-for-the-board-dark');
  const journal = join(adder.data, 'journal');
  await expect(() => {
    const order = JSON.parse(readFileSync(join(journal, 'order.json'), 'utf8')) as {
      keys: string[];
    };
    const texts = order.keys.map((key) => readFileSync(join(journal, `${key}.json`), 'utf8'));
    expect(texts.join('\n')).toContain('"waiting":"kept = 2\\n"');
  }).toPass();

  await adder.crash();
  await expect(tab()).toHaveAttribute('data-unsaved', 'false');
  await expect(ui.part('tab-notice')).toHaveCount(0);
  expect(readFileSync(join(adder.boardFolder(), 'blink.py'), 'utf8')).toBe('kept = 2\n');

  // What another program has put there is not written over.
  await ui.write('kept = 3\n');
  await ui.part('board-chip').click();
  await ui.part('disconnect').click();
  await ui.page.keyboard.press('ControlOrMeta+S');
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'waiting');
  writeFileSync(join(adder.boardFolder(), 'blink.py'), 'theirs = 1\n');
  await ui.page.getByRole('button', { name: 'Use the virtual board' }).first().click();
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'changed');
  expect(readFileSync(join(adder.boardFolder(), 'blink.py'), 'utf8')).toBe('theirs = 1\n');
  await ui.part('take-theirs').click();
  await expect(ui.editorText).toContainText('theirs = 1');
  await expect(tab()).toHaveAttribute('data-unsaved', 'false');
  rmSync(join(adder.boardFolder(), 'blink.py'));
});
