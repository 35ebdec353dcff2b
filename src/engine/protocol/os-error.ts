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

/** The micro:bit's firmware says it in words. */
const WORDS: Readonly<Record<string, number>> = {
  'no more storage space': 28,
  'file not found': 2,
};

/** The number in an OSError, or undefined for any other exception. */
export function osErrorNumber(traceback: string): number | undefined {
  const last = traceback.trimEnd().split(/\r?\n/).at(-1) ?? '';
  const match = /^OSError: (?:\[Errno |\()?(\d+)/.exec(last);
  if (match) return Number(match[1]);
  return WORDS[/^OSError: (.*)$/.exec(last)?.[1] ?? ''];
}

/** `repr` of an exception in the words of a traceback's last line, where a number alone stands without brackets. */
export function tracebackLine(repr: string): string {
  return repr.replace(/^(\w+)\((\d+),\)$/, '$1: $2').replace(/^(\w+)\(/, '$1: (');
}

/** The error of a file operation whose helper ended with this traceback, which is its cause. */
export function fileError(traceback: string, path: string): AdderError {
  const cause = new Error(traceback);
  const last = traceback.trimEnd().split(/\r?\n/).at(-1) ?? '';
  const error = (code: ErrorCode, detail = path): AdderError =>
    new AdderError(code, { detail, cause });
  if (last.startsWith('KeyboardInterrupt')) return error('aborted');
  if (isDamage(last)) return error('protocol-damaged');
  if (/^ValueError: \(?'?flash/.test(last)) return error('file-damaged');
  if (last.startsWith('MemoryError'))
    return error('board-file-error', `${path}: the board ran out of memory`);
  const number = osErrorNumber(traceback);
  const code = number === undefined ? undefined : CODES[number];
  return code ? error(code) : error('board-file-error', `${path}: ${last}`);
}

/** Did a helper miss a module or a function that the firmware was believed to have? */
export function lacksSomething(error: unknown): boolean {
  const last = lastWords(error);
  return /^(ImportError|AttributeError|NameError)\b/.test(last) && !isDamage(last);
}

/** Was a helper too large for the memory or the stack of the board? */
export function isTooMuch(error: unknown): boolean {
  return /^(MemoryError|RuntimeError: maximum recursion)/.test(lastWords(error));
}

/** What an error of `fileError` came from: the last line of the traceback. */
function lastWords(error: unknown): string {
  if (!(error instanceof AdderError) || !(error.cause instanceof Error)) return '';
  return error.cause.message.trimEnd().split(/\r?\n/).at(-1) ?? '';
}

/**
 * The words of our own helpers for a checksum that is wrong, and those of the firmware for what was right when it left: a line that is no
 * Python, text that is no base64 or no UTF-8.
 */
function isDamage(line: string): boolean {
  return (
    /^(SyntaxError|IndentationError|UnicodeError)/.test(line) ||
    /^ValueError: \(?'?(damaged|incorrect padding)/.test(line) ||
    /^NameError: .*\bdamaged\b/.test(line)
  );
}
