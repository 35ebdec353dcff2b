// An error in the words of mpremote, which scripts read. The code and what to do come from the cause, where there is one.

import type { AdderError } from '../shared/errors';

export class CommandError extends Error {
  override readonly name = 'CommandError';
  override readonly cause: AdderError | undefined;

  constructor(message: string, cause?: AdderError) {
    super(message);
    this.cause = cause;
  }
}

/** The command ends with this code; all there was to say has been said. */
export class Exit extends Error {
  override readonly name = 'Exit';

  constructor(readonly code: number) {
    super(`exit ${String(code)}`);
  }
}
