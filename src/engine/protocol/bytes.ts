// Small words about bytes for the protocol machines.

/** The control characters of MicroPython's REPL (`shared/runtime/pyexec.c`). */
export const CTRL_A = 0x01; // enter the raw REPL
export const CTRL_B = 0x02; // leave it
export const CTRL_C = 0x03; // interrupt
export const CTRL_D = 0x04; // execute; on an empty line: soft reset
export const CTRL_E = 0x05; // paste mode; in the raw REPL: a command such as raw paste follows

export const EMPTY = new Uint8Array(0);

/** Text as bytes. Everything Adder says to a REPL by itself is ASCII. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes as text for looking at, one character each. */
export function latin1(bytes: Uint8Array): string {
  return view(bytes).toString('latin1');
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 2 && parts[0]?.length === 0 && parts[1]) return parts[1];
  return Buffer.concat(parts);
}

export function indexOf(bytes: Uint8Array, needle: Uint8Array | number, from = 0): number {
  return view(bytes).indexOf(needle, from);
}

export function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  return bytes.length >= end.length && view(bytes).subarray(-end.length).equals(end);
}

/** How many of the last bytes may be the beginning of this text, whose rest has not come yet. */
export function partAtEnd(bytes: Uint8Array, text: Uint8Array): number {
  for (let count = Math.min(bytes.length, text.length - 1); count > 0; count--)
    if (endsWith(bytes, text.subarray(0, count))) return count;
  return 0;
}

/** The last `count` bytes, for an error's detail or a search that spans two packets. */
export function tail(bytes: Uint8Array, count: number): Uint8Array {
  return bytes.length <= count ? bytes : bytes.subarray(bytes.length - count);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
