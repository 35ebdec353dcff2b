// The queue on a slow line: a real MicroPython behind a pseudo-terminal that passes so many bytes a second and no more.

import { createHash, randomBytes } from 'node:crypto';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import { get } from './support/bridge';
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
