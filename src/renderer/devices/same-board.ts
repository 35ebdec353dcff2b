// Two addresses of one board, as far as can be told from here: another spelling, another speed, and a serial number in the place of a port.

import { parseAddress, printAddress } from '../../shared/address';
import type { DeviceInfo } from '../../shared/board';
import { liveOf, type ConnectedBoard } from './connected';
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
  return deviceOf(link.serialNumber)?.address ?? plain;
}

/** Makers who give all their chips one serial number make boards that cannot be told apart by it. */
function deviceOf(serialNumber: string): DeviceInfo | undefined {
  const found = useDevices().devices.filter((device) => device.serialNumber === serialNumber);
  return found.length === 1 ? found[0] : undefined;
}

/** One that still means the same board when that is plugged in elsewhere, or another one hangs at its port: of boards that are there and can be told. */
export function lastingAddress(address: string): string {
  const here = boardOf(address);
  const device = useDevices().devices.find((one) => one.address === here);
  const { serialNumber } = device ?? {};
  if (serialNumber === undefined || deviceOf(serialNumber) !== device) return address;
  return printAddress({ wrappers: [], link: { kind: 'serial-id', serialNumber } });
}

/** It is gone, and another board hangs at its port. */
export function isDisplaced(board: ConnectedBoard): boolean {
  const { address, lasting } = board;
  const there = lastingAddress(address);
  return !liveOf(board) && lasting !== address && there !== address && there !== lasting;
}
