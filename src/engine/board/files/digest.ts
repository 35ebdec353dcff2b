// The part of a helper that hashes what lies on the flash, with an algorithm of the board's own hashlib.

import digest from '../../device-code/files/digest.py?device';
import noDigest from '../../device-code/files/no_digest.py?device';
import type { HelperHost } from '../helper/call';

/** The part, where the algorithm is there: the firmware's answer is an ImportError where it is not. */
export function digestWith(algorithm: string): string {
  if (!/^[a-z]\w*$/.test(algorithm)) throw new Error(`${algorithm} is no name of an algorithm`);
  return `from uhashlib import ${algorithm} as hasher\n${digest}`;
}

/** SHA-256, or `-` for every file where the firmware has none or it is not wanted. */
export function digestPart({ firmware }: HelperHost, wanted: boolean): string {
  return wanted && firmware.sha256 ? digestWith('sha256') : noDigest;
}
