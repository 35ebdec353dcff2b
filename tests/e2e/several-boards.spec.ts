// Several boards at once: real MicroPythons behind real pseudo-terminals, beside the virtual board, in the strip of their tabs.

import { randomBytes } from 'node:crypto';
import type { Locator } from 'playwright';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import { breaches } from './support/axe';
import { answerQuestions } from './support/dialogs';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

async function connect(ui: AdderWindow, address: string): Promise<void> {
  await ui.part('board-chip').click();
  await ui.part('enter-address').click();
  await ui.page.getByRole('textbox', { name: 'Address' }).fill(address);
  await ui.page.keyboard.press('Enter');
}

const tabOf = (ui: AdderWindow, address: string): Locator =>
  ui.page.locator(`[data-testid="board-tab"][data-address="${address}"]`);

const LOOP = (word: string): string => `
import time
print("${word}", "begins")
rounds = 0
while True:
    time.sleep_ms(20)
    rounds += 1
    if rounds % 25 == 0:
        print(end=".")
`;

test('two boards run a program each; one is unplugged in the middle, the other goes on', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  const port = await startSerialBoard({ rate: 400_000 });
  try {
    const { page } = ui;
    await expect(ui.part('board-tabs')).toHaveCount(0);
    await ui.run(LOOP('virtual'));
    await expect(ui.consoleText).toContainText('virtual begins');
    await connect(ui, port.path);
    const real = tabOf(ui, `serial:${port.path}`);
    const virtual = tabOf(ui, 'virtual:default');
    await expect(real).toHaveAttribute('data-mode', 'idle');
    await expect(virtual).toContainText('running');
    await expect(real.getByRole('tab')).toHaveAttribute('aria-selected', 'true');
    await expect(ui.consoleText).not.toContainText('virtual begins');
    await ui.run(LOOP('real'));
    await expect(ui.consoleText).toContainText('real begins');
    await expect(real).toContainText('running');

    // With the keyboard alone: to the other one, and Stop ends its program only.
    await real.getByRole('tab').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(virtual.getByRole('tab')).toBeFocused();
    await expect(ui.consoleText).toContainText('virtual begins');
    await expect(ui.part('led')).toBeVisible();
    await page.keyboard.press('Shift+F5');
    await expect(virtual).toContainText('idle');
    await expect(real).toContainText('running');

    // What it prints meanwhile is marked on its tab, in words too, until somebody looks.
    await expect(real.getByRole('img', { name: 'new output' })).toBeVisible();
    for (const colours of ['light', 'dark'] as const) {
      await ui.colours(colours);
      await adder.screenshot(`boards-both-running-${colours}`);
      expect(await breaches(page), colours).toEqual([]);
    }
    await real.getByRole('tab').click();
    await expect(ui.part('board-news')).toHaveCount(0);
    await virtual.getByRole('tab').click();

    // Unplugged while its program runs, and nobody looks: it is told which one, and comes back.
    await port.unplug();
    await expect(real).toContainText('back when plugged in');
    await expect(ui.part('problem')).toContainText('The connection to the board was lost');
    await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'idle');
    await adder.screenshot('boards-one-lost');
    await port.plugIn();
    await expect(real).toContainText('idle');
    await expect(ui.part('problem')).toHaveCount(0);

    // In the middle of an upload: it says so, and goes on by itself once the board is back.
    await real.getByRole('tab').click();
    await expect(ui.consoleText).toContainText('real begins');
    const bytes = new Uint8Array(randomBytes(1_200_000));
    await ui.drop(ui.part('board-tree'), 'big.bin', bytes);
    const upload = ui.transfer('/big.bin');
    await expect(upload).toHaveAttribute('data-state', 'running');
    await port.unplug();
    await expect(upload).toHaveAttribute('data-state', 'paused');
    await expect(upload).toContainText('goes on when the board is back');
    await adder.screenshot('upload-unplugged');
    await virtual.getByRole('tab').click();
    await expect(upload).toContainText('·'); // which board it is, now that another one is shown
    await real.getByRole('tab').click();
    await port.plugIn();
    await expect(upload).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await expect(ui.treeItem('/big.bin')).toContainText('1.1 MB');

    // The next start has both again, and shows the one that was shown.
    await virtual.getByRole('tab').click();
    await answerQuestions(adder, 1); // what is unsaved comes back
    await adder.relaunch();
    const realAgain = tabOf(ui, `serial:${port.path}`);
    await expect(realAgain).toHaveAttribute('data-mode', 'idle');
    await expect(tabOf(ui, 'virtual:default')).toHaveAttribute('data-mode', 'idle');
    await expect(ui.part('board-chip')).toContainText('Virtual board · idle');

    // Letting one go leaves the other, and the strip is not needed any more.
    await realAgain.getByRole('tab').focus();
    await ui.page.keyboard.press('Delete');
    await expect(ui.part('board-tabs')).toHaveCount(0);
    await expect(ui.part('board-chip')).toContainText('Virtual board · idle');
  } finally {
    await port.stop();
  }
});
