// Boards by Bluetooth in the app: the utility process with its real library, on a system bus of the test's own.

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Display } from '../../scripts/display.mjs';
import { DEVICE_ID, Radio, SystemBus, whyNoRadio } from '../targets/bluez';
import { AdderApp } from './support/app';
import { ask, get, type WindowWithBridge } from './support/bridge';
import { expect, test } from './support/test';
import { AdderWindow } from './support/window';

/** Launches an app of the test's own, which must have nothing to complain about. */
async function withAdder(
  { env }: Display,
  work: (adder: AdderApp) => Promise<void>,
): Promise<void> {
  const adder = await AdderApp.launch(env);
  try {
    await work(adder);
  } finally {
    await adder.dispose();
  }
  expect(adder.unexpected).toEqual([]);
}

/** The process ids of the app's Bluetooth processes. */
function bluetoothProcesses({ app }: AdderApp): Promise<number[]> {
  return app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ name }) => name === 'Adder Bluetooth')
      .map(({ pid }) => pid),
  );
}

test.beforeEach(() => {
  const reason = whyNoRadio();
  if (process.env['ADDER_REQUIRE_ALL'] === '1') expect(reason).toBe('');
  else test.skip(reason !== '', reason);
});

test('Bluetooth that crashes says why, and the app lives on', async ({ display }) => {
  const bus = await SystemBus.start();
  const testing = bus.use(() =>
    withAdder(display, async (adder) => {
      for (let times = 0; times < 2; times++) {
        const answer = await ask(adder, 'connectBoard', 'ble:mpy-repl');
        expect(answer).toMatchObject({ ok: false, error: { code: 'bluetooth-unavailable' } });
        expect(JSON.stringify(answer)).toContain('bluetoothd');
      }
      expect(await bluetoothProcesses(adder)).toEqual([]);
      expect(await get(adder, 'connectBoard', 'virtual:')).toHaveProperty('board');
    }),
  );
  await testing.finally(() => bus.stop());
});

/** Says everything back. */
function echo(): Parameters<typeof Radio.start>[0] {
  let say: (bytes: Uint8Array) => void = () => undefined;
  return {
    onBytes: (listener) => {
      say = listener;
      return () => undefined;
    },
    write: (bytes) => {
      say(bytes);
      return Promise.resolve();
    },
  };
}

async function withRadio(work: (radio: Radio) => Promise<void>): Promise<void> {
  const radio = await Radio.start(echo());
  await radio.bus.use(() => work(radio)).finally(() => radio.stop());
}

test('a board by Bluetooth is connected, heard, lost, and let go', async ({ display }) => {
  await withRadio((radio) =>
    withAdder(display, async (adder) => {
      await adder.page.evaluate(() => {
        const heard = { text: '' };
        Object.assign(window, { heard });
        (window as unknown as WindowWithBridge).adder.on('consoleOutput', (_, bytes) => {
          heard.text += new TextDecoder().decode(bytes);
        });
      });
      const heard = (): Promise<string> =>
        adder.page.evaluate(() => (window as unknown as { heard: { text: string } }).heard.text);

      const { board } = await get(adder, 'connectBoard', 'ble:mpy-repl');
      await get(adder, 'typeKeys', board, 'good morning');
      await expect.poll(heard).toContain('good morning');
      expect(await bluetoothProcesses(adder)).toHaveLength(1);
      radio.drop();
      await expect.poll(() => bluetoothProcesses(adder)).toEqual([]);
      expect(await ask(adder, 'typeKeys', board, 'x')).toMatchObject({ ok: false });

      const again = await get(adder, 'connectBoard', `ble:${DEVICE_ID}`);
      expect(radio.connected).toBe(true);
      await get(adder, 'disconnectBoard', again.board);
      await expect.poll(() => radio.connected).toBe(false);
      await expect.poll(() => bluetoothProcesses(adder)).toEqual([]);
    }),
  );
});

test('the form lists what is in reach, and one of them is connected', async ({ display }) => {
  await withRadio((radio) =>
    withAdder(display, async (adder) => {
      const ui = new AdderWindow(adder);
      await ui.ready();
      await ui.part('board-chip').click();
      await ui.part('bluetooth-board').click();
      const device = ui.part('bluetooth-device').filter({ hasText: 'mpy-repl' });
      await expect(device).toContainText('dBm');
      await expect(ui.part('form-connect')).toHaveAttribute('aria-disabled', 'true');
      for (const colours of ['light', 'dark'] as const) {
        await ui.colours(colours);
        await adder.screenshot(`bluetooth-form-${colours}`);
      }
      await device.focus();
      await adder.page.keyboard.press('Space');
      await adder.page.keyboard.press('Enter');
      await expect(ui.part('device-form')).toBeHidden();
      await expect(ui.part('board-chip')).toHaveAttribute('data-address', `ble:${DEVICE_ID}`);
      expect(radio.connected).toBe(true);
      // Leaving the form ends the search, and its process.
      await ui.part('board-chip').click();
      await ui.part('bluetooth-board').click();
      await expect.poll(() => bluetoothProcesses(adder)).toHaveLength(2);
      await adder.page.keyboard.press('Escape');
      await expect.poll(() => bluetoothProcesses(adder)).toHaveLength(1);
    }),
  );
});

test('the Bluetooth process ends with an app that is killed', async ({ display }) => {
  await withRadio(() =>
    withAdder(display, async (adder) => {
      await get(adder, 'connectBoard', 'ble:mpy-repl');
      const [pid = 0] = await bluetoothProcesses(adder);
      expect(existsSync(`/proc/${pid}`)).toBe(true);
      const child = adder.app.process();
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
    }),
  );
});
