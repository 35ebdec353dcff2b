// The grain of a ROMFS image: records of a kind, a length and a payload, both numbers in groups of seven bits with the highest first
// (MicroPython's `extmod/vfs_rom.c`). Knows neither files nor folders.

import { AdderError } from '../../shared/errors';

export const RECORD = {
  /** Never written: what an erased or broken partition reads as. */
  unused: 0,
  padding: 1,
  data: 2,
  /** A length and an offset in the image's payload, where the data lies. */
  pointer: 3,
  folder: 4,
  file: 5,
  /** The image itself. Its kind is "RM1" with the highest bits of the first two letters set. */
  image: 0x14a6b1,
} as const;

/** What every image begins with: the kind of its record. */
export const IMAGE_HEADER = Uint8Array.of(0xd2, 0xcd, 0x31);

/** Of a number with padding in front of it we accept so many bytes. */
const MAX_NUMBER_BYTES = 10;

export function encodeNumber(value: number): Uint8Array {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift(0x80 | (rest % 128));
  return Uint8Array.from(groups);
}

export function encodeRecord(kind: number, payload: Uint8Array): Uint8Array {
  return Buffer.concat([encodeNumber(kind), encodeNumber(payload.length), payload]);
}

/** Takes numbers and records off a stretch of bytes. Everything it reads is hostile: whatever does not fit is `bad-rom-image`. */
export class RecordCursor {
  constructor(
    private readonly bytes: Uint8Array,
    private at = 0,
    private readonly end = bytes.length,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  number(): number {
    let value = 0;
    for (let count = 0; count < MAX_NUMBER_BYTES; count++) {
      const byte = this.at < this.end ? this.bytes[this.at++] : undefined;
      if (byte === undefined) throw badImage('it ends inside a number');
      value = value * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) break;
      if (byte < 0x80) return value;
    }
    throw badImage('it has a number that is too large');
  }

  take(count: number): Uint8Array {
    if (count > this.end - this.at) throw badImage('something in it is longer than what holds it');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  record(): { readonly kind: number; readonly payload: RecordCursor } {
    const kind = this.number();
    const length = this.number();
    const start = this.at;
    this.take(length);
    return { kind, payload: new RecordCursor(this.bytes, start, this.at) };
  }

  /** What is left, which is not taken by that. */
  get rest(): Uint8Array {
    return this.bytes.subarray(this.at, this.end);
  }
}

export function badImage(why: string): AdderError {
  return new AdderError('bad-rom-image', { detail: why });
}
