// What a firmware can, as far as our helpers care: asked once per firmware (device-code/board/facts.py) and remembered. Knows no files and no
// wire; helper/program.ts makes the fitting program of it.

import type { CheckName } from '../protocol/checks';

export interface Firmware {
  /** The strongest checksum it has for our packets and frames. */
  readonly check: CheckName;
  /** `ubinascii` with base64. */
  readonly base64: boolean;
  readonly sha256: boolean;
  /** How it unpacks raw deflate streams: by `deflate` (1.21 and newer), by `uzlib` (before), or not. */
  readonly inflate: 'deflate' | 'uzlib' | 'none';
  /** Its `deflate` packs, too. */
  readonly deflate: boolean;
  /** Programs can read what the computer sends. */
  readonly stdin: boolean;
  /** `stdin.buffer` and `stdout.buffer`: bytes pass unchanged. */
  readonly buffer: boolean;
  /** Not of the firmware but of this board now: too little memory for a helper as a whole. */
  readonly lean: boolean;
  readonly stat: boolean;
  readonly rename: boolean;
  /** It lists folders with kinds and sizes. */
  readonly folders: boolean;
  /** It makes folders; where it does not, it has but one (micro:bit). */
  readonly makesFolders: boolean;
}

/** Before anything is known: what every MicroPython can. */
export const LEAST_FIRMWARE: Firmware = {
  check: 'sum',
  base64: false,
  sha256: false,
  inflate: 'none',
  deflate: false,
  stdin: false,
  buffer: false,
  lean: false,
  stat: false,
  rename: false,
  folders: false,
  makesFolders: false,
};

/** From the facts that facts.py tells; what it does not tell is not there. */
export function firmwareOf(facts: ReadonlyMap<string, string>): Firmware {
  const can = (key: string): boolean => facts.get(key) === '1';
  const uzlib = can('uzlib') ? 'uzlib' : 'none';
  return {
    // Hexadecimal frames have a checksum of their own (put_hex.py).
    check: can('crc32') && can('base64') ? 'crc32' : 'sum',
    base64: can('base64'),
    sha256: can('sha256'),
    inflate: can('inflate') ? 'deflate' : uzlib,
    deflate: can('deflate'),
    stdin: can('stdin'),
    buffer: can('buffer'),
    lean: false,
    stat: can('stat'),
    rename: can('rename'),
    folders: can('ilistdir'),
    makesFolders: can('mkdir'),
  };
}

/** The helpers that need the least memory: function by function, and nothing is deflated. */
export function leaner(firmware: Firmware): Firmware {
  return { ...firmware, lean: true, inflate: 'none', deflate: false };
}
