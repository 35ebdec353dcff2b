// restore: a backup back onto the board, or onto another one.

import { planRestore } from '../../engine/board/backup/plan-restore';
import { BackupStore } from '../../engine/board/backup/store';
import { CommandError } from '../command-error';
import { isOnBoard } from '../files/remote-path';
import type { Step } from '../grammar/steps';
import { carryOut } from '../mirror/carry-out';
import type { Context } from './context';

type RestoreStep = Extract<Step, { kind: 'restore' }>;

export async function doRestore(context: Context, step: RestoreStep): Promise<void> {
  if (isOnBoard(step.store)) throw new CommandError('restore: wants a folder of this computer');
  const { session, out, options } = context;
  const { remove, yes, dryRun } = step;
  const store = new BackupStore(step.store);
  const manifest = await store.read(step.id);
  if (!options.json)
    await out.line(`${manifest.id} of ${manifest.board.machine}, ${manifest.created}`);
  const mirrors = await session.use((board, operation) =>
    planRestore(board.files, store, manifest, operation),
  );
  await carryOut(context, mirrors, { remove, yes, dryRun, asksBefore: 'change' });
}
