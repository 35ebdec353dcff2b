// What the parts of the address grammar share: its error, and how a value that stands before a `+` is written.

import { AdderError } from './errors';

export function badAddress(detail: string): AdderError {
  return new AdderError('bad-address', { detail });
}

export function fail(detail: string): never {
  throw badAddress(detail);
}

/** Only `+`, which would end the value, and the escape's own sign are escaped; every other `%` stands for itself. */
export function encodeValue(value: string): string {
  return value.replace(/%/g, '%25').replace(/\+/g, '%2B');
}

export function decodeValue(text: string): string {
  return text.replace(/%2B|%25/gi, (escape) => (escape === '%25' ? '%' : '+'));
}
