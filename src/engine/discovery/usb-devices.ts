// All that hangs on USB, whether or not it has a serial port: a board in its bootloader has none, and a cable that only charges
// shows nothing at all. Linux only, from what the kernel shows in /sys; elsewhere the list is empty.

import { watch, type FSWatcher } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHexId } from '../transport/usb';

export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  /** As it calls itself; may be empty, and is hostile text. */
  readonly product: string;
  /** The port of the hub that it hangs on, such as `1-2.3`. */
  readonly place: string;
}

/** A device of the system itself: a hub. */
const HUB_CLASS = '09';
/** Plugging in raises a burst of events, and the kernel fills the folder after making it, ms. */
const SETTLE_MS = 300;
const MAX_PRODUCT = 128;

/** Never rejects. */
export async function listUsbDevices(sysfs = '/sys'): Promise<UsbDevice[]> {
  const folder = join(sysfs, 'bus/usb/devices');
  const names = await readdir(folder).catch((): string[] => []);
  // `1-2:1.0` is an interface of the device `1-2`.
  const places = names.filter((name) => /^\d+-[\d.]+$/.test(name)).sort();
  const devices = await Promise.all(places.map((place) => readDevice(folder, place)));
  return devices.filter((device) => device !== undefined);
}

async function readDevice(folder: string, place: string): Promise<UsbDevice | undefined> {
  const read = (name: string): Promise<string> =>
    readFile(join(folder, place, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const vendorId = parseHexId(await read('idVendor'));
  const productId = parseHexId(await read('idProduct'));
  if (vendorId === undefined || productId === undefined) return undefined;
  if ((await read('bDeviceClass')) === HUB_CLASS) return undefined;
  return { vendorId, productId, product: (await read('product')).slice(0, MAX_PRODUCT), place };
}

/** Calls `listener` with what is there now, and again whenever that changes, until `signal` aborts. */
export function watchUsbDevices(
  listener: (devices: readonly UsbDevice[]) => void,
  signal: AbortSignal,
  { sysfs = '/sys', nodes = '/dev/bus/usb' } = {},
): void {
  const watchers: FSWatcher[] = [];
  let known: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function relist(): Promise<void> {
    const devices = await listUsbDevices(sysfs);
    const text = JSON.stringify(devices);
    if (signal.aborted || text === known) return;
    known = text;
    listener(devices);
  }

  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void relist(), SETTLE_MS).unref();
  }

  function follow(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, changed);
      watcher.once('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // A system without device files for USB, or out of watches: what is there now is all that is told.
    }
  }

  void readdir(nodes)
    .catch((): string[] => [])
    .then((buses) => {
      if (signal.aborted) return;
      for (const bus of buses) follow(join(nodes, bus));
      return relist();
    });
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
    { once: true },
  );
}
