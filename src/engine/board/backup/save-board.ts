// Saves all files of a board into a store. Only what the store does not have is fetched; the backup appears when all of it is there.
//
// The board's own flash is saved. An SD card may be large and is easily copied elsewhere, a mounted folder is the computer's anyway, an image
// in ROM is part of the firmware: they are left out, and named, unless one is asked for.

import { randomBytes } from 'node:crypto';
import type { FileEntry } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import { throwIfAborted } from '../abort';
import type { Board } from '../board';
import type { BoardFiles } from '../files/board-files';
import { fetchFiles } from '../files/copy-from-board';
import { TEMPORARY_NAME } from '../files/upload-items';
import { ownVolume, volumesBelow } from '../files/volumes';
import type { TransferOptions } from '../types';
import { newManifest, type BackupManifest, type SavedFileSystem } from './manifest';
import type { BackupStore } from './store';

/** What a backup needs of a board. */
export interface BoardToSave {
  /** Its files. */
  readonly files: Pick<BoardFiles, 'volumes' | 'list' | 'readMany' | 'hash'>;
  /** What it is. */
  readonly details: Board['details'];
}

export interface SaveOptions extends TransferOptions {
  /** Other file systems to save, by the paths where they are mounted. */
  readonly include?: readonly string[];
  /** The time that it gets. */
  readonly now?: Date;
}

/** What was saved. */
export interface SaveReport {
  /** The new backup. */
  readonly manifest: BackupManifest;
  /** Files that had to be fetched. */
  readonly fetched: number;
  /** Their bytes. */
  readonly fetchedBytes: number;
}

interface ListedFile {
  readonly path: string;
  /** On the board. */
  readonly full: string;
  size: number;
  sha256: string | undefined;
}

interface Listed {
  readonly path: string;
  readonly own: boolean;
  readonly folders: readonly string[];
  readonly files: readonly ListedFile[];
}

/**
 * Rejects with `file-not-found` where nothing is mounted at a path of `include`, with `file-damaged`, `bad-name`, and `local-full` and other errors of
 * the computer's disk. No backup has been made then.
 */
export async function saveBoard(
  board: BoardToSave,
  store: BackupStore,
  options: SaveOptions = {},
): Promise<SaveReport> {
  const { include = [], now = new Date(), signal, interrupt } = options;
  const operation = { ...(signal && { signal }), ...(interrupt !== undefined && { interrupt }) };
  const details = await board.details(operation);
  const volumes = await board.files.volumes(operation);
  const own = ownVolume(volumes);
  const missing = include.find((path) => !volumes.all.some((volume) => volume.path === path));
  if (missing !== undefined) throw new AdderError('file-not-found', { detail: missing });
  const saved = volumes.all.filter((volume) => volume === own || include.includes(volume.path));
  const listed: Listed[] = [];
  if (!volumes.makesFolders) listed.push(listedAs('', true, await board.files.list('', operation)));
  else
    for (const { path } of saved) {
      const start = path === '/' ? 1 : path.length + 1;
      const skip = volumesBelow(path, volumes.all).map((other) => other.path.slice(start));
      const entries = await board.files.list(path, { ...operation, deep: true, full: true, skip });
      const ownEntries = entries.filter(({ name }) => !skip.includes(name));
      listed.push(listedAs(path, path === own?.path, ownEntries));
    }
  const fetched = await fetchMissing(board, store, listed, options);
  const { implementation, version, release, machine, platform, id } = details;
  const manifest = newManifest(now, randomBytes(4).toString('hex'), {
    board: {
      implementation,
      version,
      release,
      machine,
      platform,
      ...(id !== undefined && { id }),
    },
    fileSystems: listed.map(savedAs),
    leftOut: volumes.all.filter((volume) => !saved.includes(volume)).map(({ path }) => path),
  });
  throwIfAborted(options.signal);
  await store.save(manifest);
  const fetchedBytes = fetched.reduce((sum, { size }) => sum + size, 0);
  return { manifest, fetched: fetched.length, fetchedBytes };
}

async function fetchMissing(
  { files }: BoardToSave,
  store: BackupStore,
  listed: readonly Listed[],
  options: SaveOptions,
): Promise<readonly ListedFile[]> {
  const wanted: (ListedFile & { readonly path: string })[] = [];
  const seen = new Set<string>();
  for (const file of listed.flatMap((one) => one.files)) {
    throwIfAborted(options.signal);
    const { sha256 } = file;
    if (sha256 !== undefined && (seen.has(sha256) || (await store.content(sha256)))) continue;
    if (sha256 !== undefined) seen.add(sha256);
    wanted.push(file);
  }
  const changed: ListedFile[] = [];
  await fetchFiles(
    files,
    wanted.map((file) => ({ path: file.full, size: file.size, file })),
    async ({ file }, bytes) => {
      const sha256 = await store.keep(bytes);
      if (file.sha256 !== undefined && file.sha256 !== sha256) changed.push(file);
      file.sha256 = sha256;
      file.size = bytes.length;
    },
    options,
  );
  // It was written between the listing and the reading, or what was read is not what is there.
  for (const file of changed)
    if ((await files.hash(file.full, options)) !== file.sha256)
      throw new AdderError('file-damaged', { detail: file.full });
  return wanted;
}

function listedAs(path: string, own: boolean, entries: readonly FileEntry[]): Listed {
  const odd = entries.find(({ name }) =>
    name.split('/').some((step) => ['', '.', '..'].includes(step) || step.includes('\0')),
  );
  if (odd) throw new AdderError('bad-name', { detail: odd.name });
  const kept = entries.filter(({ name }) => !LEFT_BEHIND.test(name));
  const of = (kind: FileEntry['kind']): FileEntry[] => kept.filter((one) => one.kind === kind);
  const start = path === '' || path === '/' ? path : `${path}/`;
  return {
    path,
    own,
    folders: of('folder').map(({ name }) => name),
    files: of('file').map(({ name, size, sha256 }) => ({
      path: name,
      full: start + name,
      size,
      sha256,
    })),
  };
}

/** The new file of an upload that was cut off. */
const LEFT_BEHIND = new RegExp(`(^|/)\\${TEMPORARY_NAME}2?$`);

function savedAs({ path, own, folders, files }: Listed): SavedFileSystem {
  return {
    path,
    own,
    folders: [...folders],
    files: files.map((file) => ({
      path: file.path,
      size: file.size,
      sha256: file.sha256 ?? '',
    })),
  };
}
