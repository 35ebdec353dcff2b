// The trees of the board and of the computer: what goes between them, by mouse and by keyboard alone, and what was deleted.

import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { AdderApp } from './support/app';
import { breaches } from './support/axe';
import { answerOpenDialogs } from './support/dialogs';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

/** Opens a folder with these files; names that end with a slash are folders. */
async function project(
  adder: AdderApp,
  ui: AdderWindow,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = join(adder.folder, 'project');
  fill(folder, files);
  await answerOpenDialogs(adder, folder);
  await ui.part('open-folder').click();
  await expect(ui.part('computer-tree')).toContainText('project');
  return folder;
}

function fill(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : join(path, '..'), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, content);
  }
}

/** All that is in a folder, as paths below it. */
function everythingIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).sort();
}

const onBoard = (adder: AdderApp, ...steps: string[]): string =>
  join(adder.boardFolder(), ...steps);

test('a folder of 30 files goes up in one drag, into a folder of the board, and back down byte for byte', async ({
  adder,
  ui,
}) => {
  const files: Record<string, Uint8Array> = { 'pkg/empty/': new Uint8Array() };
  for (let index = 0; index < 30; index++)
    files[`pkg/${index % 3 ? 'sub/' : ''}file-${index}.bin`] = randomBytes(200 + 37 * index);
  const folder = await project(adder, ui, files);
  mkdirSync(onBoard(adder, 'lib'));
  await ui.part('board-refresh').click();
  const lib = ui.treeItem('/lib');
  await expect(lib).toBeVisible();

  await ui.drag(ui.localItem('/pkg'), lib, async () => {
    await expect(lib).toHaveClass(/target/);
    await expect(ui.part('drop-note')).toHaveText('Drop to upload to /lib');
    await adder.screenshot('trees-dragging');
  });
  const upload = ui.transfer('/lib/pkg');
  await expect(upload).toHaveAttribute('data-state', 'done');
  expect(everythingIn(onBoard(adder, 'lib', 'pkg'))).toEqual(everythingIn(join(folder, 'pkg')));

  // The other way, into another folder.
  mkdirSync(join(folder, 'back'));
  await ui.part('computer-refresh').click();
  await ui.treeItem('/lib').click();
  const down = ui.page.locator('[data-testid="transfer"][data-direction="download"]');
  await ui.drag(ui.treeItem('/lib/pkg'), ui.localItem('/back'), async () => {
    await expect(ui.part('drop-note')).toHaveText('Drop to download to /back');
  });
  await expect(down).toHaveAttribute('data-state', 'done');
  const back = join(folder, 'back', 'pkg');
  expect(everythingIn(back)).toEqual(everythingIn(join(folder, 'pkg')));
  for (const name of everythingIn(back)) {
    if (statSync(join(back, name)).isDirectory()) continue;
    expect(readFileSync(join(back, name)).equals(readFileSync(join(folder, 'pkg', name)))).toBe(
      true,
    );
  }

  // The same once more is there already, and says so.
  await ui.part('transfers-clear').click();
  await ui.drag(ui.localItem('/pkg'), ui.treeItem('/lib'));
  await expect(upload).toContainText('all was there already');
});

test('both lists keep their names in a small window', async ({ adder, ui }) => {
  await project(adder, ui, { 'a.py': 'a\n' });
  await adder.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600);
  });
  await expect.poll(() => ui.page.evaluate(() => innerWidth)).toBe(900);
  for (const tree of ['board-tree', 'computer-tree'])
    await expect
      .poll(() =>
        ui
          .part(tree)
          .getByRole('heading')
          .evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth),
      )
      .toBe(true);
  await adder.screenshot('trees-small');
});

test('several entries are selected, sent, moved, renamed, deleted and brought back with the keyboard alone', async ({
  adder,
  ui,
}) => {
  const { keyboard } = ui.page;
  const folder = await project(adder, ui, {
    'a.py': 'a\n',
    'b.py': 'b\n',
    'c.py': 'c\n',
    'd.py': 'd\n',
    'docs/': '',
  });
  await expect(ui.localItem('/d.py')).toBeVisible();
  await ui.part('computer-refresh').focus();
  await keyboard.press('Tab');
  await expect(ui.localItem('/docs')).toBeFocused();
  const selected = ui.part('computer-tree').locator('[aria-selected="true"]');
  await expect(selected).toHaveCount(0);
  await keyboard.press('ArrowDown');
  await expect(selected).toHaveText([/a\.py/]);
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await expect(selected).toHaveText([/a\.py/, /b\.py/, /c\.py/]);
  await keyboard.press('Shift+ArrowUp');
  await expect(selected).toHaveText([/a\.py/, /b\.py/]);
  await keyboard.press('Control+Shift+ArrowUp');
  await expect(ui.transfer('/a.py')).toHaveAttribute('data-state', 'done');
  expect(everythingIn(onBoard(adder))).toEqual(['a.py', 'b.py']);
  await expect(ui.treeItem('/b.py')).toBeVisible();

  // Delete, and Undo by its key.
  await expect(ui.localItem('/b.py')).toBeFocused();
  await keyboard.press('Delete');
  await expect(ui.part('notice')).toContainText('Deleted a.py and 1 more.');
  expect(everythingIn(folder)).toEqual(['c.py', 'd.py', 'docs']);
  await expect(ui.localItem('/c.py')).toBeFocused();
  await adder.screenshot('trees-deleted');
  await keyboard.press('Control+z');
  await expect(ui.localItem('/a.py')).toBeVisible();
  expect(readFileSync(join(folder, 'b.py'), 'utf8')).toBe('b\n');

  // Rename, and a move by Cut and Paste.
  await expect(ui.localItem('/c.py')).toBeFocused();
  await keyboard.press('F2');
  await expect(ui.part('dialog').getByRole('textbox')).toBeFocused();
  await keyboard.insertText('renamed');
  await keyboard.press('Enter');
  await expect(ui.localItem('/renamed.py')).toBeFocused();
  await keyboard.press('Control+x');
  await keyboard.press('Home');
  await expect(ui.localItem('/docs')).toBeFocused();
  await keyboard.press('Control+v');
  await expect(ui.localItem('/docs/renamed.py')).toBeVisible();
  expect(readFileSync(join(folder, 'docs', 'renamed.py'), 'utf8')).toBe('c\n');

  // All of the board, down again under the conflict question.
  await keyboard.press('Control+a');
  await expect(selected).toHaveCount(5);
  await keyboard.press('Escape');
  await expect(selected).toHaveCount(1);
  writeFileSync(join(folder, 'a.py'), 'mine\n');
  await ui.treeItem('/a.py').focus();
  await keyboard.press('Control+a');
  await keyboard.press('Control+Shift+ArrowDown');
  await expect(ui.part('conflict')).toHaveText([/a\.py/]);
  await keyboard.press('Shift+Tab');
  await expect(ui.page.locator('[data-choice="keep"]')).toBeFocused();
  await keyboard.press('Enter');
  await expect(
    ui.page.locator('[data-testid="transfer"][data-direction="download"]'),
  ).toContainText('1 kept as it was');
  expect(readFileSync(join(folder, 'a.py'), 'utf8')).toBe('mine\n');

  // The menu, from its key.
  await ui.treeItem('/a.py').focus();
  await keyboard.press('Shift+F10');
  await expect(ui.part('file-menu')).toBeVisible();
  await adder.screenshot('trees-menu');
  await keyboard.press('Escape');
});

test('a question from the menu has the keys, each time', async ({ adder, ui }) => {
  await project(adder, ui, { 'a.py': 'a\n' });
  const field = ui.part('dialog').getByRole('textbox');
  for (let round = 0; round < 3; round++) {
    await ui.menu(ui.localItem('/a.py'), 'rename');
    await expect(ui.part('file-menu')).toHaveCount(0);
    await expect(field).toBeFocused();
    await ui.page.keyboard.press('Escape');
    await expect(ui.part('dialog')).toHaveCount(0);
    await expect(ui.localItem('/a.py')).toBeFocused();
  }
});

test('a press selects, with Ctrl one more, with Shift a range; a drag takes all of them', async ({
  adder,
  ui,
}) => {
  await project(adder, ui, { 'a.py': '1', 'b.py': '2', 'c.py': '3', 'd.py': '4' });
  const selected = ui.part('computer-tree').locator('[aria-selected="true"]');
  await ui.localItem('/a.py').click();
  await expect(selected).toHaveCount(1);
  await expect(ui.tab('a.py')).toHaveCount(0); // opens by a double press
  await ui.localItem('/c.py').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected).toHaveText([/a\.py/, /c\.py/]);
  await ui.localItem('/d.py').click({ modifiers: ['Shift'] });
  await expect(selected).toHaveText([/c\.py/, /d\.py/]);
  await ui.localItem('/a.py').click({ modifiers: ['ControlOrMeta'] });
  await ui.drag(ui.localItem('/d.py'), ui.part('board-tree'));
  await expect(ui.treeItem('/d.py')).toBeVisible();
  expect(everythingIn(onBoard(adder))).toEqual(['a.py', 'c.py', 'd.py']);
});

test('within a tree a drag moves, on both sides, and open tabs go along', async ({ adder, ui }) => {
  const folder = await project(adder, ui, { 'a.py': '1\n', 'docs/': '' });
  mkdirSync(onBoard(adder, 'lib'));
  writeFileSync(onBoard(adder, 'b.py'), '2\n');
  await ui.part('board-refresh').click();
  await ui.localItem('/a.py').dblclick();
  await ui.treeItem('/b.py').dblclick();
  await expect(ui.tab('b.py')).toBeVisible();
  await ui.drag(ui.localItem('/a.py'), ui.localItem('/docs'));
  await expect(ui.localItem('/docs/a.py')).toBeVisible();
  await ui.drag(ui.treeItem('/b.py'), ui.treeItem('/lib'));
  await expect(ui.treeItem('/lib/b.py')).toBeVisible();
  expect(everythingIn(folder)).toEqual(['docs', 'docs/a.py']);
  expect(everythingIn(onBoard(adder))).toEqual(['lib', 'lib/b.py']);

  // Both tabs know where their file is now.
  for (const [name, path] of [
    ['a.py', join(folder, 'docs', 'a.py')],
    ['b.py', onBoard(adder, 'lib', 'b.py')],
  ] as const) {
    await ui.tab(name).click();
    await ui.write(`${name} is changed\n`);
    await ui.part('save').click();
    await expect(ui.tab(name)).toHaveAttribute('data-unsaved', 'false');
    await expect.poll(() => readFileSync(path, 'utf8')).toBe(`${name} is changed\n`);
  }
});

test('what is there already is asked about once: some are replaced, the others kept', async ({
  adder,
  ui,
}) => {
  const names = ['a.py', 'b.py', 'c.py', 'same.py'];
  const folder = await project(
    adder,
    ui,
    Object.fromEntries(names.map((name) => [name, `mine = "${name}"\n`])),
  );
  for (const name of names.slice(0, 3)) writeFileSync(onBoard(adder, name), `theirs = 1\n`);
  cpSync(join(folder, 'same.py'), onBoard(adder, 'same.py'));
  await ui.part('board-refresh').click();
  await ui.localItem('/a.py').focus();
  await ui.page.keyboard.press('Control+a');
  await ui.page.keyboard.press('Control+Shift+ArrowUp');
  const conflicts = ui.part('conflict');
  await expect(conflicts).toHaveText([/a\.py/, /b\.py/, /c\.py/]);
  await conflicts.nth(1).getByTestId('conflict-look').click();
  await expect(ui.part('conflict-difference')).toContainText('theirs = 1');
  await expect(ui.part('conflict-difference')).toContainText('mine = "b.py"');
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`trees-conflict-${colours}`);
    expect(await breaches(ui.page), colours).toEqual([]);
  }
  await conflicts.nth(1).getByRole('checkbox').click();
  await ui.part('dialog').getByRole('button', { name: 'Replace 2' }).click();
  await expect(ui.transfer('/a.py')).toContainText('1 was there already · 1 kept as it was');
  const there = names.map((name) => readFileSync(onBoard(adder, name), 'utf8'));
  expect(there).toEqual([
    'mine = "a.py"\n',
    'theirs = 1\n',
    'mine = "c.py"\n',
    'mine = "same.py"\n',
  ]);
});

test('what was deleted on the board or the computer comes back, over a restart too', async ({
  adder,
  ui,
}) => {
  const folder = await project(adder, ui, { 'a.py': 'a\n', 'docs/b.txt': 'b\n' });
  fill(adder.boardFolder(), { 'lib/x.py': 'x\n', 'lib/deep/y.bin': new Uint8Array([0, 255, 10]) });
  await ui.part('board-refresh').click();
  await ui.menu(ui.treeItem('/lib'), 'remove');
  await expect(ui.part('notice')).toContainText('Deleted lib.');
  await expect(ui.treeItem('/lib')).toHaveCount(0);
  expect(existsSync(onBoard(adder, 'lib'))).toBe(false);
  await ui.part('notice-action').click();
  await expect(ui.treeItem('/lib')).toBeVisible();
  expect([...readFileSync(onBoard(adder, 'lib', 'deep', 'y.bin'))]).toEqual([0, 255, 10]);

  await ui.menu(ui.treeItem('/lib'), 'remove');
  await expect(ui.treeItem('/lib')).toHaveCount(0);
  await ui.menu(ui.localItem('/docs'), 'remove');
  await expect(ui.localItem('/docs')).toHaveCount(0);
  await adder.relaunch();
  await ui.ready();
  await ui.menu(ui.localItem('/a.py'), 'deleted-files');
  const binned = ui.part('binned');
  await expect(binned).toHaveText([/docs/, /lib/]);
  for (const colours of ['light', 'dark'] as const) {
    await ui.colours(colours);
    await adder.screenshot(`bin-${colours}`);
    expect(await breaches(ui.page), colours).toEqual([]);
  }
  await binned.nth(1).getByTestId('bin-restore').click();
  await expect(binned).toHaveText([/docs/]);
  expect(readFileSync(onBoard(adder, 'lib', 'x.py'), 'utf8')).toBe('x\n');
  await binned.first().getByTestId('bin-restore').click();
  await expect(ui.part('page-bin')).toContainText('Nothing that was deleted is kept.');
  expect(readFileSync(join(folder, 'docs', 'b.txt'), 'utf8')).toBe('b\n');
});

test('what was deleted can be given up, after a question', async ({ adder, ui }) => {
  await project(adder, ui, { 'a.py': 'a\n' });
  // A question that was asked before the page came into the window is no reason to lie below it.
  await ui.menu(ui.localItem('/a.py'), 'rename');
  await expect(ui.part('dialog')).toBeVisible();
  await ui.page.keyboard.press('Escape');
  await ui.menu(ui.localItem('/a.py'), 'remove');
  await expect(ui.part('computer-tree')).toContainText('This folder is empty');
  await ui.page.keyboard.press('ControlOrMeta+Shift+P');
  await ui.page.keyboard.insertText('Deleted files');
  await ui.page.keyboard.press('Enter');
  await expect(ui.part('binned')).toHaveCount(1);
  // The name of a button that has only a picture is seen above the page.
  await ui.part('bin-give-up').hover();
  const tip = ui.page.locator('.tooltip', { hasText: 'Delete a.py for ever' });
  await tip.hover();
  await adder.screenshot('bin-tip');
  await ui.part('bin-empty').click();
  await ui.part('dialog').getByRole('button', { name: 'Delete for ever' }).click();
  await expect(ui.part('binned')).toHaveCount(0);
});

test('hostile names go both ways, and are renamed and deleted', async ({ adder, ui }) => {
  const names = [
    '😀 smile.py',
    'right\u202eto left.py',
    'مرحبا.txt',
    `it's "quoted" \\ & $HOME.py`,
    '#{x} %s.py',
  ];
  const folder = await project(
    adder,
    ui,
    Object.fromEntries(names.map((name, index) => [`odd/${name}`, `${index}\n`])),
  );
  await ui.menu(ui.localItem('/odd'), 'upload');
  await expect(ui.transfer('/odd')).toHaveAttribute('data-state', 'done');
  expect(readdirSync(onBoard(adder, 'odd')).sort()).toEqual([...names].sort());
  await ui.treeItem('/odd').click();
  await expect(ui.treeItem('/odd/😀 smile.py')).toBeVisible();
  await adder.screenshot('trees-hostile');
  mkdirSync(join(folder, 'back'));
  await ui.part('computer-refresh').click();
  await ui.drag(ui.treeItem('/odd'), ui.localItem('/back'));
  await expect(ui.page.locator('[data-direction="download"]')).toHaveAttribute(
    'data-state',
    'done',
  );
  expect(readdirSync(join(folder, 'back', 'odd')).sort()).toEqual([...names].sort());
  await ui.menu(ui.treeItem('/odd/😀 smile.py'), 'rename');
  await expect(ui.part('dialog').getByRole('textbox')).toBeFocused();
  await ui.page.keyboard.insertText(`'"\u202e`);
  await ui.page.keyboard.press('Enter');
  await expect(ui.part('board-tree')).toContainText(`'"\\u202e.py`);
  await ui.menu(ui.treeItem('/odd'), 'remove');
  await expect(ui.treeItem('/odd')).toHaveCount(0);
  await ui.part('notice-action').click();
  await expect(ui.treeItem('/odd')).toBeVisible();
  expect(readdirSync(onBoard(adder, 'odd'))).toContain(`'"\u202e.py`);
});

test('files and folders are made on both sides, and a file is compared across them', async ({
  adder,
  ui,
}) => {
  const folder = await project(adder, ui, { 'docs/': '' });
  await ui.part('computer-new-file').click();
  await expect(ui.part('dialog').getByRole('textbox')).toBeFocused();
  await ui.page.keyboard.insertText('new');
  await ui.page.keyboard.press('Enter');
  await expect(ui.tab('new.py')).toBeVisible();
  await ui.menu(ui.localItem('/docs'), 'new-folder');
  await expect(ui.part('dialog').getByRole('textbox')).toBeFocused();
  await ui.page.keyboard.insertText('more');
  await ui.page.keyboard.press('Enter');
  await expect(ui.localItem('/docs/more')).toBeVisible();
  expect(everythingIn(folder)).toEqual(['docs', 'docs/more', 'new.py']);
  await ui.part('board-new-folder').click();
  await expect(ui.part('dialog').getByRole('textbox')).toBeFocused();
  await ui.page.keyboard.insertText('data');
  await ui.page.keyboard.press('Enter');
  await expect(ui.treeItem('/data')).toBeVisible();

  writeFileSync(join(folder, 'new.py'), 'print("computer")\n');
  writeFileSync(onBoard(adder, 'new.py'), 'print("board")\n');
  await ui.part('board-refresh').click();
  await ui.part('computer-refresh').click();
  await ui.menu(ui.treeItem('/new.py'), 'compare');
  await expect(ui.part('compare')).toContainText('print("board")');
  await expect(ui.part('compare')).toContainText('print("computer")');
});

test('on a board that runs a program the new name is asked for first, and then whether it may be stopped', async ({
  adder,
  ui,
}) => {
  writeFileSync(join(adder.boardFolder(), 'old.py'), 'x\n');
  await ui.part('board-refresh').click();
  await expect(ui.treeItem('/old.py')).toBeVisible();
  await ui.run('while True:\n    pass\n');
  await expect(ui.part('board-chip')).toHaveAttribute('data-mode', 'running');
  await ui.menu(ui.treeItem('/old.py'), 'rename');
  const dialog = ui.part('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await ui.page.keyboard.press('ControlOrMeta+A');
  await ui.page.keyboard.type('new.py');
  await ui.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Stop and go on' }).click();
  await expect(ui.treeItem('/new.py')).toBeVisible();
  await expect(ui.treeItem('/old.py')).toHaveCount(0);
  await expect(dialog).toBeHidden();
});
