// The picker over a scripted list of ports: names, order, search, hot-plug, and a board that comes back at another port.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Display } from '../../scripts/display.mjs';
import { whyMissing } from '../targets/micropython';
import { startSerialBoard } from '../targets/targets';
import { AdderApp } from './support/app';
import { ScriptedPorts, whyNoHotPlug, type ScriptedPort } from './support/ports';
import { expect, test } from './support/test';
import { AdderWindow } from './support/window';

interface Scripted {
  readonly adder: AdderApp;
  readonly ui: AdderWindow;
  readonly ports: ScriptedPorts;
  readonly end: () => Promise<void>;
}

const pico = (name: string, serialNumber: string, pty?: string): ScriptedPort => ({
  name,
  vendorId: '2e8a',
  productId: '0005',
  serialNumber,
  ...(pty !== undefined && { pty }),
});
const OTHERS: readonly ScriptedPort[] = [
  { name: 'ttyS0' },
  { name: 'ttyUSB0', vendorId: '1234', productId: '0005' },
  { name: 'ttyUSB1', vendorId: '10c4', productId: 'ea60', serialNumber: '0001' },
];

async function launch(display: Display, ports: readonly ScriptedPort[]): Promise<Scripted> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'adder-ports-')));
  const scripted = new ScriptedPorts(folder);
  scripted.set(ports, false);
  const adder = await AdderApp.launch(display.env);
  return {
    adder,
    ui: new AdderWindow(adder),
    ports: scripted,
    async end() {
      scripted.end();
      await adder.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test('boards have names, come and go, and the last one is there again', async ({ display }) => {
  test.skip(whyMissing() !== '', whyMissing());
  test.skip(whyNoHotPlug() !== '', whyNoHotPlug());
  const port = await startSerialBoard();
  const one = pico('ttyACM0', 'E66-ONE', port.path);
  const two = pico('ttyACM1', 'E66-TWO');
  const { adder, ui, ports, end } = await launch(display, [...OTHERS, two, one]);
  const rows = ui.part('device-row');
  /** Of the window of now. */
  const chip = () => ui.part('board-chip');
  try {
    await ui.ready();
    await chip().click();
    await expect(rows).toHaveText([
      /Virtual board/,
      /Raspberry Pi Pico or Pico W.*ttyACM0 · number E66-ONE/,
      /Raspberry Pi Pico or Pico W.*ttyACM1 · number E66-TWO/,
      /Board with USB chip CP210x.*ttyUSB1/,
      /Board on .*ttyUSB0/,
      /Serial port .*ttyS0/,
    ]);
    for (const colours of ['light', 'dark'] as const) {
      await ui.colours(colours);
      await adder.screenshot(`picker-names-${colours}`);
    }

    // Hot-plug while the picker is open; with many there is a field to search.
    const more = [2, 3, 4].map((number) => ({ ...two, name: `ttyACM${number}` }));
    ports.set([...OTHERS, two, one, ...more]);
    await expect(ui.part('device-search')).toBeVisible();
    await ui.part('device-search').fill('one');
    await expect(rows).toHaveCount(1);
    await ui.page.keyboard.press('Enter');
    await expect(chip()).toHaveAttribute('data-address', `serial:${ports.path('ttyACM0')}`);
    await expect(chip()).toHaveAttribute('data-mode', 'idle');
    await ui.part('console').click();
    await ui.page.keyboard.insertText('print("before", "the cable")\r');
    await expect(ui.consoleText).toContainText('before the cable');

    // Back at another port: known by its serial number, and still the same board.
    await port.unplug();
    ports.set([...OTHERS, two]);
    await expect(chip()).toContainText('back when plugged in');
    await port.plugIn();
    ports.set([...OTHERS, two, { ...one, name: 'ttyACM7' }]);
    await expect(chip()).toHaveAttribute('data-address', `serial:${ports.path('ttyACM7')}`);
    await expect(chip()).toHaveAttribute('data-mode', 'idle');
    await expect(ui.consoleText).toContainText('before the cable');

    // The next start begins with it; with the virtual board when it is not there.
    await adder.relaunch();
    await expect(chip()).toHaveAttribute('data-address', `serial:${ports.path('ttyACM7')}`);
    await adder.quit();
    ports.set(OTHERS, false);
    await adder.relaunch();
    await expect(chip()).toContainText('Virtual board · idle');
    await expect(ui.part('problem')).toHaveCount(0);
    await chip().click();
    await expect(ui.part('device-menu')).toContainText('not plugged in');
    await adder.screenshot('picker-absent');
    await ui.page.keyboard.press('Escape');
    const waiting = ui.part('board-tab').filter({ hasText: 'back when plugged in' });
    await expect(waiting).toHaveAttribute('data-address', `serial:${ports.path('ttyACM7')}`);
    for (const colours of ['light', 'dark'] as const) {
      await ui.colours(colours);
      await adder.screenshot(`boards-absent-${colours}`);
    }

    // Plugged in late, somewhere else: it is taken by itself.
    ports.set([...OTHERS, { ...one, name: 'ttyACM3' }]);
    await expect(chip()).toHaveAttribute('data-address', `serial:${ports.path('ttyACM3')}`);
    await expect(chip()).toHaveAttribute('data-mode', 'idle');
    await expect(ui.part('problem')).toHaveCount(0);
  } finally {
    await end();
    await port.stop();
  }
  expect(adder.unexpected).toEqual([]);
});

test('a file is that of its board, at another port too; another one at its port is offered', async ({
  display,
}) => {
  test.skip(whyMissing() !== '', whyMissing());
  test.skip(whyNoHotPlug() !== '', whyNoHotPlug());
  const port = await startSerialBoard();
  test.slow(); // a board is waited for twice
  const one = pico('ttyACM0', 'E66-ONE', port.path);
  const { adder, ui, ports, end } = await launch(display, [one]);
  const chip = ui.part('board-chip');
  try {
    await ui.ready();
    await ui.part('offer-connect').click();
    await expect(chip).toHaveAttribute('data-address', `serial:${ports.path('ttyACM0')}`);
    await expect(chip).toHaveAttribute('data-mode', 'idle');
    await ui.part('board-new-file').click();
    await ui.page.keyboard.press('Enter');
    const tab = ui.tab('main.py');
    await expect(tab).toContainText('Same on the board');
    await ui.write('kept = 1');
    await port.unplug();
    ports.set([]);
    await expect(chip).toContainText('back when plugged in');
    await ui.part('save').click();
    await expect(tab).toContainText('Will be saved when the board is back');

    // The message about the lost one does not cover the offer of the other one.
    ports.set([pico('ttyACM0', 'E66-TWO')]);
    await expect(ui.problem).toBeVisible();
    await expect(ui.part('offer')).toContainText('Raspberry Pi Pico or Pico W is plugged in.');
    await adder.screenshot('picker-other-board');
    await ui.part('offer-dismiss').click();

    await port.plugIn();
    ports.set([{ ...one, name: 'ttyACM7' }]);
    await expect(chip).toHaveAttribute('data-address', `serial:${ports.path('ttyACM7')}`);
    await expect(tab).toHaveAttribute('data-unsaved', 'false');
    await expect(tab).toContainText('Same on the board');
  } finally {
    await end();
    await port.stop();
  }
  expect(adder.unexpected).toEqual([]);
});
