// A board that prints without end, while a person works: the window goes on drawing, typing arrives, and Stop works.

import type { Page } from 'playwright';
import { expect, test } from './support/test';

/** Frames are compared with those of the same window at rest, on the same machine: a tenth of them is still a window that moves. */
const LEAST = 0.1;
const MEASURED_MS = 1500;

const FLOODS = {
  lines: 'i = 0\nwhile True:\n    print("flood", i)\n    i += 1\n',
  'long lines and noise':
    'import sys\nprint("flood")\nwhile True:\n' +
    '    sys.stdout.write("y" * 3000)\n' +
    '    sys.stdout.write("".join(chr(c) for c in range(32)) + "\\x1b]0;x\\x07\\x1b[6n\\x1bP$q")\n',
  numbers:
    'print("flood")\ni = 0\nwhile True:\n    print("a:", i % 50, "b:", i % 70)\n    i += 1\n',
} as const;

/** Animation frames in the measured time. */
function frames(page: Page): Promise<number> {
  return page.evaluate(
    (duration) =>
      new Promise<number>((resolve) => {
        const end = performance.now() + duration;
        let count = 0;
        const frame = (): void => {
          count++;
          if (performance.now() < end) requestAnimationFrame(frame);
          else resolve(count);
        };
        requestAnimationFrame(frame);
      }),
    MEASURED_MS,
  );
}

/** What the window loads and compiles at its start takes all of a small machine for seconds: at rest it is when that has ended. */
async function framesAtRest(page: Page): Promise<number> {
  let before = 0;
  for (;;) {
    const now = await frames(page);
    if (Math.abs(now - before) <= now / 10) return now;
    before = now;
  }
}

test('a board that floods leaves the window smooth, and Stop ends it', async ({ ui }) => {
  test.slow();
  const { page } = ui;
  // The checker has loaded when it has found something.
  await ui.write('prnt("hello")\n');
  const mistake = ui.part('editor').locator('.cm-lintRange-error');
  await expect(mistake).toHaveText('prnt', { timeout: 60_000 });
  const idle = await framesAtRest(page);
  for (const [name, program] of Object.entries(FLOODS)) {
    await ui.part('panel-console').click();
    await ui.run(program);
    await expect(ui.part('board-chip')).toContainText('running');
    await expect(ui.part('console').locator('.empty')).toBeHidden();
    if (name === 'numbers') {
      await ui.part('panel-plotter').click();
      await expect(ui.part('plot-value').first()).toBeVisible();
    }
    const busy = await frames(page);
    console.log(`${name}: ${busy} frames, at rest ${idle}`);
    expect(busy, name).toBeGreaterThan(idle * LEAST);
    await ui.editorText.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('# typed meanwhile');
    await expect(ui.editorText).toContainText('# typed meanwhile');
    await ui.part('stop').click();
    await expect(ui.part('board-chip')).toContainText('idle');
  }
  await ui.part('panel-console').click();
  await expect(ui.consoleText).toContainText('KeyboardInterrupt');
});
