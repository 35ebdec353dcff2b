// What a board is called before people: by what its firmware says it is, else by what its USB plug says, else by its port.
// All of these come from outside, so they are cut and cleaned.

import type { BoardFacts, DeviceInfo } from '../../shared/board';

const MAX_LENGTH = 48;
/** Wrappers in front of an address, as in `rate=115200+virtual:`. */
const WRAPPERS = /^(?:[a-z]+=[^+]*\+)+/i;

function clean(text: string): string {
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
    return rest === '' || rest === 'default' ? 'Virtual board' : `Virtual board ${clean(rest)}`;
  // `Raspberry Pi Pico W with RP2040`: the chip is of no help in a name.
  const machine = clean(facts?.machine.replace(/ with .*$/s, '') ?? '');
  if (machine !== '') return machine;
  return clean(device?.product ?? '') || clean(rest) || clean(address);
}
