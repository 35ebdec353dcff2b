// The palette, the settings, the list of shortcuts and the help: reached and used with the keyboard alone.

import { expect, test } from './support/test';

test('the palette does commands, and the settings are kept', async ({ adder, ui }) => {
  const { keyboard } = ui.page;
  await keyboard.press('ControlOrMeta+Shift+P');
  await expect(ui.part('palette').locator('input')).toBeFocused();
  await keyboard.type('stop');
  const stop = ui.part('palette').locator('[data-entry="stop"]');
  await expect(stop).toContainText('No program is running.');
  await expect(stop).toHaveAttribute('aria-disabled', 'true');
  await adder.screenshot('palette-light');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('keyb');
  await keyboard.press('Enter');
  await expect(ui.part('palette')).toBeHidden();
  await expect(ui.part('page-shortcuts').getByRole('textbox')).toBeFocused();
  await keyboard.type('zoom');
  await expect(ui.page.getByText('No shortcut fits.')).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.type('F5');
  await expect(ui.part('shortcut').first()).toContainText('Run');
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(ui.part('page-shortcuts')).toBeHidden();
  await expect(ui.editorText).toBeFocused();

  await keyboard.press('F1');
  await expect(ui.part('page-help').getByRole('textbox')).toBeFocused();
  await adder.screenshot('help-light');
  await keyboard.type('charge');
  await expect(ui.part('help-topic')).toHaveText(['My board is not in the list']);
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(ui.part('page-help')).toBeHidden();

  // From part to part of the window, and back to the text.
  const pane = (): Promise<string | null | undefined> =>
    ui.page.evaluate(() =>
      document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'),
    );
  for (const from of ['console', 'bench']) {
    await keyboard.press('F6');
    await expect.poll(pane).toBe(from);
  }
  await keyboard.press('Shift+F6');
  await keyboard.press('Shift+F6');
  await expect(ui.editorText).toBeFocused();

  await keyboard.press('ControlOrMeta+=');
  const zoom = (): Promise<number | undefined> =>
    adder.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
    );
  await expect.poll(zoom).toBeCloseTo(1.1);

  await keyboard.press('ControlOrMeta+,');
  await expect(ui.part('page-settings').getByRole('textbox')).toBeFocused();
  await keyboard.type('wrap');
  const rows = ui.part('setting');
  await expect(rows).toHaveCount(1);
  await keyboard.press('Tab'); // set all back
  await keyboard.press('Tab'); // close
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await expect(rows.getByRole('switch')).toBeChecked();
  await expect(ui.editorText).toHaveClass(/cm-lineWrapping/);

  await adder.relaunch();
  await ui.ready();
  await expect(ui.editorText).toHaveClass(/cm-lineWrapping/);
  await expect.poll(zoom).toBeCloseTo(1.1);
});
