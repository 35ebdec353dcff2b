// exec, eval and run: a program that is followed or only started. Of one that is followed the output goes to stdout as it comes and
// unchanged, its traceback too, and then the command ends with 1.

import { readFile } from 'node:fs/promises';
import { CommandError, ProgramError } from '../command-error';
import { AdderError } from '../../shared/errors';
import type { Context } from './context';

export async function runProgram(
  { session, out }: Context,
  source: string | Uint8Array,
): Promise<void> {
  const { stderr } = await session.use((board, operation) =>
    board.exec(source, { ...operation, onOutput: (bytes) => out.bytes(bytes) }),
  );
  if (stderr === '') return;
  await out.bytes(Buffer.from(stderr));
  throw new ProgramError(stderr);
}

/** As `exec` and `run` have it: followed to its end, or started and left alone. */
export function execute(
  context: Context,
  source: string | Uint8Array,
  follow: boolean,
): Promise<void> {
  return follow ? runProgram(context, source) : context.session.start(source);
}

export async function runFile(context: Context, file: string, follow: boolean): Promise<void> {
  let source: Uint8Array;
  try {
    source = await readFile(file);
  } catch (error) {
    const detail = error instanceof Error ? error.message : file;
    throw new CommandError(
      `could not read file '${file}'`,
      new AdderError('local-not-found', { detail, cause: error }),
    );
  }
  await execute(context, source, follow);
}
