// The system's file errors in Adder's words.

import { AdderError, type ErrorCode } from '../../shared/errors';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'local-not-found',
  ENOTDIR: 'local-not-found',
  ELOOP: 'local-not-found',
  EACCES: 'local-denied',
  EPERM: 'local-denied',
  EROFS: 'local-denied',
  ENOSPC: 'local-full',
  EDQUOT: 'local-full',
  ENAMETOOLONG: 'bad-name',
};

export function localError(thrown: unknown, what: string): AdderError {
  if (thrown instanceof AdderError) return thrown;
  const errno = (thrown as NodeJS.ErrnoException | undefined)?.code;
  const code = (errno === undefined ? undefined : CODES[errno]) ?? 'local-failed';
  const known = code !== 'local-failed' || errno === undefined;
  return new AdderError(code, { detail: known ? what : `${what} (${errno})`, cause: thrown });
}

/** Runs work on the computer's files; what it throws is in Adder's words and names `what`. */
export async function locally<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw localError(error, what);
  }
}
