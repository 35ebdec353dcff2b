// Errors of this computer's file system as MicroPython numbers them (py/mperrno.h), whatever this computer's own numbers are: Node names them
// alike on every system.

const NUMBERS: Readonly<Record<string, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EBADF: 9,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  EMFILE: 24,
  ENFILE: 23,
  EFBIG: 27,
  ENOSPC: 28,
  EROFS: 30,
  ENAMETOOLONG: 36,
  ENOTEMPTY: 39,
  ELOOP: 40,
};

/** An error that a board is told by its name. */
export class MountError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** What has no number of its own is EIO. */
export function errnoOf(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return NUMBERS[code] ?? 5;
}
