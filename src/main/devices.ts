// The boards that can be chosen, as they come and go.

import { listDevices, watchDevices } from '../engine/discovery';
import type { DeviceInfo } from '../shared/board';

export class Devices {
  private latest: readonly DeviceInfo[] = [];

  constructor(private readonly onChange: (devices: readonly DeviceInfo[]) => void) {}

  async list(): Promise<readonly DeviceInfo[]> {
    this.latest = await listDevices();
    return this.latest;
  }

  watch(signal: AbortSignal): void {
    watchDevices(
      (devices) => {
        this.latest = devices;
        this.onChange(devices);
      },
      { signal },
    );
  }

  /** What was last seen. */
  get seen(): readonly DeviceInfo[] {
    return this.latest;
  }

  /** What was last seen at an address. */
  find(address: string): DeviceInfo | undefined {
    return this.latest.find((device) => device.address === address);
  }
}
