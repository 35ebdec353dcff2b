// Listens for Bluetooth devices while the window shows its form. One scan at a time, and none for a window that is gone.

import { scanBluetooth } from '../../engine/discovery';
import type { BluetoothDeviceInfo } from '../../shared/board';
import { launchBluetooth } from './launch';

/** Nobody looks at a form that long; the radio then rests. */
const LONGEST_MS = 5 * 60_000;

export class BluetoothScans {
  private running: AbortController | undefined;

  constructor(private readonly onFound: (device: BluetoothDeviceInfo) => void) {}

  /** Resolves when it was stopped, or has gone on for long. Rejects with `bluetooth-unavailable`, `-denied` and `-failed`. */
  async start(): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.running = abort;
    const late = setTimeout(() => {
      abort.abort();
    }, LONGEST_MS);
    const { onFound } = this;
    try {
      await scanBluetooth({ launch: launchBluetooth, signal: abort.signal, onFound });
    } finally {
      clearTimeout(late);
    }
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
  }
}
