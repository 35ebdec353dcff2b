// Errors of files in mpremote's words: `COMMAND: PATH: TEXT OF THE C LIBRARY.`

import { AdderError, isAdderError, type ErrorCode } from '../../shared/errors';
import { CommandError } from '../command-error';
import { boardErrorNumber, localErrorText, strerror } from './strerror';

const LOCAL_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'local-not-found',
  EACCES: 'local-denied',
  EPERM: 'local-denied',
  EROFS: 'local-denied',
  ENOSPC: 'local-full',
};

/** The error to throw for one that a file command met. */
export function fileFailure(command: string, path: string, error: unknown): unknown {
  if (!(error instanceof AdderError)) return localFailure(command, error);
  const number = boardErrorNumber(error);
  if (number !== undefined) {
    // The path as the board got it; the engine adds the board's words where it has no code for them.
    const named = (error.detail ?? path).replace(/: OSError: .*$/s, '');
    return new CommandError(`${command}: ${named}: ${strerror(number)}.`, error);
  }
  if (isAdderError(error, 'board-file-error') && error.cause instanceof Error)
    return new CommandError(`Error with transport:\n${error.cause.message.trimEnd()}`, error);
  return error;
}

/** mpremote does not name the file here; the advice on a terminal does. */
function localFailure(command: string, error: unknown): unknown {
  const text = localErrorText(error);
  if (text === undefined || !(error instanceof Error)) return error;
  const code = LOCAL_CODES['code' in error ? String(error.code) : ''] ?? 'local-failed';
  return new CommandError(
    `${command}: ${text}: ${text}.`,
    new AdderError(code, { detail: error.message, cause: error }),
  );
}
