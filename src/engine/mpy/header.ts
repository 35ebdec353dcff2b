// The first four bytes of a .mpy file, and whether a board can load it (MicroPython's `docs/reference/mpyfiles.rst` and
// `mp_raw_code_load` in `py/persistentcode.c`). A board tells what it loads by one number: `sys.implementation._mpy`, before
// MicroPython 1.19 `sys.implementation.mpy`. Its low byte is the version; the rest is as in the third byte of a file.

export interface MpyFeatures {
  /** 6 since MicroPython 1.19, 5 from 1.12 to 1.18. */
  readonly version: number;
  /** Since version 6 which machine code fits; before, two switches of the byte code. */
  readonly subVersion: number;
  /** Index of `MPY_ARCHITECTURES`; 0: no machine code. */
  readonly architecture: number;
}

export interface MpyHeader extends MpyFeatures {
  /** As large as its small integers are, bits. Boards have 31; those with 30 or 62 are rare. */
  readonly smallIntBits: number;
}

/** In the order of their numbers, as mpy-cross names them. */
export const MPY_ARCHITECTURES: readonly string[] = [
  '',
  ...['x86', 'x64', 'armv6', 'armv6m', 'armv7m', 'armv7em', 'armv7emsp', 'armv7emdp'],
  ...['xtensa', 'xtensawin', 'rv32imc', 'rv64imc'],
];

const LETTER_M = 0x4d;
const HEADER_BYTES = 4;

/** Undefined for what is no .mpy file. */
export function readMpyHeader(bytes: Uint8Array): MpyHeader | undefined {
  const [letter, version = 0, features = 0, smallIntBits = 0] = bytes;
  if (letter !== LETTER_M || bytes.length < HEADER_BYTES) return undefined;
  return { ...readBoardMpy(version | (features << 8)), smallIntBits };
}

/** What a board loads, from its number. */
export function readBoardMpy(number: number): MpyFeatures {
  return {
    version: number & 0xff,
    subVersion: (number >> 8) & 3,
    architecture: (number >> 10) & 0xf,
  };
}

/** Without machine code the sub-version does not matter, since version 6. */
export function loadsOn(
  file: MpyHeader,
  board: MpyFeatures,
  { smallIntBits = 31 }: { readonly smallIntBits?: number } = {},
): boolean {
  if (file.version !== board.version || file.smallIntBits > smallIntBits) return false;
  const sameSubVersion = file.subVersion === board.subVersion;
  if (file.architecture === 0) return sameSubVersion || file.version >= 6;
  return sameSubVersion && file.architecture === board.architecture;
}
