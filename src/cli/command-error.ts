// An error in the words of mpremote, which scripts read. The code and what to do come from the cause; without one it is what was typed.

import { AdderError } from '../shared/errors';

export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  override readonly cause: AdderError;

  constructor(message: string, cause = new AdderError('bad-command-line')) {
    super(message);
    this.cause = cause;
  }
}

/** One that is printed without the program's name in front. */
export class BareError extends CommandError {
  override readonly name = 'BareError';
}

/** A program on the board ended with a traceback, which was printed with its output: only --json has more to say. */
export class ProgramError extends CommandError {
  override readonly name = 'ProgramError';

  constructor(traceback: string) {
    const message = traceback.trim().split(/\r?\n/).at(-1) ?? '';
    super(message, new AdderError('program-error', { detail: traceback }));
  }
}

/** The command ends with this code; all there was to say has been said. */
export class Exit extends Error {
  override readonly name = 'Exit';

  constructor(readonly code: number) {
    super(`exit ${String(code)}`);
  }
}
