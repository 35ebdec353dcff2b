// Two addresses of one board, as far as can be told from here: another spelling, another speed, and a serial number in the place of a port.

import { parseAddress, printAddress } from '../../shared/address';
import { useDevices } from './devices';

export function isSameBoard(one: string, other: string): boolean {
  return one === other || boardOf(one) === boardOf(other);
}

/** The same for the same board. */
function boardOf(address: string): string {
  let link;
  try {
    ({ link } = parseAddress(address));
  } catch {
    return address;
  }
  const plain = printAddress({ wrappers: [], link });
  if (link.kind !== 'serial-id') return plain;
  const { serialNumber } = link;
  return (
    useDevices().devices.find((device) => device.serialNumber === serialNumber)?.address ?? plain
  );
}
