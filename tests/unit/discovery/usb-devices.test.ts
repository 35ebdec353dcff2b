// What hangs on USB, from a folder made like the kernel's, as things come and go.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  listUsbDevices,
  watchUsbDevices,
  type UsbDevice,
} from '../../../src/engine/discovery/usb-devices';

function computer(): { sysfs: string; nodes: string; plug: (...facts: string[]) => void } {
  const root = mkdtempSync(join(tmpdir(), 'adder-usb-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const nodes = join(root, 'dev/bus/usb');
  mkdirSync(join(nodes, '001'), { recursive: true });
  mkdirSync(join(root, 'sys/bus/usb/devices'), { recursive: true });
  const plug = (place = '', vendor = '', product = '', name = '', kind = '00'): void => {
    const folder = join(root, 'sys/bus/usb/devices', place);
    mkdirSync(folder);
    writeFileSync(join(folder, 'idVendor'), `${vendor}\n`);
    writeFileSync(join(folder, 'idProduct'), `${product}\n`);
    writeFileSync(join(folder, 'bDeviceClass'), `${kind}\n`);
    if (name !== '') writeFileSync(join(folder, 'product'), `${name}\n`);
    writeFileSync(join(nodes, '001', place.replace(/\D/g, '')), '');
  };
  return { sysfs: join(root, 'sys'), nodes, plug };
}

it('lists devices with their names, and neither hubs nor interfaces', async () => {
  const { sysfs, plug } = computer();
  plug('usb1', '1d6b', '0002', 'Root hub', '09');
  plug('1-1', '0424', '2514', 'Hub', '09');
  plug('1-1.2', '2e8a', '0003', 'RP2 Boot', '00');
  plug('1-1.2:1.0', '', '');
  plug('1-2', '046d', 'c077', '');
  expect(await listUsbDevices(sysfs)).toEqual([
    { vendorId: 0x2e8a, productId: 3, product: 'RP2 Boot', place: '1-1.2' },
    { vendorId: 0x46d, productId: 0xc077, product: '', place: '1-2' },
  ]);
});

it('tells what is there now, and what comes', async () => {
  const { sysfs, nodes, plug } = computer();
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const seen: (readonly UsbDevice[])[] = [];
  let wake = (): void => undefined;
  const next = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const first = next();
  watchUsbDevices(
    (devices) => {
      seen.push(devices);
      wake();
    },
    end.signal,
    { sysfs, nodes },
  );
  await first;
  expect(seen).toEqual([[]]);
  const second = next();
  plug('1-3', '303a', '1001', 'JTAG');
  await second;
  expect(seen.at(-1)).toMatchObject([{ vendorId: 0x303a, place: '1-3' }]);
});

it('of a computer without such a folder there is nothing to tell', async () => {
  expect(await listUsbDevices('/nonexistent')).toEqual([]);
});
