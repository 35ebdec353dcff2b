// ble: a line for each Bluetooth device in reach, as it is heard. mpremote has no such command; `devs` stays what it is there, for
// listening takes seconds.

import type { BluetoothDeviceInfo } from '../../shared/board';
import { launchBluetooth } from '../../engine/host/bluetooth/launch';
import type { Context } from './context';

/** Two rounds of listening: what is heard once in a while is heard then, and names have come. ms */
const LISTEN_MS = 6000;
/** A device whose name has not come yet is shown when this is over. */
const NO_NAME = 'None';

export async function listBluetooth({ session, out, options }: Context): Promise<void> {
  const { scanBluetooth } = await import('../../engine/discovery');
  const nameless = new Map<string, BluetoothDeviceInfo>();
  const all = new Map<string, BluetoothDeviceInfo>();
  const shown = new Set<string>();
  const show = (device: BluetoothDeviceInfo): void => {
    shown.add(device.id);
    if (!options.json) void out.line(bluetoothLine(device));
    all.set(device.id, device);
  };
  const listening = new AbortController();
  const stop = (): void => listening.abort();
  const timer = setTimeout(stop, LISTEN_MS);
  session.signal.addEventListener('abort', stop);
  try {
    await scanBluetooth({
      launch: launchBluetooth,
      signal: listening.signal,
      onFound: (device) => {
        if (shown.has(device.id)) return;
        if (device.name === '') nameless.set(device.id, device);
        else show(device);
      },
    });
  } finally {
    clearTimeout(timer);
    session.signal.removeEventListener('abort', stop);
  }
  for (const device of nameless.values()) if (!shown.has(device.id)) show(device);
  if (options.json) await out.line(JSON.stringify([...all.values()]));
}

/** `ADDRESS SIGNAL NAME`, `None` for what is not known, as in the lines of devs. */
export function bluetoothLine({ address, signal, name }: BluetoothDeviceInfo): string {
  return `${address} ${signal === undefined ? NO_NAME : String(signal)} ${name || NO_NAME}`;
}
