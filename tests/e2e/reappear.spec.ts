// A board that is unplugged while the app has it, and plugged in again: a real MicroPython behind a real pseudo-terminal.

import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import { get } from './support/bridge';
import { expect, test } from './support/test';

test('a board that was unplugged is there again when it is plugged in again', async ({ adder }) => {
  test.skip(whyMissing() !== '', whyMissing());
  const port = await startSerialBoard();
  try {
    const { page } = adder;
    const chip = page.getByTestId('board-chip');
    await chip.click();
    await page.getByTestId('enter-address').click();
    await page.getByRole('textbox', { name: 'Address' }).fill(port.path);
    await page.keyboard.press('Enter');
    await expect(chip).toHaveAttribute('data-address', `serial:${port.path}`);
    await expect(chip).toHaveAttribute('data-mode', 'idle');

    await port.unplug();
    await expect(chip).toHaveAttribute('data-mode', 'lost');
    await expect(chip).toContainText('back when plugged in');
    // What it does is read whole, however long its name is.
    const [whole, state] = await Promise.all([
      chip.boundingBox(),
      chip.locator('.state').boundingBox(),
    ]);
    expect((state?.x ?? Infinity) + (state?.width ?? 0)).toBeLessThan(
      (whole?.x ?? 0) + (whole?.width ?? 0),
    );
    await adder.screenshot('board-chip-lost');
    await port.plugIn();
    await expect(chip).toHaveAttribute('data-mode', 'idle');
    const { board } = await get(adder, 'connectBoard', port.path);
    expect(await get(adder, 'listBoardFiles', board, '/')).toEqual([]);

    // Once nobody waits for it, it stays away.
    await port.unplug();
    await chip.click();
    await page.getByTestId('stop-waiting').click();
    await expect(chip).toHaveAttribute('data-address', 'virtual:default');
    await port.plugIn();
    await expect(chip).toHaveAttribute('data-address', 'virtual:default');
    await expect(page.getByTestId('board-tabs')).toHaveCount(0);
  } finally {
    await port.stop();
  }
});
