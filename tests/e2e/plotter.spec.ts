// The plotter: numbers that a program prints, drawn while it runs, with the keyboard alone.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerQuestions, answerSaveDialogs } from './support/dialogs';
import { expect, test } from './support/test';

/** A PNG begins with these, then its width and height. */
const PNG = '89504e470d0a1a0a';

test('printed numbers are drawn, held, hidden and saved, without a mouse', async ({
  adder,
  ui,
}) => {
  const { page } = ui;
  const value = (name: string) =>
    page.locator(`[data-testid="plot-series"][data-name="${name}"] [data-testid="plot-value"]`);

  await ui.run('for i in range(300):\n    print("temp:", i / 10, "hum:", 40)\nprint("done")\n');
  await expect(ui.consoleText).toContainText('done');
  await expect(ui.part('panel-plotter')).toContainText('new numbers');

  await ui.part('panel-console').focus();
  await page.keyboard.press('ArrowRight');
  await expect(ui.part('panel-plotter')).toHaveAttribute('aria-selected', 'true');
  await expect(ui.part('panel-plotter')).not.toContainText('new numbers');
  await expect(value('temp')).toHaveText('29.9');
  await expect(value('hum')).toHaveText('40');
  const chart = ui.part('plot-chart');
  await expect(chart).toHaveAttribute('aria-label', /300 rows.*temp: now 29.9, lowest 0/);
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`plotter-${colours}`);
  }

  // A line is hidden, and comes again.
  const series = page.locator('[data-testid="plot-series"][data-name="hum"]');
  await series.focus();
  await page.keyboard.press('Enter');
  await expect(series).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Enter');
  await expect(series).toHaveAttribute('aria-pressed', 'true');

  // Fewer rows, and a height of one's own.
  await ui.part('plot-view').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: '100 rows' }).focus();
  await page.keyboard.press('Space');
  await expect(chart).toHaveAttribute('aria-label', /last 100 rows.*lowest 20/);
  // Over time: the board has printed them within some seconds.
  await page.getByRole('radio', { name: 'Seconds since the start' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: 'Seconds since the start' })).toBeChecked();
  await adder.screenshot('plotter-seconds-dark');
  await ui.part('plot-highest').fill('-1');
  await expect(page.getByText('The lowest must be smaller')).toBeVisible();
  await ui.part('plot-highest').fill('60');
  await expect(page.getByRole('radio', { name: 'Fixed range' })).toBeChecked();
  await adder.screenshot('plotter-view');
  await page.keyboard.press('Escape');
  await expect(ui.part('plot-highest')).toBeHidden();

  // Held, it does not follow what comes.
  await ui.part('plot-pause').focus();
  await page.keyboard.press('Enter');
  await ui.run('print("temp:", 77)\nprint("end")\n');
  await expect(ui.part('panel-console')).toContainText('new output');
  await expect(ui.part('board-chip')).toContainText('idle');
  await expect(value('temp')).toHaveText('29.9');
  await ui.part('plot-pause').click();
  await expect(value('temp')).toHaveText('77');

  const table = join(adder.folder, 'plot.csv');
  await answerSaveDialogs(adder, table);
  await ui.part('plot-save').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(table)).toBe(true);
  const lines = readFileSync(table, 'utf8').trimEnd().split('\r\n');
  expect(lines[0]).toBe('seconds,temp,hum');
  expect(lines).toHaveLength(302);
  expect(lines[300]).toMatch(/^\d+\.\d{3},29\.9,40$/);
  expect(lines[301]).toMatch(/^\d+\.\d{3},77,$/);

  const image = join(adder.folder, 'plot.png');
  await answerSaveDialogs(adder, image);
  await ui.part('plot-save').focus();
  await page.keyboard.press('Enter');
  await expect(ui.part('plot-save-image')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(image)).toBe(true);
  const bytes = readFileSync(image);
  expect(bytes.subarray(0, 8).toString('hex')).toBe(PNG);
  expect(bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(1200);

  await ui.part('plot-clear').focus();
  await page.keyboard.press('Enter');
  await expect(ui.part('plot-example')).toBeVisible();
  await adder.screenshot('plotter-empty-dark');
  await ui.part('plot-example').focus();
  await page.keyboard.press('Enter');
  await expect(ui.tab('plot.py')).toBeVisible();
  await page.keyboard.press('F5');
  await expect(value('wave')).toBeVisible();
  await expect(value('half')).toBeVisible();

  // The tab that was shown is shown again.
  await page.keyboard.press('Shift+F5');
  await expect(ui.part('board-chip')).toContainText('idle');
  await answerQuestions(adder, 1);
  await adder.relaunch();
  await expect(ui.part('panel-plotter')).toHaveAttribute('aria-selected', 'true');
});
