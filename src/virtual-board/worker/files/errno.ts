// Error numbers as firmware has them in `OSError.errno` and in the `errno` module (Linux's numbers, mostly). C's library here
// has other numbers of its own, but passes on whatever a system call answers.

export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EBADF: 9,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  EMFILE: 24,
  ENOSPC: 28,
  EROFS: 30,
  ERANGE: 34,
  ENAMETOOLONG: 36,
  ENOTEMPTY: 39,
} as const;

export type ErrnoName = keyof typeof ERRNO;

/** What a file operation throws; the system call answers with its number. */
export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(readonly code: ErrnoName) {
    super(code);
  }

  get errno(): number {
    return ERRNO[this.code];
  }
}

function isErrnoName(code: unknown): code is ErrnoName {
  return typeof code === 'string' && code in ERRNO;
}

/** Runs an operation; its failure, ours or Node's, becomes a negative error number. */
export function answer(operation: () => number): number {
  try {
    return operation();
  } catch (error) {
    if (error instanceof FileError) return -error.errno;
    const code = (error as { readonly code?: unknown }).code;
    if (typeof code !== 'string') throw error; // no failure of a file: a fault of ours
    return -(isErrnoName(code) ? ERRNO[code] : ERRNO.EIO);
  }
}
