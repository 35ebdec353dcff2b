// What Node says about a file of the computer, in Adder's codes: one table for all that reads and writes such files.

import { AdderError, type ErrorCode } from '../../shared/errors';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'local-not-found',
  EACCES: 'local-denied',
  EPERM: 'local-denied',
  EROFS: 'local-denied',
  ENOSPC: 'local-full',
  EDQUOT: 'local-full',
};

/** `local-not-found`, `local-denied`, `local-full` or `local-failed`, with what Node said as its cause. */
export function localError(cause: unknown, path: string): AdderError {
  return new AdderError(CODES[systemCode(cause)] ?? 'local-failed', { detail: path, cause });
}

/** `ENOENT` and the like; '' for what is no error of the system. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
