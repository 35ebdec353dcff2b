// Pictures of the main states in light and dark, for people to look at. They are made, not compared.

import { screenshotsFolder } from './support/app';
import { expect, test } from './support/test';

test.afterAll(() => {
  console.log(`Screenshots are in ${screenshotsFolder()}`);
});

for (const colours of ['light', 'dark'] as const)
  test(`the main states, ${colours}`, async ({ adder, ui }) => {
    await ui.colours(colours);
    await adder.screenshot(`1-first-launch-${colours}`);

    await ui.part('run').click();
    await expect(ui.part('led')).toHaveAttribute('data-lit', 'true');
    await adder.screenshot(`2-running-${colours}`);
    await ui.part('stop').click();
    await expect(ui.part('board-chip')).toContainText('idle');

    await ui.drop(ui.part('board-tree'), 'data.txt', new TextEncoder().encode('1,2,3\n'));
    await expect(ui.treeItem('/data.txt')).toBeVisible();
    await adder.screenshot(`3-uploaded-${colours}`);

    await ui.run('print("before")\nprint(1 / 0)\n');
    await expect(ui.consoleText).toContainText('ZeroDivisionError');
    await adder.screenshot(`4-error-${colours}`);

    await ui.part('board-chip').click();
    await expect(ui.part('device-menu')).toBeVisible();
    await adder.screenshot(`5-devices-${colours}`);
  });
