// Nothing that was typed is lost, however the app ends.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOpenDialogs, answerQuestions } from './support/dialogs';
import { expect, test } from './support/test';

test('after kill -9 every tab comes back as it was', async ({ adder, ui }) => {
  const page = ui.page;
  await ui.write('changed = "é 😀"\n# unsaved');
  await page.keyboard.press('ControlOrMeta+N');
  await page.keyboard.insertText('second = 2\n');
  await expect(ui.tab('untitled.py')).toBeVisible();
  const journal = join(adder.data, 'journal');
  await expect(() => {
    const { keys } = JSON.parse(readFileSync(join(journal, 'order.json'), 'utf8')) as {
      keys: string[];
    };
    const texts = keys.map((key) => readFileSync(join(journal, `${key}.json`), 'utf8'));
    expect(texts[0]).toContain('# unsaved');
    expect(texts[1]).toContain('second = 2');
  }).toPass();

  await adder.crash();
  await expect(ui.tab('untitled.py')).toHaveClass(/active/);
  await expect(ui.editorText).toContainText('second = 2');
  await ui.tab('blink.py').click();
  await expect(ui.editorText).toContainText('changed = "é 😀"');
  await expect(ui.tab('blink.py')).toHaveAttribute('data-unsaved', 'true');
});

test('closing asks once and keeps the changes for the next time', async ({ adder, ui }) => {
  await ui.write('# not saved anywhere');
  await expect(ui.tab('blink.py')).toHaveAttribute('data-unsaved', 'true');
  await answerQuestions(adder, 1);
  await adder.relaunch();
  await expect(ui.editorText).toContainText('# not saved anywhere');
  await expect(ui.tab('blink.py')).toHaveAttribute('data-unsaved', 'true');
  // What was closed stays closed.
  await ui.page.keyboard.press('ControlOrMeta+W');
  await ui.page.getByRole('button', { name: /save$/i }).first().click();
  await expect(ui.tab('blink.py')).toHaveCount(0);
  await adder.relaunch();
  await expect(ui.part('app')).toBeVisible();
  await expect(ui.part('status-mode')).toContainText('idle');
  await expect(ui.tab('blink.py')).toHaveCount(0);
});

test('a file of the computer is the same one after a crash', async ({ adder, ui }) => {
  const file = join(adder.folder, 'home', 'thermo.py');
  writeFileSync(file, 'old = 1\n');
  await answerOpenDialogs(adder, file);
  await ui.page.keyboard.press('ControlOrMeta+O');
  await expect(ui.editorText).toContainText('old = 1');
  await ui.write('new = 2\n');
  await expect(() => {
    const { active } = JSON.parse(
      readFileSync(join(adder.data, 'journal', 'order.json'), 'utf8'),
    ) as { active: string };
    const text = readFileSync(join(adder.data, 'journal', `${active}.json`), 'utf8');
    expect(text).toContain('new = 2');
  }).toPass();

  await adder.crash();
  await expect(ui.editorText).toContainText('new = 2');
  await expect(ui.part('save-state')).toContainText('Different on the computer');
  await ui.page.keyboard.press('ControlOrMeta+S');
  await expect(ui.tab('thermo.py')).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(file, 'utf8')).toBe('new = 2\n');
});
