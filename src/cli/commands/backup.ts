// backup: all files of the board into a folder of this computer, or a list of what is there.

import { saveBoard } from '../../engine/board/backup/save-board';
import { BackupStore } from '../../engine/board/backup/store';
import type { BackupManifest } from '../../engine/board/backup/manifest';
import { isAdderError, toAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { boardPath, isOnBoard } from '../files/remote-path';
import type { Step } from '../grammar/steps';
import { bytesText, TransferLine } from '../mirror/transfer-line';
import type { Context } from './context';

type BackupStep = Extract<Step, { kind: 'backup' }>;

export async function doBackup(context: Context, step: BackupStep): Promise<void> {
  if (isOnBoard(step.store)) throw new CommandError('backup: wants a folder of this computer');
  const store = new BackupStore(step.store);
  if (step.list) await listBackups(context, store);
  else await save(context, store, step);
  if (step.keep !== undefined && !step.list) await prune(context, store, step.keep);
}

async function save(
  { session, out, options }: Context,
  store: BackupStore,
  { include }: BackupStep,
): Promise<void> {
  const line = new TransferLine(out);
  try {
    const { manifest, fetched, fetchedBytes } = await session.use((board, operation) =>
      saveBoard(board, store, {
        ...operation,
        onProgress: line.show,
        include: include === undefined ? [] : [boardPath(include)],
      }),
    );
    line.clear();
    if (options.json) {
      await out.line(JSON.stringify({ ...summary(manifest), fetched, fetchedBytes }));
      return;
    }
    const { files, bytes } = summary(manifest);
    await out.line(
      `${manifest.id}: ${String(files)} files, ${bytesText(bytes)}; ${String(fetched)} new, ${bytesText(fetchedBytes)}`,
    );
    for (const path of manifest.leftOut)
      await out.line(`  ${path} is not the board's own flash and left out`);
  } finally {
    line.clear();
  }
}

async function prune({ out, options }: Context, store: BackupStore, keep: number): Promise<void> {
  const pruned = await store.prune(keep);
  if (options.json) await out.line(JSON.stringify({ pruned }));
  else if (pruned.backups > 0)
    await out.line(`${String(pruned.backups)} older removed; ${bytesText(pruned.bytes)} freed`);
}

async function listBackups({ out, options }: Context, store: BackupStore): Promise<void> {
  const rows: object[] = [];
  for (const id of await store.ids()) {
    try {
      const one = summary(await store.read(id));
      rows.push(one);
      if (!options.json)
        await out.line(
          `${id}  ${one.created}  ${String(one.files)} files  ${bytesText(one.bytes)}  ${one.machine}`,
        );
    } catch (error) {
      if (!isAdderError(error)) throw error;
      rows.push({ id, ...error.toData() });
      if (!options.json) await out.line(`${id}  ${toAdderError(error).message}`);
    }
  }
  if (options.json) await out.line(JSON.stringify(rows));
}

function summary({ id, created, board, fileSystems }: BackupManifest): {
  id: string;
  created: string;
  machine: string;
  files: number;
  bytes: number;
} {
  const files = fileSystems.flatMap((one) => one.files);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { id, created, machine: board.machine, files: files.length, bytes };
}
