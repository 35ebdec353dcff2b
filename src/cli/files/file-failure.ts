// Errors of files in mpremote's words: `COMMAND: PATH: TEXT OF THE C LIBRARY.`, and for what is no error of a file system, or has a number
// that mpremote does not know, `Error with transport:` and the board's own traceback.

import { AdderError, type ErrorCode } from '../../shared/errors';
import { CommandError } from '../command-error';
import { boardErrorNumber, boardWords, localErrorText, strerror } from './strerror';

const LOCAL_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'local-not-found',
  EACCES: 'local-denied',
  EPERM: 'local-denied',
  EROFS: 'local-denied',
  ENOSPC: 'local-full',
};

/** The error to throw for one that a file command met. */
export function fileFailure(command: string, path: string, error: unknown): unknown {
  if (!(error instanceof AdderError)) return localFailure(command, path, error);
  const number = boardErrorNumber(error);
  if (number !== undefined) {
    // The path as the board got it; the engine adds the board's words where it has no code for them.
    const named = (error.detail ?? path).replace(/: OSError: .*$/s, '');
    return new CommandError(`${command}: ${named}: ${strerror(number)}.`, error);
  }
  return transportFailure(command, error) ?? error;
}

/** What the board says is printed as it came, with the end of its last line. */
export function transportFailure(command: string, error: AdderError): CommandError | undefined {
  const words = boardWords(error);
  if (words === undefined) return undefined;
  const traceback = asProgram(words, LINES[command] ?? 1);
  return new CommandError(`Error with transport:\n${traceback}`, error);
}

/** The line of mpremote's own small program in which the board raises the error, where it is not the first one. */
const LINES: Readonly<Record<string, number>> = {
  ls: 2,
  mkdir: 2,
  rm: 2,
  rmdir: 2,
  tree: 2,
  sum: 2,
};

/** The traceback without our helper's frames, which say nothing to anybody: in their place the one that mpremote's program would have. */
function asProgram(traceback: string, line: number): string {
  return traceback.replace(
    /^(Traceback[^\n]*\n)(?: {2}File "<stdin>"[^\n]*\n)+(?: {2}File "<string>"[^\n]*\n)+/,
    (_, first: string) =>
      `${first}  File "<stdin>", line ${String(line)}, in <module>${first.endsWith('\r\n') ? '\r' : ''}\n`,
  );
}

/** mpremote does not name the file here; Adder does behind it where it is missing, and else in the advice on a terminal. */
function localFailure(command: string, path: string, error: unknown): unknown {
  const text = localErrorText(error);
  if (text === undefined || !(error instanceof Error)) return error;
  const code = LOCAL_CODES['code' in error ? String(error.code) : ''] ?? 'local-failed';
  const missing =
    code === 'local-not-found' ? ` (${'path' in error ? String(error.path) : path})` : '';
  return new CommandError(
    `${command}: ${text}: ${text}.${missing}`,
    new AdderError(code, { detail: error.message, cause: error }),
  );
}
