// Makes a folder of a board hold what a source holds: looks, plans, and does what the plan says. Between the plan and the deed a host may show
// it and ask. What the source is (a folder of the computer, a backup) is its own affair.
//
// Nothing is changed before all that can be known is known: conflicts, names that this board cannot have, room. Whatever ends the deed,
// each file is the old or the new one, and doing it again completes it.

import type { FileEntry, FileKind, Guarantee } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import { throwIfAborted } from '../abort';
import type { BoardFiles } from '../files/board-files';
import { copyToBoard } from '../files/copy-to-board';
import type { TreeEntry } from '../files/tree-plan';
import type { Volume } from '../files/volumes';
import type { OperationOptions, TransferOptions } from '../types';
import { lookAt, tellsCase, type Place } from './look';
import { checkNames } from './names';
import {
  missingRoom,
  planMirror,
  type MirrorPlan,
  type MirrorSource,
  type SourceFile,
} from './plan';

/** What a mirror needs of a board: `board.files` has it. */
export type MirrorBoard = Pick<BoardFiles, 'volumes' | 'list' | 'survey' | 'writeMany' | 'arrange'>;

/** A plan for one folder of a board, with what is to be known of that folder. */
export interface Mirror extends MirrorPlan {
  /** The folder on the board, absolute where the board knows folders. */
  readonly destination: string;
  /** Folders above the destination and itself, as far as they are not there. */
  readonly above: readonly string[];
  /** Other file systems in it, relative to it: these are left alone. */
  readonly otherVolumes: readonly string[];
  /** The file system that it lies in, as far as the board tells. */
  readonly volume: Volume | undefined;
}

/** How a plan is carried out. */
export interface ApplyOptions extends TransferOptions {
  /** What only the board has is removed. */
  readonly remove: boolean;
  /** This file is on the board. */
  readonly onWritten?: (path: string) => void;
}

/** What was done. */
export interface MirrorReport {
  /** Files. */
  readonly written: number;
  /** Files that were so already. */
  readonly same: number;
  /** Files and folders. */
  readonly removed: number;
  /** Of the file that is least sure. */
  readonly guarantee: Guarantee;
}

/**
 * Asks the board, which stays as it is. Rejects with `not-a-folder` where a file is in the place of the destination or above it, with
 * `bad-name` and `names-collide` for names that this board cannot have, with `no-folders`, and as `source` does.
 */
export async function lookAndPlan(
  board: MirrorBoard,
  source: MirrorSource,
  destination: string,
  options: OperationOptions = {},
): Promise<Mirror> {
  const place = await lookAt(board, destination, options);
  const { entries, volume, makesFolders } = place;
  const folder = source.entries.find(({ kind }) => kind === 'folder');
  if (folder && !makesFolders) throw new AdderError('no-folders', { detail: folder.path });
  checkNames(source.entries, volume);
  const paths = [...source.entries.map(({ path }) => path), ...entries.map(({ name }) => name)];
  const folds = !(await tellsCase(board, place, paths, options));
  const same = await findSame(board, source, place, folds, options);
  const others = new Set(place.otherVolumes);
  const inOther = (path: string): boolean =>
    others.has(path) || place.otherVolumes.some((one) => path.startsWith(`${one}/`));
  const wanted = source.entries.filter(({ path }) => !inOther(path));
  const plan = planMirror(wanted, entries, {
    same,
    folds,
    keeps: (path, kind) => inOther(path) || source.ignores(path, kind),
  });
  const { above, otherVolumes } = place;
  return { ...plan, destination: place.folder, above, otherVolumes, volume };
}

/** Throws what stands against a plan: `not-a-folder`, `is-a-folder`, `board-full`. */
export function checkMirror(mirror: Mirror, remove: boolean): void {
  const conflict = mirror.conflicts.find(({ removable }) => !remove || !removable);
  if (conflict)
    throw new AdderError(conflict.there === 'file' ? 'not-a-folder' : 'is-a-folder', {
      detail: onBoard(mirror, conflict.path),
    });
  const { volume } = mirror;
  if (!volume || volume.blockSize === 0 || volume.total === 0) return;
  const missing = missingRoom(mirror, volume, remove);
  if (missing > 0)
    throw new AdderError('board-full', {
      detail: `${mirror.destination}: ${String(missing)} bytes more are needed`,
    });
}

/** Rejects as `checkMirror` before anything is changed, and as `BoardFiles.arrange` and `writeMany`. */
export async function applyMirror(
  board: MirrorBoard,
  mirror: Mirror,
  options: ApplyOptions,
): Promise<MirrorReport> {
  const { remove, onWritten, onProgress, ...operation } = options;
  checkMirror(mirror, remove);
  const extras = remove ? mirror.extras : [];
  const pathsOf = (wanted: FileKind): string[] =>
    extras.flatMap(({ kind, path }) => (kind === wanted ? [onBoard(mirror, path)] : []));
  // Folders only if they are empty: what has come meanwhile stays.
  const removeExtras = async (): Promise<void> => {
    if (extras.length > 0)
      await board.arrange(
        { moves: [], files: pathsOf('file'), folders: pathsOf('folder') },
        operation,
      );
  };
  const first = removesFirst(mirror, remove);
  if (first) await removeExtras();
  const changes = mirror.files.filter(({ change }) => change !== 'same');
  const entries: TreeEntry[] = [
    ...mirror.above.map((path): TreeEntry => ({ kind: 'folder', path })),
    ...mirror.folders.map((path): TreeEntry => ({ kind: 'folder', path: onBoard(mirror, path) })),
    ...changes.map(({ file: { size, read, path } }): TreeEntry => ({
      kind: 'file',
      path: onBoard(mirror, path),
      size,
      read,
    })),
  ];
  const same = mirror.files.length - changes.length;
  const removed = extras.length;
  const { written, guarantee } =
    entries.length === 0
      ? { written: 0, guarantee: 'hash' as const }
      : await copyToBoard(board, entries, {
          ...operation,
          force: true, // they were compared
          ...(onProgress && { onProgress }),
          onFile: ({ path }) => onWritten?.(path),
        });
  if (!first) await removeExtras();
  return { written, same, removed, guarantee };
}

/**
 * Does what only the board has go before the rest comes? Otherwise it goes last, so that nothing is missing when the link or the power goes
 * in between. There must be room for both, and none of it in the way.
 */
export function removesFirst(mirror: Mirror, remove: boolean): boolean {
  if (!remove || mirror.extras.length === 0) return false;
  const { volume } = mirror;
  if (mirror.conflicts.length > 0) return true;
  if (!volume || volume.blockSize === 0 || volume.total === 0) return false;
  return missingRoom(mirror, volume, false) > 0;
}

/** The path on the board of what the plan names. */
export function onBoard({ destination }: Pick<Mirror, 'destination'>, path: string): string {
  return destination === '' || destination.endsWith('/')
    ? `${destination}${path}`
    : `${destination}/${path}`;
}

/** Only what has the same size on both sides is hashed, on both. */
async function findSame(
  board: MirrorBoard,
  source: MirrorSource,
  place: Place,
  folds: boolean,
  options: OperationOptions,
): Promise<ReadonlySet<SourceFile>> {
  const key = (path: string): string => (folds ? path.toLowerCase() : path);
  const there = new Map(place.entries.map((entry) => [key(entry.name), entry]));
  const candidates: { readonly file: SourceFile; readonly entry: FileEntry }[] = [];
  for (const file of source.entries) {
    const entry = there.get(key(file.path));
    if (file.kind === 'file' && entry?.kind === 'file' && entry.size === file.size)
      candidates.push({ file, entry });
  }
  const same = new Set<SourceFile>();
  if (candidates.length === 0) return same;
  const places = candidates.map(({ file, entry }) => ({
    path: onBoard({ destination: place.folder }, entry.name),
    size: file.size,
  }));
  const found = await board.survey(places, options);
  for (const [index, { file }] of candidates.entries()) {
    throwIfAborted(options.signal);
    const now = found[index];
    if (now?.kind !== 'same-size' || now.sha256 === undefined) continue;
    if (now.sha256 === (await file.digest())) same.add(file);
  }
  return same;
}
