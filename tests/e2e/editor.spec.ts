// The editor: two sides, finding and replacing, going to a line, several cursors.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOpenDialogs, answerQuestions } from './support/dialogs';
import { expect, test } from './support/test';

test('two programs are seen beside each other, and come back so', async ({ adder, ui }) => {
  const page = ui.page;
  await page.keyboard.press('ControlOrMeta+N');
  await page.keyboard.insertText('# at the right\n');
  await page.keyboard.press('ControlOrMeta+\\');
  const left = ui.part('editor-left');
  const right = ui.part('editor-right');
  await expect(right.locator('.cm-content')).toContainText('# at the right');
  await expect(left.locator('.cm-content')).toContainText('Pin');
  await right.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('print("right" + "!")');
  await ui.part('run').click();
  await expect(ui.consoleText).toContainText('right!');
  await adder.screenshot('split-light');
  await ui.colours('dark');
  await adder.screenshot('split-dark');
  // With the mouse: the other tab comes over, and only one side is left.
  const dragged = await page.evaluateHandle(() => new DataTransfer());
  await ui.tab('blink.py').dispatchEvent('dragstart', { dataTransfer: dragged });
  await ui.tab('untitled.py').dispatchEvent('drop', { dataTransfer: dragged });
  await expect(right).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+\\');
  await expect(right.locator('.cm-content')).toContainText('Pin');
  await answerQuestions(adder, 1); // keep the changes
  await adder.relaunch();
  await expect(ui.part('editor-right').locator('.cm-content')).toContainText('Pin');
  await expect(ui.part('editor-left').locator('.cm-content')).toContainText('"right"');
});

test('words are found and replaced in all files of a folder, with the keyboard, and it can be taken back', async ({
  adder,
  ui,
}) => {
  const page = ui.page;
  const project = join(adder.folder, 'home', 'project');
  mkdirSync(join(project, 'lib'), { recursive: true });
  const closed = join(project, 'lib', 'lamp.py');
  writeFileSync(closed, 'def blink_led(led):\n    led.toggle()\n');
  writeFileSync(join(project, 'main.py'), 'import lamp\n');
  await answerOpenDialogs(adder, project);
  await page.keyboard.press('ControlOrMeta+Shift+O');
  await expect(ui.part('computer-tree')).toContainText('main.py');
  await ui.write('led = 1\nprint(led)\n');

  await page.keyboard.press('ControlOrMeta+Shift+F');
  await page.keyboard.insertText('led');
  await page.keyboard.press('Enter');
  await expect(ui.part('search-said')).toHaveText('5 places in 2 files');
  await adder.screenshot('search-light');
  await ui.colours('dark');
  await adder.screenshot('search-dark');

  // The last place, by the arrows: its file opens and the place is selected.
  await ui.part('search-match').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(ui.tab('lamp.py')).toHaveClass(/active/);
  await page.keyboard.insertText('lamp');
  await expect(ui.editorText).toContainText('lamp.toggle()');
  await page.keyboard.press('ControlOrMeta+Z');
  await page.keyboard.press('ControlOrMeta+W');
  await expect(ui.tab('lamp.py')).toHaveCount(0);

  await ui.part('search-text').fill('LED');
  await page.keyboard.press('Enter');
  await expect(ui.part('search-said')).toHaveText('5 places in 2 files');
  await ui.part('search-replacement').fill('light');
  await ui.part('search-replace').press('Enter');
  await expect(ui.part('notice')).toContainText('Replaced 5 places in 2 files.');
  await expect(ui.editorText).toContainText('print(light)');
  expect(readFileSync(closed, 'utf8')).toBe('def blink_light(light):\n    light.toggle()\n');
  await ui.part('search-undo').press('Enter');
  await expect(ui.editorText).toContainText('print(led)');
  await expect(() => {
    expect(readFileSync(closed, 'utf8')).toBe('def blink_led(led):\n    led.toggle()\n');
  }).toPass();

  // A regular expression with its groups, in the open file and on the disk.
  await ui.part('search-regexp').press('Enter');
  await ui.part('search-text').fill('(');
  await expect(ui.part('search-said')).toContainText(
    'This pattern (regular expression) is not right: Unterminated group',
  );
  await expect(ui.part('search-go')).toHaveAttribute('aria-description', /Unterminated group/);
  await adder.screenshot('search-regexp-bad-dark');
  await ui.colours('light');
  await ui.part('search-text').fill('(print|def blink_led)\\((\\w+)\\)');
  await page.keyboard.press('Enter');
  await expect(ui.part('search-said')).toHaveText('2 places in 2 files');
  await ui.part('search-replacement').fill('$1($2, $2)');
  await ui.part('search-replace').press('Enter');
  await expect(ui.part('notice')).toContainText('Replaced 2 places in 2 files.');
  await expect(ui.editorText).toContainText('print(led, led)');
  await expect.poll(() => readFileSync(closed, 'utf8')).toContain('def blink_led(led, led):');

  // One that takes for ever is ended; the window has not waited for it.
  await ui.write(`${'a'.repeat(60)}!`);
  await ui.part('search-text').fill('^(a+)+$');
  await page.keyboard.press('Enter');
  await expect(ui.problem).toContainText('This regular expression takes too long');
  await adder.screenshot('search-regexp-light');
});

test('a regular expression is found and replaced in one file, and one that takes for ever does not hold the window up', async ({
  adder,
  ui,
}) => {
  const page = ui.page;
  const complaint = ui.part('editor-search-complaint');
  const marked = ui.editorText.locator('.cm-searchMatch');
  const field = (name: string) => ui.part('editor').locator(`.cm-search [name="${name}"]`);
  await ui.write(`led1 = 1\nled2 = 2\n# ${'a'.repeat(40)}!`);
  await page.keyboard.press('ControlOrMeta+F');
  await field('re').check();
  await field('search').fill('led(\\d)');
  await field('search').press('Enter');
  await expect(marked).toHaveText(['led1', 'led2']);
  await field('replace').and(page.locator('input')).fill('lamp_$1');
  await field('replaceAll').click();
  await expect(ui.editorText).toContainText('lamp_1 = 1');
  await expect(ui.editorText).toContainText('lamp_2 = 2');

  await field('search').fill('(a+)+$');
  await field('search').press('Enter');
  await field('next').click();
  await field('prev').click();
  await field('select').click();
  await field('replaceAll').click();
  // The window answers while main is still looking, and afterwards.
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await expect(ui.part('palette')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ui.part('palette')).toHaveCount(0);
  await expect(complaint).toContainText('This regular expression takes too long');
  await expect(marked).toHaveCount(0);
  await expect(ui.editorText).toContainText('lamp_1 = 1');
  await adder.screenshot('find-slow-light');
  await ui.colours('dark');
  await adder.screenshot('find-slow-dark');

  await field('search').fill('(a+');
  await field('search').press('Enter');
  await expect(complaint).toContainText('Unterminated group');
  await field('re').uncheck();
  await expect(complaint).toHaveText('“(a+” was not found.');
  await field('search').fill('lamp_');
  await field('select').click();
  await page.keyboard.insertText('led');
  await expect(ui.editorText).toContainText('led1 = 1');
  await expect(ui.editorText).toContainText('led2 = 2');
  await field('re').check();
  await field('search').fill('a+');
  await field('search').press('Enter');
  await expect(complaint).toHaveCount(0);
  await expect(marked.first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field('search')).toHaveCount(0);
});

test('a line is gone to, several places are written at once, and lines are folded', async ({
  ui,
}) => {
  const page = ui.page;
  await ui.write('def f():\n    one = 1\n    return one\n\nprint(f())\n');
  await page.keyboard.press('Control+G');
  await page.keyboard.insertText('2:5');
  await page.keyboard.press('Enter');
  await expect(ui.part('status-position')).toContainText('2');
  await page.keyboard.press('ControlOrMeta+D');
  await page.keyboard.press('ControlOrMeta+D');
  await page.keyboard.insertText('two');
  await expect(ui.editorText).toContainText('two = 1');
  await expect(ui.editorText).toContainText('return two');
  await page.keyboard.press('ControlOrMeta+Alt+[');
  await expect(ui.editorText).not.toContainText('return two');
  await page.keyboard.press('ControlOrMeta+Alt+]');
  await expect(ui.editorText).toContainText('return two');
  await page.keyboard.press('ControlOrMeta+/');
  await expect(ui.editorText).toContainText('# ');
});
