// Hot-plug: tells when the list of devices has changed. On Linux the kernel says when a device file comes or goes. macOS and
// Windows say so only through interfaces that Node does not have, so there the list is taken again every two seconds;
// it is cheap there (no helper program is started).

import { watch, type FSWatcher } from 'node:fs';
import type { DeviceInfo } from '../../shared/board';
import { listDevices } from './devices';

const RELIST_MS = 2000;
/** Plugging in raises a burst of events, and udev sets the rights of the new file after making it. */
const SETTLE_MS = 150;

/** Gets the whole list each time. */
export type DeviceListener = (devices: readonly DeviceInfo[]) => void;

export interface WatchSystem {
  readonly platform: NodeJS.Platform;
  list(): Promise<readonly DeviceInfo[]>;
  /** Tells the names of files that come or go; not of those that are written to, as every open port is. */
  watch(folder: string, changed: (name: string | null) => void): Pick<FSWatcher, 'close' | 'once'>;
}

const system: WatchSystem = {
  platform: process.platform,
  list: () => listDevices(),
  watch: (folder, changed) =>
    watch(folder, { persistent: false }, (event, name) => {
      if (event === 'rename') changed(name);
    }),
};

/** Calls `listener` with the devices of now, and again whenever they are others, until `signal` aborts. */
export function watchDevices(
  listener: DeviceListener,
  { signal }: { readonly signal: AbortSignal },
  on: WatchSystem = system,
): void {
  if (signal.aborted) return;
  const watcher = new DeviceWatcher(listener, on);
  signal.addEventListener('abort', () => watcher.stop(), { once: true });
}

class DeviceWatcher {
  private known: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private files: ReturnType<WatchSystem['watch']> | undefined;
  private stopped = false;
  private listing = false;
  private again = false;

  constructor(
    private readonly listener: DeviceListener,
    private readonly on: WatchSystem,
  ) {
    if (on.platform === 'linux') this.watchFiles();
    void this.relist();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.files?.close();
    this.files = undefined;
  }

  /** Without a watch (none left on this system) the list is taken again as elsewhere. */
  private watchFiles(): void {
    try {
      this.files = this.on.watch('/dev', (name) => {
        if (name === null || name.startsWith('tty')) this.relistIn(SETTLE_MS);
      });
      this.files.once('error', () => {
        this.files?.close();
        this.files = undefined;
        if (!this.stopped) this.relistIn(RELIST_MS);
      });
    } catch {
      this.files = undefined;
    }
  }

  private relistIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.relist(), milliseconds).unref();
  }

  private async relist(): Promise<void> {
    this.again = this.listing;
    if (this.listing) return; // the one that runs may have looked too early: it looks once more
    this.listing = true;
    const devices = await this.on.list().catch(() => undefined);
    this.listing = false;
    if (this.stopped) return;
    this.tell(devices);
    if (this.again) await this.relist();
    else if (!this.files) this.relistIn(RELIST_MS);
  }

  private tell(devices: readonly DeviceInfo[] | undefined): void {
    const text = JSON.stringify(devices);
    if (!devices || text === this.known) return;
    this.known = text;
    this.listener(devices);
  }
}
