// Running programs: what they print, how they end, and what a person types to them.

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

test('input() is answered in the console', async ({ ui }) => {
  await ui.run('name = input("who? ")\nprint("hello " + name)\n');
  await expect(ui.consoleText).toContainText('who? ');
  await ui.part('console').locator('.xterm').click();
  await ui.page.keyboard.type('Ada');
  await ui.page.keyboard.press('Enter');
  await expect(ui.consoleText).toContainText('hello Ada');
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
