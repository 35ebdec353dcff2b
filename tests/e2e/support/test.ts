// The `test` of all specs here: each gets a fresh Adder, and fails when it complained about something.

import { test as base } from 'playwright/test';
import { openDisplay, type Display } from '../../../scripts/display.mjs';
import { AdderApp } from './app';
import { AdderWindow } from './window';

export { expect } from 'playwright/test';

export const test = base.extend<{ adder: AdderApp; ui: AdderWindow }, { display: Display }>({
  /** Each worker has a screen, a keyboard focus and a clipboard of its own. */
  display: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const display = await openDisplay();
      await use(display);
      await display.stop();
    },
    { scope: 'worker' },
  ],

  adder: async ({ display }, use) => {
    const adder = await AdderApp.launch(display.env);
    try {
      await use(adder);
    } finally {
      await adder.dispose();
    }
    const { unexpected } = adder;
    if (unexpected.length > 0) throw new Error(`Adder complained:\n${unexpected.join('\n')}`);
  },

  /** The window of that Adder, ready to work with. */
  ui: async ({ adder }, use) => {
    const ui = new AdderWindow(adder);
    await ui.ready();
    await use(ui);
  },
});
