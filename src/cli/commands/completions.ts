// completions: what a person puts into the start-up file of a shell.

import { CommandError } from '../command-error';
import { completionScript, isShell, SHELLS } from '../completions/scripts';
import type { Context } from './context';

export async function printCompletions({ out, program }: Context, shell: string): Promise<void> {
  if (!isShell(shell))
    throw new CommandError(`completions: '${shell}' is none of ${SHELLS.join(', ')}`);
  await out.text(completionScript(shell, program));
}
