// What many calls of the contract are given, and its limits.

import * as v from 'valibot';

/** The largest file that may cross, in bytes; boards hold less. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** So many files or tabs of the window are one call's affair. */
export const MAX_TABS = 1000;

/** A file of the computer that the user opened or saved. */
export type FileId = string;
/** Of main's making: a board, a folder or a file of the computer, a transfer. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
export const boardPath = v.pipe(v.string(), v.startsWith('/'), v.maxLength(1024));
export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
/** Steps below a picked folder; main refuses `..`, separators and links that lead out. */
export const localPath = v.pipe(v.array(name), v.maxLength(64));
export const bytes = v.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= MAX_FILE_BYTES,
  'not bytes, or too many',
);
/** May this call stop a running program? The window asks the user first. */
export const interrupt = v.boolean();
/** Of a board, in any spelling. */
export const address = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
export const text = v.pipe(v.string(), v.maxLength(MAX_FILE_BYTES));
/** Hexadecimal. */
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
