// The Nordic UART service of one connected device: bytes to its RX characteristic, notifications of its TX characteristic. Owns the
// connection and the sizes; knows no process and no REPL. The service is Nordic's ("UART/Serial Port Emulation over BLE",
// nRF Connect SDK, NUS), and what MicroPython boards offer a REPL on.

import { AdderError } from '../../../../shared/errors';
import type { BluetoothLibrary, Characteristic, Device } from './library';

export const UART_SERVICE = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
const RX = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
const TX = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';

/** What every device takes: an ATT MTU of 23 less a write's 3 bytes (Core Specification 5.4, Vol 3, Part F, 5.2.1). */
const LEAST_PAYLOAD = 20;
/**
 * Larger writes are not made, whatever the MTU: firmware cuts off, without a word, what exceeds the buffer of the characteristic
 * (extmod/nimble/modbluetooth_nimble.c, extmod/btstack/modbluetooth_btstack.c), and MicroPython's BLE UART has 100
 * bytes (examples/bluetooth/ble_uart_peripheral.py, `rxbuf`).
 */
export const MOST_PAYLOAD = 100;

const ENDED = 'The device has ended the connection.';

export interface UartEvents {
  bytes(bytes: Uint8Array): void;
  lost(detail: string): void;
}

export class Uart {
  private over = false;

  private constructor(
    private readonly device: Device,
    private readonly rx: Characteristic,
    /** Bytes a write. */
    readonly payload: number,
    private readonly events: UartEvents,
  ) {}

  /** Rejects with `bluetooth-failed` and `no-uart-service`, and has let the device go then. */
  static async connect(
    library: BluetoothLibrary,
    device: Device,
    events: UartEvents,
  ): Promise<Uart> {
    let uart: Uart | undefined;
    device.addEventListener('gattserverdisconnected', () => uart?.lose(ENDED));
    try {
      await device.gatt.connect();
    } catch (cause) {
      throw new AdderError('bluetooth-failed', { detail: messageOf(cause), cause });
    }
    try {
      const { rx, tx } = await findCharacteristics(device);
      tx.addEventListener('characteristicvaluechanged', () => {
        const { value } = tx;
        if (value) events.bytes(copyOf(value));
      });
      await tx.startNotifications();
      uart = new Uart(device, rx, payloadFrom(library.payloadOf(device.id)), events);
      if (!device.gatt.connected) throw new Error(ENDED);
      return uart;
    } catch (cause) {
      disconnect(device);
      throw cause instanceof AdderError
        ? cause
        : new AdderError('bluetooth-failed', { detail: messageOf(cause), cause });
    }
  }

  /** Resolves when the device has taken all bytes; false when the connection is lost. */
  async write(bytes: Uint8Array): Promise<boolean> {
    for (let sent = 0; sent < bytes.length; sent += this.payload) {
      if (this.over) return false;
      try {
        await this.send(new Uint8Array(bytes.subarray(sent, sent + this.payload)).buffer);
      } catch (cause) {
        this.lose(`A write failed: ${messageOf(cause)}`);
        return false;
      }
    }
    return !this.over;
  }

  close(): void {
    this.over = true;
    disconnect(this.device);
  }

  /**
   * With a response: the device confirms each write before the next one goes out. A write without may be dropped by either side
   * when its buffers are full, and nobody is told (Core Specification 5.4, Vol 3, Part F, 3.3.2). It is used only for a
   * device that offers nothing else.
   */
  private send(piece: ArrayBuffer): Promise<void> {
    const { rx } = this;
    return rx.properties.write
      ? rx.writeValueWithResponse(piece)
      : rx.writeValueWithoutResponse(piece);
  }

  private lose(detail: string): void {
    if (this.over) return;
    this.close();
    this.events.lost(detail);
  }
}

async function findCharacteristics({ gatt }: Device) {
  const service = await part(gatt.getPrimaryService(UART_SERVICE));
  const incomplete = 'Its Nordic UART service is not complete.';
  // The one that is listened to last: the library drops what comes between finding it and listening.
  const rx = await part(service.getCharacteristic(RX), incomplete);
  const tx = await part(service.getCharacteristic(TX), incomplete);
  return { rx, tx };
}

/** Waits for a part of the device; that it has none is `no-uart-service`. */
async function part<Part>(finding: Promise<Part>, detail?: string): Promise<Part> {
  try {
    return await finding;
  } catch (cause) {
    if (!/not found/i.test(messageOf(cause))) throw cause;
    throw new AdderError('no-uart-service', { ...(detail && { detail }), cause });
  }
}

/** @param known what the system says, which may make no sense */
export function payloadFrom(known: number | undefined): number {
  if (known === undefined || !Number.isInteger(known)) return LEAST_PAYLOAD;
  if (known < LEAST_PAYLOAD || known > 512) return LEAST_PAYLOAD;
  return Math.min(known, MOST_PAYLOAD);
}

function copyOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength).slice();
}

function disconnect({ gatt }: Device): void {
  try {
    if (gatt.connected) gatt.disconnect();
  } catch {
    // it is gone
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
