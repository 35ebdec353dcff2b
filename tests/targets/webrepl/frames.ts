// WebSocket frames as the firmware reads and writes them (`extmod/modwebsocket.c`), written from the protocol and not from
// Adder's code: the client under test uses another implementation.

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame of the server: never masked, always whole (FIN) unless told otherwise. */
export function frame(opcode: number, payload: Uint8Array, fin = true): Buffer {
  const first = (fin ? 0x80 : 0) | opcode;
  const { length } = payload;
  if (length >= 0x10000) throw new RangeError('the firmware writes no longer frames');
  const header = length < 126 ? [first, length] : [first, 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(header), payload]);
}

export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** Takes a client's bytes apart. `undefined` from `take`: more bytes are needed. Throws on the 64-bit form, as the firmware closes. */
export class FrameReader {
  private bytes = Buffer.alloc(0);

  push(bytes: Uint8Array): void {
    this.bytes = Buffer.concat([this.bytes, bytes]);
  }

  take(): Frame | undefined {
    const { bytes } = this;
    const [first = 0, second = 0] = bytes;
    if (bytes.length < 2) return undefined;
    const short = second & 0x7f;
    if (short === 127) throw new RangeError('a frame in the 64-bit form');
    const masked = (second & 0x80) !== 0;
    const start = 2 + (short === 126 ? 2 : 0) + (masked ? 4 : 0);
    if (bytes.length < start) return undefined;
    const length = short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < start + length) return undefined;
    const mask = masked ? bytes.subarray(start - 4, start) : Buffer.alloc(4);
    const payload = Buffer.from(
      bytes.subarray(start, start + length).map((byte, at) => byte ^ (mask[at % 4] ?? 0)),
    );
    this.bytes = bytes.subarray(start + length);
    return { opcode: first & 0x0f, payload };
  }
}
