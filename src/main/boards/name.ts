// What a board is called before people: by what its firmware says it is, else by what its USB plug says, else by its port.
// All of these come from outside, so they are cut and cleaned.

import type { BoardFacts, DeviceInfo } from '../../shared/board';
import { usbName } from '../../shared/usb-names';

const MAX_LENGTH = 48;
/** Wrappers in front of an address, as in `rate=115200+virtual:`. */
const WRAPPERS = /^(?:[a-z]+=[^+]*\+)+/i;

export function cleanName(text: string): string {
  const visible = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const letters = Array.from(visible);
  return letters.length <= MAX_LENGTH ? visible : `${letters.slice(0, MAX_LENGTH - 1).join('')}…`;
}

export function boardName(
  address: string,
  facts: BoardFacts | undefined,
  device: DeviceInfo | undefined,
): string {
  const [, scheme = '', rest = ''] =
    /^([a-z0-9]+):(.*)$/is.exec(address.replace(WRAPPERS, '')) ?? [];
  if (scheme === 'virtual')
    return rest === '' || rest === 'default' ? 'Virtual board' : `Virtual board ${cleanName(rest)}`;
  // `Raspberry Pi Pico W with RP2040`: the chip is of no help in a name.
  const machine = cleanName(facts?.machine.replace(/ with .*$/s, '') ?? '');
  if (machine !== '') return machine;
  const known = usbName(device?.vendorId, device?.productId);
  if (known?.kind === 'board' && !known.vague) return known.name;
  return cleanName(device?.product ?? '') || cleanName(rest) || cleanName(address);
}
