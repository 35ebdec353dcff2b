// What a file on the board is to contain: bytes, or whatever gives them piece by piece, so that a large file need not be held in memory.

import { createHash } from 'node:crypto';

/** A `Uint8Array` is one. */
export interface Content {
  /** Bytes. */
  readonly length: number;
  /** The bytes from `start` up to `end`, or up to the last one. */
  subarray(start: number, end: number): Uint8Array;
  /** Called when it is not needed any more. */
  close?(): void;
}

/** What is hashed at a time, bytes. */
const STEP = 256 * 1024;

/** SHA-256. */
export function sha256Of(content: Content): Buffer {
  const hash = createHash('sha256');
  for (let at = 0; at < content.length; at += STEP) hash.update(content.subarray(at, at + STEP));
  return hash.digest();
}

/** In memory, for those who need all of it at once: they are few, and what they write is small. */
export function wholeOf(content: Content): Uint8Array {
  return content.subarray(0, content.length);
}
