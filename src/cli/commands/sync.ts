// sync: a folder of the board is made the same as one of this computer, in this direction only. Nothing on the computer is ever changed.

import { lookAndPlan } from '../../engine/board/mirror/mirror';
import { readLocalFolder } from '../../engine/board/sync/local-folder';
import { CommandError } from '../command-error';
import { boardPath, isOnBoard } from '../files/remote-path';
import type { Step } from '../grammar/steps';
import { carryOut } from '../mirror/carry-out';
import type { Context } from './context';

type SyncStep = Extract<Step, { kind: 'sync' }>;

export async function doSync(context: Context, step: SyncStep): Promise<void> {
  const { folder, remove, yes, dryRun } = step;
  if (isOnBoard(folder) || !isOnBoard(step.destination))
    throw new CommandError('sync: wants a folder of this computer, then one of the board (:PATH)');
  const destination = boardPath(step.destination);
  if (step.watch && !dryRun) {
    await (await import('./watch')).watchFolder(context, { folder, destination, remove, yes });
    return;
  }
  const { session } = context;
  const source = await readLocalFolder(folder, { signal: session.signal });
  await sayLeftOut(context, source.leftOut);
  const mirror = await session.use((board, operation) =>
    lookAndPlan(board.files, source, destination, operation),
  );
  await carryOut(context, [mirror], { remove, yes, dryRun, asksBefore: 'removal' });
}

/** In JSON only what is done counts. */
export async function sayLeftOut(
  { out, options }: Context,
  leftOut: readonly string[],
): Promise<void> {
  if (options.json) return;
  for (const path of leftOut)
    await out.line(`  ${path} is left out: it leads out of the folder, or is no file`);
}
