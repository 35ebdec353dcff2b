// What a command gets to work with.

import type { Output } from '../output';
import type { Session } from '../session';

export interface Context {
  readonly session: Session;
  readonly out: Output;
}
