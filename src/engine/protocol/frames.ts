// What a helper on the board sends to the computer (docs/protocol.md, "Frames"), inside the output of its program:
//
//   frame = 1E digit digit substitute body       body = encoded(data checksum), as many bytes as the digits say
//   06                                           the board has taken another window of bytes out of its receive buffer
//
// The byte 04 ends the program's output, so the substitute stands for it. Frames are one stream of data: their checksum goes on from frame to
// frame. What stands between frames is not the helper's, such as the print of a timer's callback.

import { concat, CTRL_D, EMPTY } from './bytes';
import { CHECKS, checkValue, type CheckName } from './checks';
import type { PacketEncoding } from './packets';

export type FrameEvent =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'taken' }
  /** Not the helper's. */
  | { readonly kind: 'noise'; readonly bytes: Uint8Array }
  /** A frame whose checksum is wrong: nothing that comes now can be trusted. */
  | { readonly kind: 'damaged' };

const FRAME = 0x1e;
const TAKEN = 0x06;
const HEAD = 4;
const CHECK_BYTES = 4;

export class FrameReader {
  private pending = EMPTY;
  private before: number;
  private broken = false;

  constructor(
    private readonly encoding: PacketEncoding,
    private readonly check: CheckName,
    seed: number,
  ) {
    this.before = seed;
  }

  /** Is a frame begun and not ended? */
  get inside(): boolean {
    return this.pending.length > 0;
  }

  push(bytes: Uint8Array): FrameEvent[] {
    if (this.broken) return [];
    const events: FrameEvent[] = [];
    let rest = concat(this.pending, bytes);
    while (rest.length > 0) {
      const length = this.part(rest, events);
      if (length === 0) break;
      rest = rest.subarray(length);
    }
    this.pending = rest.slice();
    return events;
  }

  /** Takes one part from the front; returns its length, 0 when it is not whole yet. */
  private part(bytes: Uint8Array, events: FrameEvent[]): number {
    if (bytes[0] === TAKEN) {
      events.push({ kind: 'taken' });
      return 1;
    }
    if (bytes[0] !== FRAME) {
      const next = bytes.findIndex((byte) => byte === FRAME || byte === TAKEN);
      const end = next < 0 ? bytes.length : next;
      events.push({ kind: 'noise', bytes: bytes.subarray(0, end) });
      return end;
    }
    if (bytes.length < HEAD) return 0;
    const [, high = 0, low = 0, substitute = 0] = bytes;
    const length = HEAD + ((high & 63) << 6) + (low & 63);
    if (bytes.length < length) return 0;
    const body = this.decode(bytes.subarray(HEAD, length), substitute);
    const data = body.subarray(0, -CHECK_BYTES);
    const total = CHECKS[this.check](data, this.before);
    if (body.length >= CHECK_BYTES && total === checkValue(body.subarray(-CHECK_BYTES))) {
      this.before = total;
      events.push({ kind: 'data', bytes: data });
      return length;
    }
    this.broken = true;
    events.push({ kind: 'damaged' });
    return bytes.length;
  }

  private decode(body: Uint8Array, substitute: number): Uint8Array {
    if (this.encoding === 'binary')
      return body.map((byte) => (byte === substitute ? CTRL_D : byte));
    return Buffer.from(Buffer.from(body).toString('latin1'), this.encoding);
  }
}
