// Boards that are not plugged in: the form for the network, boards that are remembered, and which one a start begins with.

import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PASSWORD } from '../targets/webrepl/server';
import { expect, test } from './support/test';
import { startWebRepl } from './support/webrepl';

/** A port of this computer at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a board in the network: the form, its faults, and the board at the next start', async ({
  adder,
  ui,
}) => {
  const board = await startWebRepl(join(adder.folder, 'board'));
  const [, host = '', port = ''] = /^ws:([^:]+):(\d+)/.exec(board.server.address) ?? [];
  const wrong = await deadPort();
  const { page } = ui;
  const form = ui.part('device-form');
  const field = (name: string) => form.getByRole('textbox', { name });
  try {
    // With the keyboard alone.
    await ui.part('board-chip').focus();
    await page.keyboard.press('Enter');
    await ui.part('network-board').focus();
    await page.keyboard.press('Enter');
    await expect(field('Name or IP address')).toBeFocused();
    await page.keyboard.insertText('http://board/');
    await expect(form).toContainText('without http://');
    await expect(ui.part('form-connect')).toHaveAttribute('aria-disabled', 'true');
    for (const colours of ['light', 'dark'] as const) {
      await ui.colours(colours);
      await adder.screenshot(`network-form-${colours}`);
    }
    await form.getByRole('radio', { name: 'Shared serial port (RFC 2217)' }).click();
    await expect(field('Port')).toHaveValue('2217');
    await expect(field('Speed (baud)')).toHaveValue('115200');
    await form.getByRole('radio', { name: 'WebREPL (Wi-Fi)' }).click();
    await field('Name or IP address').fill(host);
    await field('Port').fill(String(wrong));
    await page.keyboard.press('Enter');
    await expect(form.locator('[data-field="port"]')).toContainText('does not accept connections');
    await expect(ui.part('problem')).toHaveCount(0);

    await field('Port').fill(port);
    await expect(form.locator('[data-field="port"]')).not.toContainText('does not accept');
    await page.keyboard.press('Enter');
    await expect(ui.part('dialog').getByLabel('Password')).toBeFocused();
    await page.keyboard.insertText(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
    await expect(ui.part('status-mode')).toContainText('idle');
    await expect(ui.part('board-chip')).toHaveAttribute('data-address', `ws:${host}:${port}`);

    // It gets a name of its own, which it has from now on.
    await ui.part('board-chip').click();
    await ui.part('manage-boards').click();
    await ui.part('rename-board').click();
    await ui.part('dialog').getByRole('textbox', { name: 'Name' }).fill('Greenhouse');
    await page.keyboard.press('Enter');
    await expect(ui.part('known-boards')).toContainText('Greenhouse');
    await adder.screenshot('known-boards');
    await page.keyboard.press('Escape');
    await expect(ui.part('board-chip')).toContainText('Greenhouse · idle');

    // The next start begins with it (no keychain here: it asks for the password again).
    await adder.relaunch();
    await expect(ui.part('dialog')).toContainText('The password of');
    await ui.page.keyboard.insertText(PASSWORD);
    await ui.page.keyboard.press('Enter');
    await expect(ui.part('board-chip')).toContainText('Greenhouse · idle');
  } finally {
    await board.stop();
  }

  // The one after finds it gone, says so, and has the virtual board; it can be forgotten.
  await adder.relaunch();
  await expect(ui.part('problem')).toContainText('Greenhouse');
  await expect(ui.part('board-chip')).toContainText('Virtual board · idle');
  await ui.part('board-chip').click();
  await expect(ui.part('device-menu')).toContainText('last used');
  await adder.screenshot('picker-remembered');
  await ui.part('manage-boards').click();
  await ui.part('forget-board').click();
  await expect(ui.part('known-boards')).not.toContainText('Greenhouse');
});
