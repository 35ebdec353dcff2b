// How the failure of a protocol machine is told: Adder's codes, with what the board said last.

import { AdderError } from '../../shared/errors';
import { latin1 } from './bytes';
import type { Failure } from './machine';

/** The error a person sees when a machine gives up. */
export function failureError(failure: Failure): AdderError {
  const heard = latin1(failure.seen)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim();
  const detail = heard === '' ? failure.during : `${failure.during}; the board said "${heard}"`;
  switch (failure.reason) {
    case 'silent':
      return new AdderError('board-silent', { detail });
    case 'timeout':
      return new AdderError('no-response', { detail });
    case 'unexpected':
      return new AdderError('protocol-damaged', { detail });
    case 'no-raw-repl':
      return new AdderError('no-raw-repl', { detail });
    case 'not-stopped':
      return new AdderError('program-unstoppable', { detail });
    case 'reset':
      return new AdderError('board-reset');
  }
}
