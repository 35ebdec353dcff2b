// Whether people with a screen reader or weak eyes can use what is on the screen: axe-core's rules, run in the page. It is put there
// by the debugger's own way, which no content policy of the page hinders.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type WindowWithAxe = Window & {
  readonly axe?: { run: (context: object, options: object) => Promise<AxeResults> };
};

/** Each breach as a line: the rule, and the parts of the page that break it. */
export async function breaches(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => (window as WindowWithAxe).axe !== undefined);
  if (!isThere) await page.evaluate(SOURCE);
  return page.evaluate(async () => {
    const { axe } = window as WindowWithAxe;
    const results = await axe?.run(
      // What xterm draws is no text of the page; a screen reader is served by its own parts.
      { exclude: [['.xterm-screen']] },
      { resultTypes: ['violations'], rules: { region: { enabled: false } } },
    );
    return (results?.violations ?? []).map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}
