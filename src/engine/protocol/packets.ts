// What the computer sends to a helper that runs on the board (docs/protocol.md, "Packets"):
//
//   packet = digit digit substitute body         body = encoded(data checksum), as many bytes as the digits say
//
// Ctrl-C (03) interrupts the helper, so 03 must not occur. In a binary packet another byte value, one that the data do not have,
// stands for it: the substitute. Every packet is therefore as long as it can be with one value to spare; any 255 bytes have
// one. The checksum goes on from packet to packet: none can be lost, doubled or changed without notice.

import { CTRL_C } from './bytes';
import { checkBytes, CHECKS, type CheckName } from './checks';

export type PacketEncoding = 'binary' | 'base64' | 'hex';

/** What two digits of six bits can say. */
const MAX_BODY = 0xfff;
const CHECK_BYTES = 4;
const DIGIT = 0x40;

/** Bytes of data and kind that a packet can carry at most in this encoding. */
export function packetLimit(encoding: PacketEncoding): number {
  switch (encoding) {
    case 'binary':
      return MAX_BODY - CHECK_BYTES;
    case 'base64':
      return Math.floor(MAX_BODY / 4) * 3 - CHECK_BYTES;
    case 'hex':
      return Math.floor(MAX_BODY / 2) - CHECK_BYTES;
  }
}

export class PacketWriter {
  private before: number;

  /** @param seed what the checksums begin with, known to the helper */
  constructor(
    private readonly encoding: PacketEncoding,
    private readonly check: CheckName,
    seed: number,
  ) {
    this.before = seed;
  }

  /**
   * The next packet: the kind and as much of the data as fits, at most `limit` bytes of it. `taken` tells how much; when the data go on, the
   * packet has the kind `more`. Without `more` all of it must fit.
   */
  write(
    kind: number,
    data: Uint8Array,
    options: { readonly limit?: number; readonly more?: number } = {},
  ): { readonly packet: Uint8Array; readonly taken: number } {
    const limit = Math.min(options.limit ?? Infinity, packetLimit(this.encoding) - 1);
    const most = data.subarray(0, limit);
    // The checksum may take the value that was to spare: then a shorter packet leaves one more.
    for (let spare = 1; ; spare++) {
      const taken = this.encoding === 'binary' ? spareLength(kind, most, spare) : most.length;
      const whole = taken === data.length;
      const packet = this.encode(whole ? kind : (options.more ?? kind), data.subarray(0, taken));
      if (packet) return { packet, taken };
    }
  }

  private encode(kind: number, data: Uint8Array): Uint8Array | undefined {
    const plain = new Uint8Array(data.length + 1);
    plain[0] = kind;
    plain.set(data, 1);
    const total = CHECKS[this.check](plain, this.before);
    const body = Buffer.concat([plain, checkBytes(total)]);
    const packet = this.encoding === 'binary' ? binary(body) : text(body, this.encoding);
    if (packet) this.before = total;
    return packet;
  }
}

function binary(body: Buffer): Uint8Array | undefined {
  const substitute = spareValue(body);
  if (substitute === undefined) return undefined;
  for (let at = body.indexOf(CTRL_C); at >= 0; at = body.indexOf(CTRL_C, at + 1))
    body[at] = substitute;
  return Buffer.concat([digits(body.length), Uint8Array.of(substitute), body]);
}

function text(body: Buffer, encoding: 'base64' | 'hex'): Uint8Array {
  const letters = Buffer.from(body.toString(encoding), 'latin1');
  return Buffer.concat([digits(letters.length), Buffer.from('='), letters]);
}

function digits(count: number): Uint8Array {
  return Uint8Array.of(DIGIT + (count >> 6), DIGIT + (count & 63));
}

/** A value that these bytes do not have, other than 03. */
function spareValue(bytes: Uint8Array): number | undefined {
  const has = new Uint8Array(256);
  has[CTRL_C] = 1;
  for (const byte of bytes) has[byte] = 1;
  const value = has.lastIndexOf(0);
  return value < 0 ? undefined : value;
}

/** How many of these bytes, behind the kind, leave at least so many values to spare; 03 is none. */
function spareLength(kind: number, bytes: Uint8Array, spare: number): number {
  const has = new Uint8Array(256);
  has[CTRL_C] = has[kind] = 1;
  let left = 254;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (has[byte]) continue;
    if (left === spare) return at;
    has[byte] = 1;
    left--;
  }
  return bytes.length;
}
