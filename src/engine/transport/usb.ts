// What hangs on a USB serial port, as far as a transport must know: its ids, and whether its maker's chips speak USB
// themselves. On Linux the kernel tells at once (sysfs), without starting udevadm.

import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LinkTraits } from './transport';

/**
 * A board whose own chip speaks USB: the sender is held back, and no line resets it. A pseudo-terminal, which ends in a program, and the
 * virtual board are the same to whoever talks to them.
 */
export const USB_BOARD: LinkTraits = {
  inFlight: Infinity,
  eightBitClean: true,
  resetsOnOpen: false,
  survivesSoftReset: true,
};

export interface UsbFacts {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
  readonly product?: string;
  /** Which of its ports, where a board has several (bInterfaceNumber). Linux only. */
  readonly usbInterface?: number;
}

/**
 * Makers whose boards have USB in the chip that runs MicroPython, so that USB itself holds the sender back. Every other id may
 * be a bridge (CP210x 10C4, CH34x 1A86, FTDI 0403, Prolific 067B, DAPLink 0D28, ST-Link 0483, ...) before a bare UART that
 * loses what exceeds the receive buffer; not knowing a native board only makes it slower.
 */
const NATIVE_USB_VENDORS: ReadonlySet<number> = new Set([
  0x1209, // pid.codes
  0x1d50, // OpenMoko
  0x1fc9, // NXP
  0x239a, // Adafruit
  0x2886, // Seeed
  0x2e8a, // Raspberry Pi
  0x303a, // Espressif
  0xf055, // pyboard
]);

export function hasNativeUsb(vendorId: number | undefined): boolean {
  return vendorId !== undefined && NATIVE_USB_VENDORS.has(vendorId);
}

/** A USB serial port hangs at most this many folders below its USB device (ttyUSB0: port, interface, device). */
const DEPTH = 4;

/** Linux only; undefined for what is no USB device, and elsewhere. */
export async function readUsbFacts(path: string, sysfs = '/sys'): Promise<UsbFacts | undefined> {
  let folder: string;
  try {
    const name = basename(await realpath(path).catch(() => path));
    folder = await realpath(join(sysfs, 'class/tty', name, 'device'));
  } catch {
    return undefined;
  }
  let usbInterface: number | undefined;
  for (let depth = 0; depth < DEPTH; depth++, folder = dirname(folder)) {
    usbInterface ??= await readHex(join(folder, 'bInterfaceNumber'));
    const vendorId = await readHex(join(folder, 'idVendor'));
    const productId = await readHex(join(folder, 'idProduct'));
    if (vendorId === undefined || productId === undefined) continue;
    const serialNumber = await readLine(join(folder, 'serial'));
    const manufacturer = await readLine(join(folder, 'manufacturer'));
    const product = await readLine(join(folder, 'product'));
    return {
      vendorId,
      productId,
      ...(serialNumber && { serialNumber }),
      ...(manufacturer && { manufacturer }),
      ...(product && { product }),
      ...(usbInterface !== undefined && { usbInterface }),
    };
  }
  return undefined;
}

export function parseHexId(text: string | undefined): number | undefined {
  return text !== undefined && /^(0x)?[0-9a-f]{1,4}$/i.test(text) ? parseInt(text, 16) : undefined;
}

async function readHex(file: string): Promise<number | undefined> {
  return parseHexId(await readLine(file));
}

async function readLine(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}
