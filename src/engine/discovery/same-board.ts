// Which of the ports is the board that was lost, and at which address it is now. Pure: what the ports are is told by
// devices.ts, when they change by watch.ts.
//
// A board with a serial number is known by its USB ids, that number and which of its ports it was: it may come back as
// /dev/ttyACM1. One without is known by its path, and by its ids, so that another board in its place is not taken for it.

import { parseAddress, printAddress } from '../../shared/address';
import type { DeviceInfo } from '../../shared/board';

/** What to remember of a board while it is there. */
export interface KnownBoard {
  /** The address that it was opened with. */
  readonly address: string;
  /** What hung at that port, if it is a port that the system lists with something on USB. */
  readonly device?: DeviceInfo;
}

/** `undefined` for links whose other end does not come back by being plugged in. Throws `bad-address`. */
export function rememberBoard(
  address: string,
  devices: readonly DeviceInfo[],
): KnownBoard | undefined {
  const { link } = parseAddress(address);
  if (link.kind !== 'serial' && link.kind !== 'serial-id') return undefined;
  const device = devices.find(
    (device) =>
      device.vendorId !== undefined &&
      (link.kind === 'serial'
        ? device.path === link.path
        : device.serialNumber === link.serialNumber),
  );
  return { address, ...(device && { device }) };
}

/** The path to look at where the system's list has nothing to say: a pty, a link in /dev/serial/by-id. */
export function plainPath({ address, device }: KnownBoard): string | undefined {
  const { link } = parseAddress(address);
  return link.kind === 'serial' && device === undefined ? link.path : undefined;
}

/** Where the board can be opened now, by the list of devices alone. */
export function addressNow(
  { address, device }: KnownBoard,
  devices: readonly DeviceInfo[],
): string | undefined {
  const { link, wrappers } = parseAddress(address);
  if (link.kind === 'serial-id')
    return devices.some(({ serialNumber }) => serialNumber === link.serialNumber)
      ? address
      : undefined;
  if (link.kind !== 'serial' || device === undefined) return undefined;
  const path = pathNow(device, devices);
  return path === undefined
    ? undefined
    : printAddress({ wrappers, link: { kind: 'serial', path } });
}

function pathNow(was: DeviceInfo, devices: readonly DeviceInfo[]): string | undefined {
  const same = devices.filter(
    (device) =>
      device.vendorId === was.vendorId &&
      device.productId === was.productId &&
      device.serialNumber === was.serialNumber &&
      device.usbInterface === was.usbInterface,
  );
  if (same.some(({ path }) => path === was.path)) return was.path;
  // Makers who give all their chips one serial number make boards that cannot be told apart.
  return was.serialNumber !== undefined && same.length === 1 ? same[0]?.path : undefined;
}
