// What a command gets to work with.

import type { GlobalOptions } from '../grammar/global-options';
import type { Shortcuts } from '../grammar/shortcuts';
import type { Output } from '../output';
import type { Session } from '../session';

export interface Context {
  readonly session: Session;
  readonly out: Output;
  /** stderr. */
  readonly errors: Output;
  /** The name that the command was called by. */
  readonly program: string;
  readonly options: GlobalOptions;
  readonly shortcuts: Shortcuts;
}
