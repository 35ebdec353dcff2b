// The DTR and RTS lines of an open port, raised and lowered so that no board is reset. The circuit of ESP boards resets them while
// RTS is up and DTR is down, and picks the bootloader for the next reset while DTR is up and RTS is down (Espressif,
// "Boot Mode Selection"). DTR must be up: a USB board sends nothing to a computer that has it down. So both are up while the
// port is open, and on the way there and back RTS is never up alone.
//
// Linux and macOS raise both at once when a port opens and drop both at once when it closes, and one call of serialport's `set` is one
// change there. On Windows a port opens with DTR up and RTS down, and a call is two changes, RTS before DTR
// (serialport_win.cpp). How mpremote came to the same order: micropython#9659, #11075, #18001.

import type { Signals } from './driver';
import { done, type PortSignals, type PortStream } from './port-stream';

/** Its driver for Windows raises DTR and RTS one after the other the first time a port is opened after plugging in. */
const SILICON_LABS = 0x10c4;

export interface OpenLines {
  /** serialport's name for it. On Windows `false` leaves both lines down when the port opens; elsewhere it is about closing. */
  readonly hupcl: boolean;
}

export function openLines(platform: NodeJS.Platform, vendorId: number | undefined): OpenLines {
  return { hupcl: !(platform === 'win32' && vendorId === SILICON_LABS) };
}

export class PortLines {
  private now: PortSignals = { dtr: true, rts: true, brk: false };

  constructor(
    private readonly port: PortStream,
    private readonly platform: NodeJS.Platform,
  ) {}

  /** After opening. */
  async raise(): Promise<void> {
    // DTR first. The second call writes it once more, without which usbser.sys keeps a change of RTS to itself (esptool#290).
    if (this.platform === 'win32') await this.set({ dtr: true, rts: false, brk: false });
    await this.set({ dtr: true, rts: true, brk: false });
  }

  async change({ dtr, rts, break: brk }: Signals): Promise<void> {
    const { now } = this;
    await this.set({ dtr: dtr ?? now.dtr, rts: rts ?? now.rts, brk: brk ?? now.brk });
  }

  /** Before closing: RTS first, for a system may drop DTR before it otherwise. */
  async lower(): Promise<void> {
    await this.set({ ...this.now, rts: false, brk: false });
    await this.set({ dtr: false, rts: false, brk: false });
  }

  /** A link that has no such lines (a pty), or none any more, is left alone. */
  private async set(signals: PortSignals): Promise<void> {
    const { port } = this;
    if (!port.isOpen) return;
    this.now = signals;
    await done((callback) => port.set(signals, callback)).catch(() => undefined);
  }
}
