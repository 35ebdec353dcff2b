// The board's own errors, read from the last line of a traceback: `OSError: 28`, `OSError: [Errno 28] ENOSPC`,
// `OSError: (28, 'path')`. The numbers are MicroPython's (`py/mperrno.h`), which are Linux's.

import { AdderError, type ErrorCode } from '../../shared/errors';

const CODES: Readonly<Record<number, ErrorCode>> = {
  1: 'board-read-only', // EPERM
  2: 'file-not-found', // ENOENT
  13: 'board-read-only', // EACCES
  17: 'file-exists', // EEXIST
  20: 'not-a-folder', // ENOTDIR
  21: 'is-a-folder', // EISDIR
  22: 'bad-name', // EINVAL
  28: 'board-full', // ENOSPC
  30: 'board-read-only', // EROFS
  36: 'bad-name', // ENAMETOOLONG
  39: 'folder-not-empty', // ENOTEMPTY
};

/** The number in an OSError, or undefined for any other exception. */
export function osErrorNumber(traceback: string): number | undefined {
  const last = traceback.trimEnd().split(/\r?\n/).at(-1) ?? '';
  const match = /^OSError: (?:\[Errno |\()?(\d+)/.exec(last);
  return match ? Number(match[1]) : undefined;
}

/** The error of a file operation whose helper ended with this traceback. */
export function fileError(traceback: string, path: string): AdderError {
  const last = traceback.trimEnd().split(/\r?\n/).at(-1) ?? '';
  if (last.startsWith('KeyboardInterrupt')) return new AdderError('aborted', { detail: path });
  if (last.startsWith('ValueError: checksum'))
    return new AdderError('file-damaged', { detail: path });
  if (last.startsWith('MemoryError'))
    return new AdderError('board-file-error', { detail: `${path}: the board ran out of memory` });
  const number = osErrorNumber(traceback);
  const code = number === undefined ? undefined : CODES[number];
  return code
    ? new AdderError(code, { detail: path })
    : new AdderError('board-file-error', { detail: `${path}: ${last}` });
}
