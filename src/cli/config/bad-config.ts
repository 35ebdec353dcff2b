// What is wrong with a file that a person wrote for this command, and where.

import { AdderError } from '../../shared/errors';

/** @param line from 1, where it is known */
export function badConfig(file: string, line: number | undefined, what: string): AdderError {
  const place = line === undefined ? file : `${file}:${String(line)}`;
  return new AdderError('bad-config', { detail: `${place}: ${what}` });
}
