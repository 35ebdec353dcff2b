// What a person's board is, who has just plugged it in: pure, from what is on USB and which ports there are, again and again. What was
// there at the beginning is not it, unless it goes and comes.

import type { UsbFacts } from '../../ipc/doctor';
import type { DeviceInfo } from '../../shared/board';
import { usbBoard } from '../../shared/usb-boards';

export type Sighting =
  /** `unplugged`: something has gone since, most likely the board. */
  | { readonly kind: 'watching'; readonly unplugged: boolean }
  | { readonly kind: 'port'; readonly device: DeviceInfo }
  | { readonly kind: 'bootloader'; readonly usb: UsbFacts }
  | { readonly kind: 'other'; readonly usb: UsbFacts }
  /** The person says that nothing happens. */
  | { readonly kind: 'nothing' };

export interface Look {
  readonly seen: Sighting;
  /** What was there before and is there still; nothing until the first list comes. */
  readonly oldPorts: readonly string[] | undefined;
  readonly oldUsb: readonly string[] | undefined;
}

export const NEW_LOOK: Look = {
  seen: { kind: 'watching', unplugged: false },
  oldPorts: undefined,
  oldUsb: undefined,
};

function usbKey({ place, vendorId, productId }: UsbFacts): string {
  return `${place} ${vendorId} ${productId}`;
}

function stillThere(
  old: readonly string[] | undefined,
  now: readonly string[],
): { readonly old: readonly string[]; readonly someWent: boolean } {
  if (old === undefined) return { old: now, someWent: false };
  const rest = old.filter((key) => now.includes(key));
  return { old: rest, someWent: rest.length < old.length };
}

function afterGoing(seen: Sighting, someWent: boolean): Sighting {
  return someWent && seen.kind === 'watching' ? { kind: 'watching', unplugged: true } : seen;
}

export function seePorts(look: Look, devices: readonly DeviceInfo[]): Look {
  const serial = devices.filter(({ kind }) => kind === 'serial');
  const { old, someWent } = stillThere(
    look.oldPorts,
    serial.map(({ address }) => address),
  );
  const device = serial.find(({ address }) => !old.includes(address));
  const seen: Sighting = device ? { kind: 'port', device } : afterGoing(look.seen, someWent);
  return { ...look, oldPorts: old, seen };
}

export function seeUsb(look: Look, devices: readonly UsbFacts[]): Look {
  const { old, someWent } = stillThere(look.oldUsb, devices.map(usbKey));
  const found = devices.filter((device) => !old.includes(usbKey(device)));
  const waiting = found.find(
    ({ vendorId, productId }) => usbBoard(vendorId, productId)?.bootloader === true,
  );
  const [other] = found;
  const next = { ...look, oldUsb: old };
  if (look.seen.kind === 'port') return next; // a port is more than a device
  if (waiting) return { ...next, seen: { kind: 'bootloader', usb: waiting } };
  if (other) return { ...next, seen: { kind: 'other', usb: other } };
  return { ...next, seen: afterGoing(look.seen, someWent) };
}

export function nothingCame(look: Look): Look {
  return look.seen.kind === 'watching' ? { ...look, seen: { kind: 'nothing' } } : look;
}
