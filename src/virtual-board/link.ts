// What passes between the app's thread and the board's thread: the messages, and four counters in shared memory.
// Both sides import this file, so that neither can drift. The rules of the wire:
//
//   app -> board   bytes as messages; the app sends at most INPUT_WINDOW bytes that the board has not read yet
//   board -> app   bytes as messages; the board sends at most OUTPUT_WINDOW bytes that the app has not taken yet
//
// The board's thread never returns to its event loop while Python runs. It sleeps on the counter WAKE, which the app
// raises after everything it does. The app never sleeps nor polls: when it needs room it raises APP_WAITS, and the board
// answers with a 'room' message.

import type { PinState } from '../shared/pins';

export const INPUT_WINDOW = 64 * 1024;
export const OUTPUT_WINDOW = 512 * 1024;

export const COUNTERS = {
  /** Raised by the app after each message and each acknowledgement. */
  WAKE: 0,
  /** Bytes sent by the board that the app has not taken yet. */
  OUTSTANDING: 1,
  /** Bytes that the board has read, since the start, modulo 2^32. */
  READ: 2,
  /** 1 while the app waits for room. */
  APP_WAITS: 3,
} as const;

export const COUNTERS_BYTES = 4 * Object.keys(COUNTERS).length;

export type ToBoard =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'pin'; readonly pin: number; readonly value: 0 | 1 };

export type FromBoard =
  | { readonly kind: 'ready' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'room' }
  | { readonly kind: 'pins'; readonly pins: readonly PinState[] };
