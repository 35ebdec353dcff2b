// What hangs at a port, as it is kept in files: by this a board is known again at another port.

import * as v from 'valibot';
import { rememberBoard } from '../../engine/discovery';
import type { DeviceInfo } from '../../shared/board';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const usbId = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));

export const keptDevice = v.object({
  address: text,
  kind: v.literal('serial'),
  path: text,
  vendorId: usbId,
  productId: usbId,
  serialNumber: v.exactOptional(text),
  usbInterface: v.exactOptional(v.pipe(v.number(), v.integer())),
});
export type KeptDevice = v.InferOutput<typeof keptDevice>;

/** Undefined for what hangs at no port of USB, or cannot be told from others. */
export function deviceAt(address: string, devices: readonly DeviceInfo[]): KeptDevice | undefined {
  const device = v.safeParse(keptDevice, rememberBoard(address, devices)?.device);
  return device.success ? device.output : undefined;
}
