// Files on the board: by drag and drop, by the buttons, and after a restart.

import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { get } from './support/bridge';
import { answerOpenDialogs } from './support/dialogs';
import { expect, test } from './support/test';

/** Every byte value, in an order that no text would have. */
const BYTES = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7 + (index >> 8)) & 255);

test('a dropped file is on the board, byte for byte', async ({ adder, ui }) => {
  await ui.drop(ui.part('board-tree'), 'data.bin', BYTES);
  await expect(ui.transfer('/data.bin')).toHaveAttribute('data-state', 'done');
  await expect(ui.treeItem('/data.bin')).toBeVisible();
  expect(readFileSync(join(adder.boardFolder(), 'data.bin')).equals(BYTES)).toBe(true);
  const { board } = await get(adder, 'connectBoard', 'virtual:');
  const read = await get(adder, 'readBoardFile', board, '/data.bin');
  expect(Buffer.from(read).equals(BYTES)).toBe(true);
});

test('Upload puts the open program on the board, and it opens from there', async ({
  adder,
  ui,
}) => {
  await ui.write('print("from the board")\n');
  await ui.part('upload').click();
  await expect(ui.treeItem('/blink.py')).toBeVisible();
  await expect
    .poll(() => readFileSync(join(adder.boardFolder(), 'blink.py'), 'utf8'))
    .toBe('print("from the board")\n');
});

test('the cancel of an upload keeps the old file', async ({ adder, ui }) => {
  await ui.drop(ui.part('board-tree'), 'data.bin', new TextEncoder().encode('old\n'));
  await expect(ui.treeItem('/data.bin')).toBeVisible();
  await ui.drop(
    ui.part('board-tree'),
    'data.bin',
    new Uint8Array(1_600_000).map((_, index) => index * 31),
  );
  const replace = ui.part('dialog').getByRole('button', { name: 'Replace it' });
  await expect(replace).toBeVisible();
  // A quick upload is over before a hand from outside finds the button: it is pressed as soon as it is there.
  await ui.page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const cancel = document.querySelector<HTMLElement>(
        '[data-state="running"] [data-testid="transfer-cancel"]',
      );
      if (!cancel) return;
      observer.disconnect();
      cancel.click();
    }).observe(document.body, { attributes: true, childList: true, subtree: true });
  });
  await replace.click();
  await expect(ui.page.locator('[data-testid="transfer"][data-state="cancelled"]')).toHaveAttribute(
    'data-path',
    '/data.bin',
  );
  expect(readdirSync(adder.boardFolder())).toEqual(['data.bin']);
  expect(readFileSync(join(adder.boardFolder(), 'data.bin'), 'utf8')).toBe('old\n');
});

test('a file that does not fit is refused with the reason, and the board is unchanged', async ({
  adder,
  ui,
}) => {
  await ui.drop(ui.part('board-tree'), 'huge.bin', new Uint8Array(3_000_000));
  await expect(ui.transfer('/huge.bin')).toHaveAttribute('data-state', 'failed');
  await expect(ui.part('problem-code').first()).toContainText('board-full');
  await ui.transfer('/huge.bin').getByTestId('transfer-help').click();
  await expect(ui.page.locator('#help-files')).toBeFocused();
  await ui.page.keyboard.press('Escape');
  expect(readdirSync(adder.boardFolder())).toEqual([]);
});

test('the files of the virtual board are there after a restart', async ({ adder, ui }) => {
  await ui.drop(ui.part('board-tree'), 'kept.py', new TextEncoder().encode('print("kept")\n'));
  await expect(ui.treeItem('/kept.py')).toBeVisible();
  await expect(ui.transfer('/kept.py')).toHaveAttribute('data-state', 'done');
  await adder.relaunch();
  await ui.ready();
  await expect(ui.treeItem('/kept.py')).toBeVisible();
});

test('a file of the computer opens, runs unsaved, and is saved', async ({ adder, ui }) => {
  const project = join(adder.folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'hello.py'), 'print("hello")\n');
  await answerOpenDialogs(adder, project);
  await adder.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('open-folder')?.click();
  });
  const item = ui
    .part('computer-tree')
    .locator('[data-testid="tree-item"]', { hasText: 'hello.py' });
  await item.dblclick();
  await expect(ui.tab('hello.py')).toHaveAttribute('data-unsaved', 'false');
  await ui.run('print("changed")\n');
  await expect(ui.consoleText).toContainText('changed');
  await expect(ui.tab('hello.py')).toHaveAttribute('data-unsaved', 'true');
  expect(readFileSync(join(project, 'hello.py'), 'utf8')).toBe('print("hello")\n');
  await ui.part('save').click();
  await expect(ui.tab('hello.py')).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(join(project, 'hello.py'), 'utf8')).toBe('print("changed")\n');
});
