// What is dragged from the desktop onto the computer's list is copied into its folder; elsewhere it opens. Chromium is told of each drag as the system
// tells it, with real files and folders.

import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdderApp } from './support/app';
import { breaches } from './support/axe';
import { answerOpenDialogs } from './support/dialogs';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

/** Two folders: one that is open in the app, and one that files are dragged out of. */
async function folders(
  adder: AdderApp,
  ui: AdderWindow,
): Promise<{ readonly project: string; readonly desktop: string }> {
  const [project, desktop] = [join(adder.folder, 'project'), join(adder.folder, 'desktop')];
  mkdirSync(join(project, 'docs'), { recursive: true });
  mkdirSync(join(desktop, 'pkg', 'sub', 'empty'), { recursive: true });
  writeFileSync(join(desktop, 'a.py'), 'new = 1\n');
  writeFileSync(join(desktop, 'b.py'), 'new = 2\n');
  writeFileSync(join(desktop, 'pkg', 'c.py'), 'c\n');
  writeFileSync(join(desktop, 'pkg', 'sub', 'd.bin'), new Uint8Array([0, 255, 10]));
  await answerOpenDialogs(adder, project);
  await ui.part('open-folder').click();
  await expect(ui.localItem('/docs')).toBeVisible();
  return { project, desktop };
}

const everythingIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).sort();

test('a file and a folder with all that is in it are copied onto a folder, and shown there', async ({
  adder,
  ui,
}) => {
  const { project, desktop } = await folders(adder, ui);
  const dragged = [join(desktop, 'a.py'), join(desktop, 'pkg')];
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await ui.dropFromDesktop(ui.localItem('/docs'), dragged, async () => {
      await expect(ui.localItem('/docs')).toHaveClass(/target/);
      await expect(ui.part('drop-note')).toHaveText('Drop to copy to /docs');
      await adder.screenshot(`drops-dragging-${colours}`);
    });
    const words = { light: 'copied to /docs', dark: 'nothing copied · all was there already' };
    await expect(ui.part('notice')).toHaveText(`a.py and 1 more: ${words[colours]}`);
    await adder.screenshot(`drops-copied-${colours}`);
  }
  const selected = ui.part('computer-tree').locator('[aria-selected="true"]');
  await expect(selected).toHaveText([/pkg/, /a\.py/]);
  await expect(ui.tab('a.py')).toHaveCount(0);
  expect(everythingIn(join(project, 'docs'))).toEqual(
    ['a.py', 'pkg', 'pkg/c.py', 'pkg/sub', 'pkg/sub/d.bin', 'pkg/sub/empty'].sort(),
  );
  expect(readFileSync(join(project, 'docs', 'a.py'), 'utf8')).toBe('new = 1\n');
  expect([...readFileSync(join(project, 'docs', 'pkg', 'sub', 'd.bin'))]).toEqual([0, 255, 10]);

  // A folder that was closed meanwhile shows what has come into it.
  await ui.localItem('/docs/pkg').click();
  await expect(ui.localItem('/docs/pkg/c.py')).toBeVisible();
  await ui.localItem('/docs/pkg').click();
  await expect(ui.localItem('/docs/pkg/c.py')).toHaveCount(0);
  writeFileSync(join(desktop, 'pkg', 'later.py'), 'later\n');
  await ui.dropFromDesktop(ui.localItem('/docs/a.py'), [join(desktop, 'pkg')]);
  await expect(ui.part('notice')).toHaveText('pkg: copied to /docs · 2 were there already');
  await ui.localItem('/docs/pkg').click();
  await expect(ui.localItem('/docs/pkg/later.py')).toBeVisible();
});

test('a long copy says how far it is, and ends where it is cancelled', async ({ adder, ui }) => {
  const { project, desktop } = await folders(adder, ui);
  const many = join(desktop, 'many');
  mkdirSync(many);
  for (let count = 0; count < 4000; count++) writeFileSync(join(many, `${count}.txt`), 'x');
  await ui.dropFromDesktop(ui.localItem('/docs'), [many]);
  await expect(ui.part('notice')).toHaveText(
    /^Copying many: [1-9]\d* of 4000 files · \d+ %\s*Cancel$/,
  );
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`drops-copying-${colours}`);
  }
  await ui.part('notice-action').focus();
  await ui.page.keyboard.press('Enter');
  await expect(ui.part('notice')).toHaveText(/^many: cancelled, \d+ of 4000 files copied$/);
  const told = Number(/(\d+) of/.exec(await ui.part('notice').innerText())?.[1]);
  const copied = readdirSync(join(project, 'docs', 'many'));
  expect(copied).toHaveLength(told);
  expect(told).toBeLessThan(4000);
});

test('what is there and different is asked about once: kept, replaced, or nothing is copied', async ({
  adder,
  ui,
}) => {
  const { project, desktop } = await folders(adder, ui);
  writeFileSync(join(project, 'a.py'), 'old = 1\n');
  writeFileSync(join(project, 'b.py'), 'old = 2\n');
  await ui.part('computer-refresh').click();
  await ui.localItem('/a.py').dblclick();
  await expect(ui.editorText).toHaveText('old = 1');
  await ui.localItem('/b.py').dblclick();
  await expect(ui.editorText).toHaveText('old = 2');
  await ui.write('mine\n');

  const tree = ui.part('computer-tree');
  const there = (): string[] =>
    ['a.py', 'b.py'].map((name) => readFileSync(join(project, name), 'utf8'));
  const choose = (name: string): Promise<void> =>
    ui.part('dialog').getByRole('button', { name, exact: true }).click();
  const dragged = [join(desktop, 'a.py'), join(desktop, 'b.py'), join(desktop, 'pkg')];
  await ui.dropFromDesktop(tree, dragged, async () => {
    await expect(ui.part('drop-note')).toHaveText('Drop to copy into this folder');
  });
  await expect(ui.part('conflict')).toHaveText([/a\.py/, /b\.py/]);
  await choose('Copy nothing');
  await expect(ui.part('dialog')).toHaveCount(0);
  expect(everythingIn(project)).toEqual(['a.py', 'b.py', 'docs']);

  await ui.dropFromDesktop(tree, dragged);
  await choose('Keep all');
  await expect(ui.part('notice')).toHaveText(
    'a.py and 2 more: copied to project · 2 kept as they were',
  );
  expect(there()).toEqual(['old = 1\n', 'old = 2\n']);
  expect(everythingIn(project)).toContain('pkg/sub/d.bin');

  await ui.dropFromDesktop(tree, dragged);
  await ui.part('conflict').first().getByTestId('conflict-look').click();
  await expect(ui.part('conflict-difference')).toContainText('In the folder');
  await expect(ui.part('conflict-difference')).toContainText('old = 1');
  await expect(ui.part('conflict-difference')).toContainText('new = 1');
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`drops-conflict-${colours}`);
    expect(await breaches(ui.page), colours).toEqual([]);
  }
  await choose('Replace all');
  await expect.poll(there).toEqual(['new = 1\n', 'new = 2\n']);

  // Tabs notice it as if another program had done it: one follows and says so, one with changes of its own asks.
  await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'changed');
  await expect(ui.editorText).toContainText('mine');
  await ui.tab('a.py').click();
  await expect(ui.editorText).toHaveText('new = 1');
});

test('what cannot be copied says why, and changes nothing', async ({ adder, ui }) => {
  const { project, desktop } = await folders(adder, ui);
  const tree = ui.part('computer-tree');
  writeFileSync(join(project, 'pkg'), 'a file\n');
  await ui.dropFromDesktop(tree, [join(desktop, 'a.py'), join(desktop, 'pkg')]);
  await expect(ui.part('problem-code')).toHaveText('local-exists');

  writeFileSync(join(desktop, 'huge.bin'), '');
  truncateSync(join(desktop, 'huge.bin'), 64 * 1024 * 1024 + 1);
  await ui.dropFromDesktop(tree, [join(desktop, 'a.py'), join(desktop, 'huge.bin')]);
  await expect(ui.part('problem-code')).toHaveText(['file-too-large', 'local-exists']);

  await ui.dropFromDesktop(tree, [join(desktop, 'gone.py')]);
  await expect(ui.part('problem-code').first()).toHaveText('local-not-found');
  await expect(ui.part('notice')).toHaveCount(0);
  expect(everythingIn(project)).toEqual(['docs', 'pkg']);
});

test('elsewhere, and while no folder is open, what is dropped opens in the editor', async ({
  adder,
  ui,
}) => {
  const desktop = join(adder.folder, 'desktop');
  mkdirSync(desktop);
  writeFileSync(join(desktop, 'a.py'), 'a\n');
  await ui.dropFromDesktop(ui.part('computer-tree'), [join(desktop, 'a.py')]);
  await expect(ui.tab('a.py')).toHaveCount(1);
  const { project } = await folders(adder, ui);
  await ui.dropFromDesktop(ui.part('editor'), [join(desktop, 'b.py')]);
  await expect(ui.tab('b.py')).toHaveCount(1);
  await expect(ui.editorText).toHaveText('new = 2');
  expect(everythingIn(project)).toEqual(['docs']);
});
