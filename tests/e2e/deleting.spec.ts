// Deleting on a slow line: how far it is can be seen, and it can be cancelled; so can what brings it back. The board is a real MicroPython behind a
// pseudo-terminal that passes so many bytes a second and no more.

import { createHash, randomBytes } from 'node:crypto';
import type { Locator } from 'playwright';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import type { AdderApp } from './support/app';
import { get } from './support/bridge';
import { expect, test } from './support/test';
import type { AdderWindow } from './support/window';

const BIG = new Uint8Array(randomBytes(400_000));
const SHA256 = createHash('sha256').update(BIG).digest('hex');

interface SlowBoard {
  /** What lies on it. */
  readonly names: () => Promise<readonly string[]>;
  readonly bigThere: () => Promise<unknown>;
}

/** With big.bin and small.py, shown in the window. */
async function withSlowBoard(
  adder: AdderApp,
  ui: AdderWindow,
  work: (board: SlowBoard) => Promise<void>,
): Promise<void> {
  const port = await startSerialBoard({ rate: 40_000 });
  try {
    const { board } = await get(adder, 'connectBoard', port.path);
    await get(adder, 'writeBoardFile', board, '/big.bin', BIG, false);
    const small = new TextEncoder().encode('small\n');
    await get(adder, 'writeBoardFile', board, '/small.py', small, false);
    await adder.page.reload();
    await ui.ready();
    await ui.page.locator(`[data-address="serial:${port.path}"]`).getByRole('tab').click();
    await expect(ui.treeItem('/big.bin')).toBeVisible();
    await work({
      names: async () =>
        (await get(adder, 'listBoardFiles', board, '/')).map(({ name }) => name).sort(),
      bigThere: async () => {
        const places = [{ path: '/big.bin', size: BIG.length }];
        const [fact] = await get(adder, 'lookAtBoardFiles', board, places);
        return fact;
      },
    });
  } finally {
    await port.stop();
  }
}

const running = (ui: AdderWindow, direction: string): Locator =>
  ui.page.locator(`[data-testid="transfer"][data-direction="${direction}"][data-state="running"]`);

test('a deletion is seen, the next one waits for its turn, and a cancel leaves all as it was', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  test.slow(); // so is the line
  await withSlowBoard(adder, ui, async ({ names, bigThere }) => {
    await ui.menu(ui.treeItem('/big.bin'), 'remove');
    await expect(running(ui, 'delete')).toContainText(/deleting · .* of .*KB · .*KB\/s · about/);
    await expect(ui.part('status-transfers')).toContainText('Deleting big.bin');
    await ui.menu(ui.treeItem('/small.py'), 'remove');
    const deletion = ui.transfer('/big.bin');
    await expect(ui.transfer('/small.py')).toHaveAttribute('data-state', 'waiting');
    await adder.screenshot('deleting-light');
    await ui.colours('dark');
    await adder.screenshot('deleting-dark');
    await deletion.getByTestId('transfer-cancel').click();
    await expect(deletion).toHaveAttribute('data-state', 'cancelled');
    await expect(deletion).toContainText('deletion cancelled');

    await expect(ui.part('notice')).toContainText('Deleted small.py.');
    await expect(ui.treeItem('/small.py')).toHaveCount(0);
    await expect(ui.treeItem('/big.bin')).toBeVisible();
    expect(await names()).toEqual(['big.bin']);
    expect(await bigThere()).toMatchObject({ sha256: SHA256 });
    expect(await get(adder, 'listBin')).toMatchObject([{ names: ['small.py'] }]);
    await ui.part('notice-action').click();
    await expect(ui.part('notice')).toContainText('small.py is back.');
    expect(await names()).toEqual(['big.bin', 'small.py']);
  });
});

test('what comes back is seen too; cancelled, it is still among the deleted files', async ({
  adder,
  ui,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  test.slow();
  await withSlowBoard(adder, ui, async ({ names, bigThere }) => {
    await ui.menu(ui.treeItem('/big.bin'), 'remove');
    await expect(ui.part('notice')).toContainText('Deleted big.bin.', { timeout: 60_000 });
    await expect(ui.transfer('/big.bin')).toHaveCount(0);
    await expect(ui.treeItem('/big.bin')).toHaveCount(0);
    expect(await names()).toEqual(['small.py']);
    await adder.screenshot('deleting-undo');
    await ui.part('notice-action').click();
    const back = running(ui, 'restore');
    await expect(back).toContainText(/bringing back · .*KB\/s/);
    await adder.screenshot('deleting-back');
    await back.getByTestId('transfer-cancel').click();
    const cancelled = ui.transfer('/big.bin');
    await expect(cancelled).toHaveAttribute('data-state', 'cancelled');
    expect(await names()).toEqual(['small.py']);
    expect(await get(adder, 'listBin')).toMatchObject([{ names: ['big.bin'] }]);
    await cancelled.getByTestId('transfer-retry').click();
    await expect(ui.part('notice')).toContainText('big.bin is back.', { timeout: 60_000 });
    await expect(ui.treeItem('/big.bin')).toBeVisible();
    expect(await bigThere()).toMatchObject({ sha256: SHA256 });
    expect(await get(adder, 'listBin')).toEqual([]);
  });
});
