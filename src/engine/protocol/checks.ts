// The checksums that travel with our own bytes. Which one a board can, its facts say; device-code/wire has the board's halves.

import { crc32 } from './crc32';

/** @param before the checksum of what came before, to go on with; an unsigned number of at most 32 bits */
export type Check = (bytes: Uint8Array, before: number) => number;

export type CheckName = 'crc32' | 'sum';

export const CHECKS: Readonly<Record<CheckName, Check>> = { crc32, sum: sum24 };

/** For firmware without a CRC: 24 bits, so that it is a small int on every board. */
function sum24(bytes: Uint8Array, before: number): number {
  let total = before;
  for (const byte of bytes) total = (total * 31 + byte) & 0xffffff;
  return total;
}

/** A checksum as it travels: four bytes, the lowest first. */
export function checkBytes(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

export function checkValue(bytes: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}
