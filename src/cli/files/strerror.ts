// The C library's words for error numbers, which scripts around mpremote read, and which number an error of ours is.
// The numbers are Linux's, as MicroPython's are.

import { osErrorNumber } from '../../engine/protocol/os-error';
import type { AdderError, ErrorCode } from '../../shared/errors';

const TABLE: readonly (readonly [number: number, name: string, text: string])[] = [
  [1, 'EPERM', 'Operation not permitted'],
  [2, 'ENOENT', 'No such file or directory'],
  [3, 'ESRCH', 'No such process'],
  [4, 'EINTR', 'Interrupted system call'],
  [5, 'EIO', 'Input/output error'],
  [6, 'ENXIO', 'No such device or address'],
  [7, 'E2BIG', 'Argument list too long'],
  [8, 'ENOEXEC', 'Exec format error'],
  [9, 'EBADF', 'Bad file descriptor'],
  [10, 'ECHILD', 'No child processes'],
  [11, 'EAGAIN', 'Resource temporarily unavailable'],
  [12, 'ENOMEM', 'Cannot allocate memory'],
  [13, 'EACCES', 'Permission denied'],
  [14, 'EFAULT', 'Bad address'],
  [15, 'ENOTBLK', 'Block device required'],
  [16, 'EBUSY', 'Device or resource busy'],
  [17, 'EEXIST', 'File exists'],
  [18, 'EXDEV', 'Invalid cross-device link'],
  [19, 'ENODEV', 'No such device'],
  [20, 'ENOTDIR', 'Not a directory'],
  [21, 'EISDIR', 'Is a directory'],
  [22, 'EINVAL', 'Invalid argument'],
  [23, 'ENFILE', 'Too many open files in system'],
  [24, 'EMFILE', 'Too many open files'],
  [25, 'ENOTTY', 'Inappropriate ioctl for device'],
  [26, 'ETXTBSY', 'Text file busy'],
  [27, 'EFBIG', 'File too large'],
  [28, 'ENOSPC', 'No space left on device'],
  [29, 'ESPIPE', 'Illegal seek'],
  [30, 'EROFS', 'Read-only file system'],
  [31, 'EMLINK', 'Too many links'],
  [32, 'EPIPE', 'Broken pipe'],
  [33, 'EDOM', 'Numerical argument out of domain'],
  [34, 'ERANGE', 'Numerical result out of range'],
  [36, 'ENAMETOOLONG', 'File name too long'],
  [38, 'ENOSYS', 'Function not implemented'],
  [39, 'ENOTEMPTY', 'Directory not empty'],
  [40, 'ELOOP', 'Too many levels of symbolic links'],
  [95, 'EOPNOTSUPP', 'Operation not supported'],
  [97, 'EAFNOSUPPORT', 'Address family not supported by protocol'],
  [98, 'EADDRINUSE', 'Address already in use'],
  [103, 'ECONNABORTED', 'Software caused connection abort'],
  [104, 'ECONNRESET', 'Connection reset by peer'],
  [105, 'ENOBUFS', 'No buffer space available'],
  [106, 'EISCONN', 'Transport endpoint is already connected'],
  [107, 'ENOTCONN', 'Transport endpoint is not connected'],
  [110, 'ETIMEDOUT', 'Connection timed out'],
  [111, 'ECONNREFUSED', 'Connection refused'],
  [113, 'EHOSTUNREACH', 'No route to host'],
  [114, 'EALREADY', 'Operation already in progress'],
  [115, 'EINPROGRESS', 'Operation now in progress'],
  [125, 'ECANCELED', 'Operation canceled'],
];

/** Numbers that mpremote does not know unless the board says their name. */
const ONLY_BY_NAME: readonly number[] = [36, 38, 39, 40];

/** Codes that the engine also gives by itself, without an error of the board behind it. */
const NUMBERS: Partial<Record<ErrorCode, number>> = {
  'file-not-found': 2,
  'file-exists': 17,
  'not-a-folder': 20,
  'is-a-folder': 21,
  'bad-name': 22,
  'board-full': 28,
  'board-read-only': 30,
  'folder-not-empty': 39,
};

export function strerror(number: number): string {
  return TABLE.find(([other]) => other === number)?.[2] ?? `Unknown error ${String(number)}`;
}

/** The number of one of Node's errors of a file of the computer, or undefined for any other thing. */
export function localErrorNumber(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return TABLE.find(([, name]) => name === error.code)?.[0];
}

/** The words for it. */
export function localErrorText(error: unknown): string | undefined {
  const number = localErrorNumber(error);
  return number === undefined ? undefined : strerror(number);
}

/** What the board itself said of a file, as it came; undefined where the engine did, or it is about something else. */
export function boardWords({ code, cause }: AdderError): string | undefined {
  const isOfFile = code in NUMBERS || code === 'board-file-error';
  return isOfFile && cause instanceof Error ? cause.message : undefined;
}

/**
 * The number behind an error of a file on the board, or undefined when it is about something else, and where mpremote makes no number of
 * what the board says.
 */
export function boardErrorNumber(error: AdderError): number | undefined {
  const words = boardWords(error);
  if (words === undefined) return NUMBERS[error.code];
  if (!words.includes('OSError')) return undefined;
  const named = TABLE.find(([, name]) => new RegExp(`\\b${name}\\b`).test(words));
  if (named) return named[0];
  const number = osErrorNumber(words) ?? 0;
  const isKnown = TABLE.some(([one]) => one === number) && !ONLY_BY_NAME.includes(number);
  return isKnown ? number : undefined;
}
