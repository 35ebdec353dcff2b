// Which Bluetooth devices are in reach. Only on request: listening takes seconds and uses the radio. It connects to nothing, so whether a
// board answers is found out by connecting.

import { linkAddress, printAddress } from '../../shared/address';
import type { BluetoothDeviceInfo } from '../../shared/board';
import type { AdderError } from '../../shared/errors';
import { BluetoothClient, failureError } from '../transport/ble/client';
import type { FoundReport } from '../transport/ble/messages';
import { cleanName } from '../transport/ble/names';
import type { BluetoothLauncher } from '../transport/ble/process';

/** How devices are listened for. */
export interface BluetoothScan {
  /** Starts the Bluetooth process, as for connecting. */
  readonly launch: BluetoothLauncher;
  /** Ends the scan. */
  readonly signal: AbortSignal;
  /** Called for each device, and again when its name or signal strength is another, every few seconds. */
  readonly onFound: (device: BluetoothDeviceInfo) => void;
}

/** Above what strangers can make it hold: a crowd of devices that change their address all the time. */
const MAX_DEVICES = 1000;

/**
 * Listens until `signal` aborts, and resolves then. Rejects with `bluetooth-unavailable`, `bluetooth-denied` and
 * `bluetooth-failed`.
 */
export async function scanBluetooth({ launch, signal, onFound }: BluetoothScan): Promise<void> {
  if (signal.aborted) return;
  const known = new Map<string, string>();
  let client: BluetoothClient | undefined;
  let onAbort: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => resolve();
      signal.addEventListener('abort', onAbort);
      client = BluetoothClient.start(launch, { kind: 'scan' }, (report) => {
        if (report.kind === 'failed') reject(failureError(report));
        if (report.kind !== 'found' || signal.aborted) return;
        const device = deviceInfo(report);
        if (!device) return;
        const told = JSON.stringify(device);
        if (known.get(device.id) === told) return;
        if (!known.has(device.id) && known.size >= MAX_DEVICES) return;
        known.set(device.id, told);
        onFound(device);
      });
      void client.ended.then((error: AdderError) => reject(error));
    });
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
    await client?.close();
  }
}

/** Undefined for an id that is no part of an address. */
function deviceInfo({ id, name, signal, uart }: FoundReport): BluetoothDeviceInfo | undefined {
  if (id !== cleanName(id)) return undefined;
  return {
    address: printAddress(linkAddress({ kind: 'ble', device: id })),
    id,
    name: cleanName(name),
    uart,
    ...(signal !== undefined && { signal }),
  };
}
