// A backup as what a board is to hold: one plan for each file system in it (mirror.ts), after all of its content was hashed.

import type { SourceEntry } from '../mirror/plan';
import { AdderError } from '../../../shared/errors';
import { throwIfAborted } from '../abort';
import { ownVolume, type Volumes } from '../files/volumes';
import { lookAndPlan, type Mirror, type MirrorBoard } from '../mirror/mirror';
import type { OperationOptions } from '../types';
import type { BackupManifest, SavedFile, SavedFileSystem } from './manifest';
import type { BackupStore } from './store';

/**
 * Asks the board, which stays as it is; `applyMirror` does each plan. Rejects with `backup-damaged`; with `file-not-found` where the board has not
 * mounted a file system that the backup has beside the board's own; and as `lookAndPlan`.
 */
export async function planRestore(
  board: MirrorBoard,
  store: BackupStore,
  manifest: BackupManifest,
  options: OperationOptions = {},
): Promise<Mirror[]> {
  await checkContent(store, manifest, options);
  const volumes = await board.volumes(options);
  const places = manifest.fileSystems.map((saved) => ({ saved, path: placeFor(saved, volumes) }));
  const mirrors: Mirror[] = [];
  for (const { saved, path } of places) {
    const entries: SourceEntry[] = [
      ...saved.folders.map((folder): SourceEntry => ({ kind: 'folder', path: folder })),
      ...saved.files.map((file) => entryOf(store, manifest, file)),
    ];
    mirrors.push(await lookAndPlan(board, { entries, ignores: () => false }, path, options));
  }
  return mirrors;
}

async function checkContent(
  store: BackupStore,
  { id, fileSystems }: BackupManifest,
  { signal }: OperationOptions,
): Promise<void> {
  const sizes = new Map<string, number | undefined>();
  for (const { sha256, size } of fileSystems.flatMap(({ files }) => files)) {
    throwIfAborted(signal);
    if (!sizes.has(sha256)) sizes.set(sha256, (await store.content(sha256))?.length);
    if (sizes.get(sha256) !== size) throw damaged(id, sha256);
  }
}

/** The flash of the board itself may be mounted elsewhere on another board. */
function placeFor({ path, own }: SavedFileSystem, volumes: Volumes): string {
  if (own) return ownVolume(volumes)?.path ?? '';
  if (volumes.all.some((volume) => volume.path === path)) return path;
  throw new AdderError('file-not-found', { detail: path });
}

function entryOf(
  store: BackupStore,
  { id }: BackupManifest,
  { path, size, sha256 }: SavedFile,
): SourceEntry {
  const read = async (): Promise<Uint8Array> => {
    const bytes = await store.content(sha256);
    if (!bytes) throw damaged(id, sha256);
    return bytes;
  };
  return { kind: 'file', path, size, read, digest: () => Promise.resolve(sha256) };
}

function damaged(id: string, sha256: string): AdderError {
  return new AdderError('backup-damaged', { detail: `${id}: blob ${sha256}` });
}
