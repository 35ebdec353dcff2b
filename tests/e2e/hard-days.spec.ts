// What goes wrong on a bad day: a disk that is full or may not be written, a project whose folder goes away, a file far larger than a board, a cable
// that is pulled in the middle of a save.
// No text is lost, and what has happened is said.

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import { get } from './support/bridge';
import { answerOpenDialogs } from './support/dialogs';
import { expect, test } from './support/test';

/** Mounts a disk of its own of 256 KB; '' or why that cannot be done here. */
function mountDisk(folder: string): string {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'pipe' });
    return '';
  } catch {
    return 'a small disk can be mounted by root on Linux only';
  }
}

/** Writes until there is no room left. */
function fill(file: string): void {
  expect(() => {
    for (;;) appendFileSync(file, new Uint8Array(4096));
  }).toThrow(/ENOSPC/);
}

interface BadDisk {
  readonly what: string;
  readonly said: string;
  readonly picture: string;
  readonly spoil: (disk: string) => void;
  readonly mend: (disk: string) => void;
}

function remount(disk: string, mode: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${mode}`, disk]);
}

const BAD_DISKS: readonly BadDisk[] = [
  {
    what: 'is full',
    said: 'The disk of the computer is full.',
    picture: 'disk-full',
    spoil: (disk) => {
      fill(join(disk, 'filler.bin'));
    },
    mend: (disk) => {
      rmSync(join(disk, 'filler.bin'));
    },
  },
  {
    // Root may write what has no permission for it, but nothing on a disk that is read-only.
    what: 'may not be written',
    said: 'You are not allowed to read or write this file',
    picture: 'disk-read-only',
    spoil: (disk) => {
      remount(disk, 'ro');
    },
    mend: (disk) => {
      remount(disk, 'rw');
    },
  },
];

for (const { what, said, picture, spoil, mend } of BAD_DISKS) {
  test(`a disk that ${what} keeps the old file, and the text waits in the editor until it is mended`, async ({
    adder,
    ui,
  }) => {
    const disk = join(adder.folder, 'disk');
    mkdirSync(disk);
    const why = mountDisk(disk);
    test.skip(why !== '', why);
    try {
      const file = join(disk, 'main.py');
      writeFileSync(file, 'old = 1\n');
      spoil(disk);
      await answerOpenDialogs(adder, file);
      await ui.page.keyboard.press('ControlOrMeta+O');
      await expect(ui.editorText).toContainText('old = 1');
      await ui.write('new = 2\n');
      await ui.page.keyboard.press('ControlOrMeta+S');
      await expect(ui.problem).toContainText(said);
      await expect(ui.tab('main.py')).toHaveAttribute('data-unsaved', 'true');
      expect(readFileSync(file, 'utf8')).toBe('old = 1\n');
      await adder.screenshot(picture);

      mend(disk);
      await ui.editorText.click();
      await ui.page.keyboard.press('ControlOrMeta+S');
      await expect(ui.tab('main.py')).toHaveAttribute('data-unsaved', 'false');
      expect(readFileSync(file, 'utf8')).toBe('new = 2\n');
    } finally {
      execFileSync('umount', ['--lazy', disk]);
    }
  });
}

test('the folder of a project goes away and comes back: the text stays, the list says so, nothing is written elsewhere', async ({
  adder,
  ui,
}) => {
  const project = join(adder.folder, 'home', 'project');
  const away = join(adder.folder, 'away');
  mkdirSync(project);
  writeFileSync(join(project, 'main.py'), 'old = 1\n');
  await answerOpenDialogs(adder, project);
  await ui.part('open-folder').click();
  const tree = ui.part('computer-tree');
  await tree.getByText('main.py').dblclick();
  await expect(ui.editorText).toContainText('old = 1');
  await ui.write('new = 2\n');
  renameSync(project, away);
  await ui.page.keyboard.press('ControlOrMeta+S');
  await expect(ui.problem).toContainText('The folder that this file is to be saved in is gone.');
  await expect(ui.tab('main.py')).toHaveAttribute('data-unsaved', 'true');
  await expect(ui.editorText).toContainText('new = 2');
  await ui.part('computer-refresh').click();
  await expect(tree).toContainText('There is no such file or folder on the computer.');
  await adder.screenshot('folder-gone');
  // The rest of the window works on.
  await ui.run('import math\nprint("still", "here")\n');
  await expect(ui.consoleText).toContainText('The folder of main.py cannot be read.');
  await expect(ui.consoleText).toContainText('still here');

  renameSync(away, project);
  await ui.part('computer-refresh').click();
  await expect(tree.getByText('main.py')).toBeVisible();
  await ui.write('newer = 3\n');
  await ui.page.keyboard.press('ControlOrMeta+S');
  await expect(ui.tab('main.py')).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(join(project, 'main.py'), 'utf8')).toBe('newer = 3\n');
});

test('a file of two megabytes is opened, edited at its end and saved', async ({ adder, ui }) => {
  const file = join(adder.folder, 'home', 'large.py');
  const line = 'value = 12345  # one of very many lines of a file that nobody wrote by hand\n';
  const text = line.repeat(Math.ceil((2 * 1024 * 1024) / line.length));
  writeFileSync(file, text);
  await answerOpenDialogs(adder, file);
  await ui.page.keyboard.press('ControlOrMeta+O');
  await expect(ui.tab('large.py')).toBeVisible();
  await ui.editorText.click();
  await ui.page.keyboard.press('ControlOrMeta+End');
  await ui.page.keyboard.type('last = 1');
  await expect(ui.tab('large.py')).toHaveAttribute('data-unsaved', 'true');
  await ui.page.keyboard.press('ControlOrMeta+S');
  await expect(ui.tab('large.py')).toHaveAttribute('data-unsaved', 'false');
  expect(readFileSync(file, 'utf8')).toBe(`${text}last = 1`);
  // The rest of the window works on.
  await ui.tab('blink.py').click();
  await ui.run('print("still", "here")\n');
  await expect(ui.consoleText).toContainText('still here');
});

test('a cable that is pulled in the middle of a save: the text stays, says so, and is saved when the board is back', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  const port = await startSerialBoard({ rate: 11_520 });
  try {
    const address = `serial:${port.path}`;
    const chip = ui.part('board-chip');
    const shown = ui.page.locator('[data-testid="tab"][data-origin="board"]');
    await chip.click();
    await ui.part('enter-address').click();
    await ui.page.getByRole('textbox', { name: 'Address' }).fill(address);
    await ui.page.keyboard.press('Enter');
    await expect(chip).toHaveAttribute('data-address', address);
    await expect(chip).toHaveAttribute('data-mode', 'idle');
    // Digits that cannot be made much shorter: seconds on this line.
    const digits = Array.from({ length: 5000 }, (_, row) => (row * 2654435761) % 4294967291);
    const text = digits.map((digit) => `# ${digit.toString(36)}\n`).join('');
    await ui.drop(ui.part('board-tree'), 'big.py', new TextEncoder().encode(text));
    await expect(ui.transfer('/big.py')).toHaveAttribute('data-state', 'done');
    await ui.treeItem('/big.py').dblclick();
    await expect(shown).toHaveAttribute('data-unsaved', 'false');
    await ui.editorText.click();
    await ui.page.keyboard.press('ControlOrMeta+End');
    await ui.page.keyboard.type('new = 2');
    const before = (await port.counts()).toBoard;
    await ui.page.keyboard.press('ControlOrMeta+S');
    await expect(async () => {
      expect((await port.counts()).toBoard).toBeGreaterThan(before + 4000);
    }).toPass({ intervals: [50] });
    await port.unplug();
    await expect(ui.part('tab-notice')).toHaveAttribute('data-kind', 'waiting');
    await expect(ui.editorText).toContainText('new = 2');
    await expect(shown).toHaveAttribute('data-unsaved', 'true');
    await adder.screenshot('unplugged-while-saving');

    await port.plugIn();
    await expect(shown).toHaveAttribute('data-unsaved', 'false', { timeout: 60_000 });
    await expect(ui.part('tab-notice')).toHaveCount(0);
    const { board } = await get(adder, 'connectBoard', address);
    const bytes = await get(adder, 'readBoardFile', board, '/big.py');
    expect(new TextDecoder().decode(bytes)).toBe(`${text}new = 2`);
  } finally {
    await port.stop();
  }
});
