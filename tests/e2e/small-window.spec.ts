// The smallest window, and everything in it twice as large: nothing is out of reach.

import { expect, test } from './support/test';

test('the tab that is shown and all buttons of the bar stay in sight', async ({ adder, ui }) => {
  const { page } = ui;
  for (let count = 0; count < 5; count++) await page.keyboard.press('ControlOrMeta+N');
  await page.keyboard.insertText('wide = "with a mark for each place"\n');
  const tab = page.locator('[data-testid="tab"].active');
  await expect(tab).toHaveAttribute('data-unsaved', 'true');
  await expect(tab.locator('.close')).toBeInViewport({ ratio: 1 });
  for (const [zoom, width] of [
    [1, 900],
    [1.5, 600],
    [2, 450],
  ] as const) {
    await adder.app.evaluate(({ BrowserWindow }, factor) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(900, 600);
      window?.webContents.setZoomFactor(factor);
    }, zoom);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    for (const name of ['board-chip', 'run', 'stop', 'save', 'upload', 'help', 'toggle-workbench'])
      await expect(ui.part(name), `${name} at ${zoom}`).toBeInViewport({ ratio: 1 });
    await expect(tab.locator('.close')).toBeInViewport({ ratio: 1 });
  }
});
