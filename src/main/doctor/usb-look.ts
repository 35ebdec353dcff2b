// Watches USB while the window looks for a board that is in no list, and only then.

import { watchUsbDevices, type UsbDevice } from '../../engine/discovery/usb-devices';

export class UsbLook {
  private looking: AbortController | undefined;

  constructor(private readonly onChange: (devices: readonly UsbDevice[]) => void) {}

  begin(): void {
    this.end();
    this.looking = new AbortController();
    watchUsbDevices(this.onChange, this.looking.signal);
  }

  end(): void {
    this.looking?.abort();
    this.looking = undefined;
  }
}
