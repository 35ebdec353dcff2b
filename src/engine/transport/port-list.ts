// The serial ports that the system knows, with what hangs on them. Knows nothing of boards: discovery makes devices of
// these, and the serial transport finds `id:` addresses here.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listSystemPorts, type ListedPort } from './port-bindings';
import { parseHexId, readUsbFacts, type UsbFacts } from './usb';

export interface PortFacts extends Partial<UsbFacts> {
  readonly path: string;
}

export interface PortListSystem {
  readonly platform: NodeJS.Platform;
  list(): Promise<readonly ListedPort[]>;
  deviceNames(): Promise<readonly string[]>;
  usbFacts(path: string): Promise<UsbFacts | undefined>;
}

/** Listing starts a helper program on Linux (udevadm); one that hangs must not hang the app. */
const PATIENCE_MS = 5000;

const system: PortListSystem = {
  platform: process.platform,
  list: () => listSystemPorts(),
  deviceNames: () => readdir('/dev'),
  usbFacts: (path) => readUsbFacts(path),
};

/** Never rejects: where the system's own list fails, the ports that can be seen. */
export async function listPorts(from: PortListSystem = system): Promise<PortFacts[]> {
  const listed = await withinPatience(from.list()).catch(() => scan(from));
  return Promise.all(listed.map((port) => describe(port, from)));
}

async function describe(port: ListedPort, from: PortListSystem): Promise<PortFacts> {
  const vendorId = parseHexId(port.vendorId);
  const productId = parseHexId(port.productId);
  // udev's names have underscores for blanks and no product: the kernel's are the maker's own.
  const usb = from.platform === 'linux' ? await from.usbFacts(port.path) : undefined;
  return {
    path: port.path,
    ...(vendorId !== undefined && { vendorId }),
    ...(productId !== undefined && { productId }),
    ...(port.serialNumber && { serialNumber: port.serialNumber }),
    ...(port.manufacturer && { manufacturer: port.manufacturer }),
    ...(port.friendlyName && { product: port.friendlyName }),
    ...usb,
  };
}

/** Without udevadm (a slim container, a broken installation) the device files are still there. */
async function scan(from: PortListSystem): Promise<ListedPort[]> {
  if (from.platform === 'win32') return [];
  const wanted = from.platform === 'darwin' ? /^tty\.usb/ : /^tty(ACM|USB)\d+$/;
  const names = await from.deviceNames().catch(() => []);
  return names.filter((name) => wanted.test(name)).map((name) => ({ path: join('/dev', name) }));
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the list of ports did not come')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
