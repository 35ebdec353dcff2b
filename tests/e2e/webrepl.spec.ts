// A board over Wi-Fi: the window asks for the password of its WebREPL.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD } from '../targets/webrepl/server';
import { expect, test } from './support/test';
import { startWebRepl } from './support/webrepl';

test('the window asks for a password, says when it was wrong, and shows none', async ({
  adder,
  ui,
}) => {
  const board = await startWebRepl(join(adder.folder, 'board'));
  try {
    const { page } = ui;
    await ui.part('board-chip').click();
    await page.getByTestId('enter-address').click();
    await page.keyboard.insertText(board.server.address);
    await page.keyboard.press('Enter');

    const dialog = page.getByTestId('dialog');
    const field = dialog.getByLabel('Password');
    await expect(dialog).toContainText(`The password of ${board.server.address}`);
    await expect(field).toHaveAttribute('type', 'password');
    await expect(field).toBeFocused();

    await page.keyboard.insertText('much-too-long');
    await expect(dialog).toContainText('at most 9 characters');
    await adder.screenshot('password-too-long');
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText('That was not the password.');
    await adder.screenshot('password');
    await page.keyboard.insertText(PASSWORD);
    await page.keyboard.press('Enter');

    await expect(dialog).toBeHidden();
    await expect(ui.part('status-mode')).toContainText('idle');
    await expect(ui.part('board-chip')).not.toContainText('Virtual board');
    await adder.screenshot('password-connected');
    await ui.write('print("over", "Wi-Fi")\n');
    await ui.part('run').click();
    await expect(ui.consoleText).toContainText('over Wi-Fi');

    // No keychain here: nothing is kept, and never in the clear.
    const kept = join(adder.data, 'passwords.json');
    expect(existsSync(kept) ? readFileSync(kept, 'utf8') : '').not.toContain(PASSWORD);
  } finally {
    await board.stop();
  }
  await expect(ui.part('status-mode')).toContainText('lost');
});

test('leaving the question leaves the board that was connected', async ({ adder, ui }) => {
  const board = await startWebRepl(join(adder.folder, 'board'));
  try {
    const { page } = ui;
    await ui.part('board-chip').click();
    await page.getByTestId('enter-address').click();
    await page.keyboard.insertText(board.server.address);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('dialog').getByLabel('Password')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('dialog')).toBeHidden();
    await expect(ui.part('board-chip')).toContainText('Virtual board');
    await expect(ui.part('status-mode')).toContainText('idle');
    await expect(page.getByTestId('problem')).toHaveCount(0);
    await expect.poll(() => board.server.isTaken).toBe(false);
  } finally {
    await board.stop();
  }
});
