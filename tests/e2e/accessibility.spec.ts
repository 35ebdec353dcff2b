// Fit for people who hear the window, or need strong colours.

import { breaches } from './support/axe';
import { expect, test } from './support/test';

test('the main states have no breach of the rules for accessibility', async ({ adder, ui }) => {
  const { keyboard } = ui.page;
  const handles = ui.page.getByRole('separator');
  const names = await handles.evaluateAll((all) => all.map((one) => one.ariaLabel));
  expect(new Set(names).size, 'each border has a name of its own').toBe(4);
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    expect(await breaches(ui.page), `first launch, ${colours}`).toEqual([]);

    await keyboard.press('ControlOrMeta+Shift+P');
    await expect(ui.part('palette')).toBeVisible();
    expect(await breaches(ui.page), `palette, ${colours}`).toEqual([]);
    await keyboard.press('Escape');

    await keyboard.press('ControlOrMeta+,');
    await expect(ui.part('page-settings')).toBeVisible();
    await adder.screenshot(`settings-${colours}`);
    expect(await breaches(ui.page), `settings, ${colours}`).toEqual([]);
    await keyboard.press('Escape');
    await expect(ui.part('page-settings')).toBeHidden();

    await keyboard.press('ControlOrMeta+Shift+S');
    await expect(ui.part('dialog')).toBeVisible();
    expect(await breaches(ui.page), `a question, ${colours}`).toEqual([]);
    await keyboard.press('Escape');
    await expect(ui.part('dialog')).toBeHidden();
  }
});
