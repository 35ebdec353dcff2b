// The first minute of a person who has never seen Adder: no board, no file, one button.

import { expect, test } from './support/test';

test('from the first launch to a blinking LED with one press', async ({ adder, ui }) => {
  await expect(ui.part('hint')).toBeVisible();
  await expect(ui.part('board-chip')).toContainText('Virtual board');
  await expect(ui.tab('blink.py')).toBeVisible();
  await expect(ui.part('led')).toHaveAttribute('data-lit', 'false');

  // The board has been asked for the program, and does not have it.
  await expect(ui.tab('blink.py').locator('[data-mark]')).toHaveCount(0);
  const tab = await ui.tab('blink.py').boundingBox();
  await ui.part('run').click();
  await expect(ui.part('led')).toHaveAttribute('data-lit', 'true');
  await adder.screenshot('first-launch-running');
  await expect(ui.part('led')).toHaveAttribute('data-lit', 'false');
  await expect(ui.part('board-chip')).toContainText('running');
  // Its tab is where it was, and as wide.
  expect(await ui.tab('blink.py').boundingBox()).toEqual(tab);
  await expect(ui.part('led')).toHaveAttribute('data-lit', 'true');

  await ui.part('stop').click();
  await expect(ui.part('board-chip')).toContainText('idle');

  // The steps are about this program, and over no other.
  await ui.page.keyboard.press('ControlOrMeta+n');
  await expect(ui.tab('untitled.py')).toBeVisible();
  await expect(ui.part('hint')).toBeHidden();
  await ui.tab('blink.py').click();
  await expect(ui.part('hint')).toBeVisible();
});

test('the status says which firmware answers', async ({ ui }) => {
  await expect(ui.part('status-firmware')).toContainText(/MicroPython\D*1\.\d+/);
});
