// devs, connect list: a line for each serial port, in the format and the order of mpremote. Only --json lists all that can be chosen: scripts
// take the first word of each line for a port.

import type { DeviceInfo } from '../../shared/board';
import type { Context } from './context';

export async function listBoards({ session, out, options }: Context): Promise<void> {
  await session.disconnect(); // as mpremote: it is a `connect`
  const { listDevices } = await import('../../engine/discovery');
  const devices = await listDevices();
  if (options.json) await out.line(JSON.stringify(devices));
  else
    for (const device of devices.filter(({ kind }) => kind === 'serial').sort(byPath))
      await out.line(deviceLine(device));
}

/** As pyserial sorts: numbers by their value, all else by its code points. */
function byPath(a: DeviceInfo, b: DeviceInfo): number {
  const [first, second] = [a, b].map(({ path }) => path.split(/(\d+)/));
  for (const [index, part] of (first ?? []).entries()) {
    const other = second?.[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const difference = Number(part) - Number(other);
    return Number.isNaN(difference) || difference === 0 ? (part < other ? -1 : 1) : difference;
  }
  return -1;
}

/** `DEVICE SERIAL VID:PID MANUFACTURER PRODUCT`, `None` for what is not known. */
export function deviceLine(device: DeviceInfo): string {
  const { vendorId = 0, productId = 0, serialNumber, manufacturer, product } = device;
  return [
    device.path,
    serialNumber ?? 'None',
    `${hex4(vendorId)}:${hex4(productId)}`,
    manufacturer ?? 'None',
    product ?? 'None',
  ].join(' ');
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}
