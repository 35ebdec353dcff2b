// The queue on a slow line: a real MicroPython behind a pseudo-terminal that passes so many bytes a second and no more.

import { createHash, randomBytes } from 'node:crypto';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import { get } from './support/bridge';
import { answerQuestions, questions } from './support/dialogs';
import { expect, test } from './support/test';

test('a large upload shows how far it is, is paused and goes on, is cancelled and tried again', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  test.slow(); // so is the line
  const port = await startSerialBoard({ rate: 25_000 });
  try {
    const { board } = await get(adder, 'connectBoard', port.path);
    await adder.page.reload();
    await ui.ready();
    const tab = ui.page.locator(`[data-testid="board-tab"][data-address="serial:${port.path}"]`);
    await tab.getByRole('tab').click();
    await expect(ui.part('status-mode')).toContainText('idle');

    const bytes = new Uint8Array(randomBytes(500_000));
    await ui.drop(ui.part('board-tree'), 'big.bin', bytes);
    await ui.drop(ui.part('board-tree'), 'next.bin', bytes.slice(0, 1000));
    const upload = ui.transfer('/big.bin');
    await expect(upload).toContainText(/KB\/s · about \d+ (s|min) left/);
    await expect(ui.transfer('/next.bin')).toHaveAttribute('data-state', 'waiting');
    await adder.screenshot('queue-light');
    await upload.getByTestId('transfer-pause').click();
    await expect(upload).toHaveAttribute('data-state', 'paused');
    await expect(upload).toContainText('paused');
    await ui.colours('dark');
    await adder.screenshot('queue-dark');
    await upload.getByTestId('transfer-resume').click();
    await expect(upload).toHaveAttribute('data-state', 'running');
    await upload.getByTestId('transfer-cancel').click();
    await expect(upload).toHaveAttribute('data-state', 'cancelled');
    await expect(ui.treeItem('/next.bin')).toBeVisible();
    await expect(ui.treeItem('/big.bin')).toHaveCount(0);
    await upload.getByTestId('transfer-retry').click();
    await expect(upload).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    const places = [{ path: '/big.bin', size: bytes.length }];
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await get(adder, 'lookAtBoardFiles', board, places)).toMatchObject([{ sha256 }]);
  } finally {
    await port.stop();
  }
});

test('closing over what is on its way asks once with what is unsaved, and stays, or cancels it', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  test.slow(); // so is the line
  const close = (): Promise<void> =>
    adder.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  const port = await startSerialBoard({ rate: 25_000 });
  try {
    const { board } = await get(adder, 'connectBoard', port.path);
    await get(adder, 'writeBoardFile', board, '/big.bin', new TextEncoder().encode('old'), false);
    // By now a board that was slow to say its name has said it.
    const { name } = await get(adder, 'connectBoard', port.path);
    await adder.page.reload();
    await ui.ready();
    const tab = ui.page.locator(`[data-testid="board-tab"][data-address="serial:${port.path}"]`);
    await tab.getByRole('tab').click();
    await expect(ui.treeItem('/big.bin')).toBeVisible();

    const bytes = new Uint8Array(randomBytes(500_000));
    await ui.drop(ui.part('board-tree'), 'big.bin', bytes);
    await ui.drop(ui.part('board-tree'), 'next.bin', bytes.slice(0, 1000));
    const upload = ui.transfer('/big.bin');
    await expect(ui.transfer('/next.bin')).toHaveAttribute('data-state', 'waiting');
    await answerQuestions(adder, 0);
    await close(); // while it asks whether the old one may be replaced
    await ui.part('dialog').locator('[data-choice="replace"]').click();
    await expect(upload).toHaveAttribute('data-state', 'running');
    await expect(upload).toContainText(/about \d+ (s|min) left/);
    await ui.write('unsaved\n');
    await expect(ui.tab('blink.py')).toHaveAttribute('data-unsaved', 'true');
    await get(adder, 'getAppInfo'); // what the window has told before has arrived
    await close();
    const [first, second, ...more] = await questions(adder);
    expect(first).toMatch(/^Files are still on their way\. Close all the same\?\n/);
    expect(first?.split('\n').at(-1)).toBe(`Uploads to ${name}: 2`);
    expect(second).toMatch(/^Files are still on their way, and there are unsaved changes\. /);
    expect(second).toContain(`\nUploads to ${name}: 2\n\n`);
    expect(second?.split('\n').at(-1)).toBe('blink.py');
    expect(more).toEqual([]);
    await expect(upload).toHaveAttribute('data-state', 'running');

    await answerQuestions(adder, 1);
    await adder.relaunch();
    await ui.ready();
    const { board: again } = await get(adder, 'connectBoard', port.path);
    const files = await get(adder, 'listBoardFiles', again, '/');
    expect(files).toEqual([{ name: 'big.bin', kind: 'file', size: 3 }]);
  } finally {
    await port.stop();
  }
});
