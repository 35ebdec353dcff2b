// The console beyond running programs: what was entered before, pasting, finding, saving, and the way from a traceback to the line.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerQuestions, answerSaveDialogs } from './support/dialogs';
import { expect, test } from './support/test';

test('lines that were entered come back after a restart, a long paste stays whole, and all can be found and saved', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  const enter = async (line: string): Promise<void> => {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
  };
  await page.keyboard.press('Control+`');
  await expect(ui.part('console').locator('textarea')).toBeFocused();
  await enter('print("first", 6 * 7)');
  await expect(ui.consoleText).toContainText('first 42');
  await enter('word = input("secret? ")');
  await expect(ui.consoleText).toContainText('secret?');
  await enter('swordfish');
  await enter('print("second", 6 * 8)');
  await expect(ui.consoleText).toContainText('second 48');

  // Up goes on over a reset, which has emptied the board's own history.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(ui.consoleText).toContainText('>>> word = input("secret? ")');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.type('; print(word)');
  await page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('first 42');
  await expect(ui.consoleText.getByText(/^swordfish$/)).toBeVisible();

  // A block with an empty line and letters of all kinds is one piece.
  const block =
    'def greet():\n    for word in ("é", "🌡"):\n\n        print("hi", word)\n\ngreet()\n';
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, block);
  await expect(ui.consoleText).toContainText('hi é');
  await expect(ui.consoleText).toContainText('hi 🌡');
  await expect(page.getByText('Pasted 6 lines')).toBeVisible();

  await page.keyboard.press('Control+F');
  await expect(ui.part('console-search')).toBeFocused();
  await page.keyboard.type('first');
  await expect(ui.part('console-search-count')).toHaveText(/of [34]/);
  await adder.screenshot('console-search');
  await page.keyboard.press('Escape');
  await expect(ui.part('console').locator('textarea')).toBeFocused();

  const file = join(adder.folder, 'console.txt');
  await answerSaveDialogs(adder, file);
  await ui.part('console-save').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toMatch(/>>> print\("first", 6 \* 7\)\nfirst 42\n/);

  await answerQuestions(adder, 1);
  await adder.relaunch();
  await ui.ready();
  await ui.page.keyboard.press('Control+`');
  await expect(ui.part('console').locator('textarea')).toBeFocused();
  await expect(ui.consoleText).toContainText('>>>');
  await ui.page.keyboard.press('Control+R');
  await expect(ui.part('console-history-filter')).toBeFocused();
  await expect(ui.part('console-history')).not.toContainText('swordfish');
  await ui.page.keyboard.type('second');
  await adder.screenshot('console-history');
  await ui.page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('>>> print("second", 6 * 8)');
  await ui.page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText(/^(?:.*\D)?second 48/s);
});

test('a traceback leads to its lines, also in a file that is not open, and says what it means', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  mkdirSync(join(adder.boardFolder(), 'lib'), { recursive: true });
  writeFileSync(
    join(adder.boardFolder(), 'lib', 'helper.py'),
    'def half(x):\n    return x // 2\n\n\ndef read():\n    return open("nofile.txt")\n',
  );
  await ui.run('import helper\nprint(helper.half(84))\nhelper.read()\n');
  await expect(ui.part('traceback-meaning')).toContainText('no such file or folder on the board');
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`explained-${colours}`);
  }
  await ui.part('traceback-place').focus();
  await page.keyboard.press('Enter');
  await expect(ui.tab('helper.py')).toBeVisible();
  await expect(ui.editorText.locator('.cm-error-line')).toHaveText('    return open("nofile.txt")');
  await ui.part('traceback-line').focus();
  await page.keyboard.press('Enter');
  await expect(ui.editorText.locator('.cm-error-line')).toHaveText('helper.read()');

  // The same with a click on the words themselves.
  const frame = ui.consoleText.locator('> div', { hasText: 'helper.py", line 6' });
  const place = await frame.boundingBox();
  if (!place) throw new Error('the traceback is not on the screen');
  await page.mouse.move(place.x + 60, place.y + place.height / 2);
  await expect(ui.part('console').locator('.xterm-cursor-pointer')).toBeVisible();
  await page.mouse.click(place.x + 60, place.y + place.height / 2);
  await expect(ui.editorText.locator('.cm-error-line')).toHaveText('    return open("nofile.txt")');
});
