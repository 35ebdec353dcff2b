// Errors of files in mpremote's words: `COMMAND: PATH: TEXT OF THE C LIBRARY.`, and for what is no error of a file system, or has a number
// that mpremote does not know, `Error with transport:` and the board's own traceback.

import { osErrorNumber } from '../../engine/protocol/os-error';
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

/** Does it; what fails is told in those words. */
export async function explained<Result>(
  command: string,
  path: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(command, path, error);
  }
}

/** What the board says is printed as it came, with the end of its last line. */
export function transportFailure(command: string, error: AdderError): CommandError | undefined {
  const words = boardWords(error);
  if (words === undefined) return undefined;
  const traceback = asProgram(words, lineOf(command, words));
  return new CommandError(`Error with transport:\n${traceback}`, error);
}

/** Where mpremote's own small program for a command comes to the file, if that is not its first line. */
const LINES: Readonly<Record<string, number>> = {
  ls: 2,
  mkdir: 2,
  rm: 2,
  rmdir: 2,
  tree: 2,
  sum: 2,
};
/** Where it reads what is in the file. */
const READING_LINES: Readonly<Record<string, number>> = { cat: 3, sum: 4 };
/** The number that littlefs has for a file that it opens, and then finds damaged (`LFS_ERR_CORRUPT`). */
const DAMAGED = 84;

/** The line of that program in which the board raises the error. */
function lineOf(command: string, words: string): number {
  const program = command.endsWith('sum') ? 'sum' : command;
  const reading = osErrorNumber(words) === DAMAGED ? READING_LINES[program] : undefined;
  return reading ?? LINES[program] ?? 1;
}

/** The traceback without our helper's frames, which say nothing to anybody: in their place the one that mpremote's program would have. */
function asProgram(words: string, line: number): string {
  const frame = `  File "<stdin>", line ${String(line)}, in <module>`;
  // A helper that has to go on tells of its exception alone.
  if (!words.startsWith('Traceback'))
    return `Traceback (most recent call last):\r\n${frame}\r\n${words}\r\n`;
  return words.replace(
    /^(Traceback[^\n]*\n)(?: {2}File "<stdin>"[^\n]*\n)+(?: {2}File "<string>"[^\n]*\n)+/,
    (_, first: string) => `${first}${frame}${first.endsWith('\r\n') ? '\r' : ''}\n`,
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
