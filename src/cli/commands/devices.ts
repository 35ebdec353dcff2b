// devs, connect list: a line for each board that can be chosen, in the format of mpremote.

import type { DeviceInfo } from '../../shared/board';
import type { Context } from './context';

export async function listBoards({ out }: Context): Promise<void> {
  const { listDevices } = await import('../../engine/discovery');
  for (const device of await listDevices()) await out.line(deviceLine(device));
}

/** `DEVICE SERIAL VID:PID MANUFACTURER PRODUCT`, `None` for what is not known. */
export function deviceLine(device: DeviceInfo): string {
  const { vendorId = 0, productId = 0, serialNumber, manufacturer, product } = device;
  return [
    device.kind === 'serial' ? device.path : device.address,
    serialNumber ?? 'None',
    `${hex4(vendorId)}:${hex4(productId)}`,
    manufacturer ?? 'None',
    product ?? 'None',
  ].join(' ');
}

function hex4(id: number): string {
  return id.toString(16).padStart(4, '0');
}
