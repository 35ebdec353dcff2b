// What must be done so that a folder of a board holds what a source holds and, if wanted, nothing else. Pure: knows what was found on
// the board, not how. Paths are relative to that folder, with slashes. What is ignored is neither written nor removed.

import type { FileEntry, FileKind } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';

/** A folder that the board is to have. */
export interface SourceFolder {
  /** Tells it from a file. */
  readonly kind: 'folder';
  /** Below the folder that is mirrored, with slashes. */
  readonly path: string;
}

/** A file that the board is to have. */
export interface SourceFile {
  /** Tells it from a folder. */
  readonly kind: 'file';
  /** Below the folder that is mirrored, with slashes. */
  readonly path: string;
  /** Bytes, as far as known before it is read. */
  readonly size: number;
  /** Its content. */
  readonly read: () => Promise<Uint8Array>;
  /** SHA-256 in hexadecimal. */
  readonly digest: () => Promise<string>;
}

/** What the board is to have. */
export type SourceEntry = SourceFolder | SourceFile;

/** Where a mirror gets what the board is to have. */
export interface MirrorSource {
  /** Each folder before what lies in it. */
  readonly entries: readonly SourceEntry[];
  /** Is this neither written nor removed? */
  readonly ignores: (path: string, kind: FileKind) => boolean;
}

/** A file, and what is to be done with it. */
export interface PlannedCopy {
  /** As the source has it. */
  readonly file: SourceFile;
  /** Compared with what the board has there. */
  readonly change: 'new' | 'changed' | 'same';
  /** Bytes of the file that it replaces. */
  readonly replaced: number;
}

/** Something that only the board has. */
export interface Extra {
  /** Below the folder that is mirrored, with slashes. */
  readonly path: string;
  /** What it is. */
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
}

/** The board has a file where a folder must be, or a folder where a file must be. */
export interface Conflict {
  /** Below the folder that is mirrored, with slashes. */
  readonly path: string;
  /** What the board has. */
  readonly there: FileKind;
  /** It is among the extras. If not, something in it must stay. */
  readonly removable: boolean;
}

/** What is to be done. */
export interface MirrorPlan {
  /** Folders to make, each after the one it lies in. */
  readonly folders: readonly string[];
  /** All of the source, also those that are the same already. */
  readonly files: readonly PlannedCopy[];
  /** In an order in which they can be removed: what is in a folder before the folder. */
  readonly extras: readonly Extra[];
  /** With these something has to go before the rest can be done. */
  readonly conflicts: readonly Conflict[];
}

export interface Comparison {
  /** Files of the source that the board has just so. */
  readonly same: ReadonlySet<SourceFile>;
  /** The board does not tell upper from lower case. */
  readonly folds: boolean;
  /** Left as it is: ignored, or another file system. */
  readonly keeps: (path: string, kind: FileKind) => boolean;
}

/** Throws `names-collide`. */
export function planMirror(
  source: readonly SourceEntry[],
  board: readonly FileEntry[],
  { same, folds, keeps }: Comparison,
): MirrorPlan {
  const key = (path: string): string => (folds ? path.toLowerCase() : path);
  const wanted = new Map<string, SourceEntry>();
  for (const entry of source) {
    const other = wanted.get(key(entry.path));
    if (other && folds)
      throw new AdderError('names-collide', { detail: `${other.path}, ${entry.path}` });
    wanted.set(key(entry.path), entry);
  }
  const there = new Map(board.map((entry) => [key(entry.name), entry]));
  const extras = extrasOf(board, (entry) => {
    const kind = wanted.get(key(entry.name))?.kind;
    return kind !== entry.kind && !keeps(entry.name, entry.kind);
  });
  const extraPaths = new Set(extras.map(({ path }) => path));
  const folders: string[] = [];
  const files: PlannedCopy[] = [];
  const conflicts: Conflict[] = [];
  for (const entry of source) {
    const old = there.get(key(entry.path));
    if (old && old.kind !== entry.kind)
      conflicts.push({ path: old.name, there: old.kind, removable: extraPaths.has(old.name) });
    if (entry.kind === 'file') files.push(copyOf(entry, old, same.has(entry)));
    else if (old?.kind !== 'folder') folders.push(entry.path);
  }
  folders.sort((a, b) => depthOf(a) - depthOf(b));
  return { folders, files, extras, conflicts };
}

/** The same plan with fewer removals: a folder stays when something in it does. */
export function limitExtras(plan: MirrorPlan, mayGo: (extra: Extra) => boolean): MirrorPlan {
  const extras = withoutHolders(plan.extras, mayGo);
  const gone = new Set(extras.map(({ path }) => path));
  const conflicts = plan.conflicts.map((conflict) => ({
    ...conflict,
    removable: conflict.removable && gone.has(conflict.path),
  }));
  return { ...plan, extras, conflicts };
}

/**
 * Bytes that are missing for this on a file system with blocks of this size, or 0. Never too much: the smallest files may take no block of
 * their own (littlefs keeps them in the folder), and what goes counts as if it filled its last block.
 */
export function missingRoom(
  { files, extras }: MirrorPlan,
  { blockSize, free }: { readonly blockSize: number; readonly free: number },
  removes: boolean,
): number {
  const upper = (size: number): number => Math.ceil(size / blockSize) * blockSize;
  const lower = (size: number): number => (size * 8 <= blockSize ? 0 : upper(size));
  let grown = removes ? -extras.reduce((sum, { size }) => sum + upper(size), 0) : 0;
  let most = grown;
  for (const { file, change, replaced } of files) {
    if (change === 'same') continue;
    // The new file lies beside the old one until it is whole.
    most = Math.max(most, grown + lower(file.size));
    grown += lower(file.size) - upper(replaced);
  }
  return Math.max(0, most - free);
}

function copyOf(file: SourceFile, old: FileEntry | undefined, isSame: boolean): PlannedCopy {
  if (old?.kind !== 'file') return { file, change: 'new', replaced: 0 };
  return { file, change: isSame ? 'same' : 'changed', replaced: old.size };
}

function extrasOf(board: readonly FileEntry[], isExtra: (entry: FileEntry) => boolean): Extra[] {
  const all = board.map((entry): Extra & { readonly entry: FileEntry } => ({
    entry,
    path: entry.name,
    kind: entry.kind,
    size: entry.size,
  }));
  all.sort((a, b) => depthOf(b.path) - depthOf(a.path));
  return withoutHolders(all, ({ entry }) => isExtra(entry)).map(({ path, kind, size }) => ({
    path,
    kind,
    size,
  }));
}

/** Those that may go, deepest first, but for the folders of those that may not. */
function withoutHolders<One extends Extra>(
  deepestFirst: readonly One[],
  mayGo: (one: One) => boolean,
): One[] {
  const holders = new Set<string>();
  return deepestFirst.filter((one) => {
    if (mayGo(one) && !holders.has(one.path)) return true;
    for (let at = one.path.lastIndexOf('/'); at > 0; at = one.path.lastIndexOf('/', at - 1))
      holders.add(one.path.slice(0, at));
    return false;
  });
}

function depthOf(path: string): number {
  return path.split('/').length;
}
