// Running programs: what they print, how they end, and what a person types to them.

import { get } from './support/bridge';
import { expect, test } from './support/test';

test('what a program prints is in the console, and the board is idle again', async ({ ui }) => {
  await ui.run('for i in range(3):\n    print("line", i)\n');
  await expect(ui.consoleText).toContainText('line 2');
  await expect(ui.part('board-chip')).toContainText('idle');
});

test('Stop ends an endless loop', async ({ ui }) => {
  await ui.run('print("begin")\nwhile True:\n    pass\n');
  await expect(ui.consoleText).toContainText('begin');
  await expect(ui.part('board-chip')).toContainText('running');
  await ui.part('stop').click();
  await expect(ui.part('board-chip')).toContainText('idle');
});

test('a syntax error is shown with its line', async ({ ui }) => {
  await ui.run('print("fine")\nif True\n    pass\n');
  await expect(ui.consoleText).toContainText('SyntaxError');
  await expect(ui.consoleText).toContainText('line 2');
  await expect(ui.part('board-chip')).toContainText('idle');
});

test('input() is answered without a click, and the keys of the window work there', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  const keysOfConsole = ui.part('console').locator('textarea');
  await ui.write('while True:\n    name = input("who? ")\n    print("hello " + name)\n');
  await page.keyboard.press('F5');
  await expect(keysOfConsole).toBeFocused();
  await expect(ui.part('answer-hint')).toHaveText('Type your answer and press Enter.');
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`asks-${colours}`);
  }
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('hello Ada');
  await page.keyboard.press('Shift+F5');
  await expect(ui.part('board-chip')).toContainText('idle');
  await expect(ui.part('answer-hint')).toBeHidden();
  await page.keyboard.press('F5');
  await expect(ui.part('answer-hint')).toBeVisible();
  await page.keyboard.press('Shift+F5');
  await expect(ui.part('board-chip')).toContainText('idle');

  await ui.part('run').click();
  await expect(keysOfConsole).toBeFocused();
});

test('who writes on while a program runs keeps the keys, and is told that it asks', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  await ui.write(
    [
      'from machine import Pin',
      'button = Pin("BUTTON", Pin.IN, Pin.PULL_UP)',
      'print("begin")',
      'while button.value(): pass',
      'print("hello", input("who? "))',
      '',
    ].join('\n'),
  );
  await page.keyboard.press('F5');
  await expect(ui.consoleText).toContainText('begin');
  await page.keyboard.type('# a note');
  // The button, which nobody clicks.
  const { board, simulated } = await get(adder, 'connectBoard', 'virtual:');
  await get(adder, 'setInput', board, simulated?.button ?? 0, 0);
  await expect(ui.part('answer-hint')).toContainText('seems to wait');
  await expect(ui.editorText).toBeFocused();
  await page.keyboard.press('Control+`');
  await expect(ui.part('console').locator('textarea')).toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('hello Ada');
});

test('a program that only pauses within a line takes no keys away', async ({ ui }) => {
  const { page } = ui;
  await ui.write('import time\nprint("wait", end="")\nwhile True:\n    time.sleep(1)\n');
  await page.keyboard.press('F5');
  await expect(ui.part('answer-hint')).toContainText('seems to wait');
  await expect(ui.editorText).toBeFocused();
  await ui.part('answer').click();
  await expect(ui.part('console').locator('textarea')).toBeFocused();
});

test('the prompt answers between programs', async ({ ui }) => {
  await ui.part('console').locator('.xterm').click();
  await ui.page.keyboard.type('6 * 7');
  await ui.page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('42');
});

test('the button of the board reaches the program', async ({ ui }) => {
  await ui.run(
    [
      'from machine import Pin',
      'import time',
      'button = Pin("BUTTON", Pin.IN, Pin.PULL_UP)',
      'print("press it")',
      'while button.value(): time.sleep_ms(5)',
      'print("thank you")',
      '',
    ].join('\n'),
  );
  await expect(ui.consoleText).toContainText('press it');
  await ui.part('board-button').hover();
  await ui.page.mouse.down();
  await expect(ui.consoleText).toContainText('thank you');
  await ui.page.mouse.up();
});

test('a single line of 5 MB does not freeze the window', async ({ ui }) => {
  await ui.run(
    'for i in range(500): print("y" * 10000, end="")\nprint()\nprint("the end is here")\n',
  );
  await expect(ui.consoleText).toContainText('the end is here', { timeout: 30_000 });
  await expect(ui.part('board-chip')).toContainText('idle');
});

test('soft reset forgets variables', async ({ ui }) => {
  await ui.part('console').locator('.xterm').click();
  await ui.page.keyboard.type('x = 1');
  await ui.page.keyboard.press('Enter');
  await ui.part('soft-reset').click();
  await expect(ui.part('board-chip')).toContainText('idle');
  await ui.part('console').locator('.xterm').click();
  await ui.page.keyboard.type('x');
  await ui.page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('NameError');
});
