// What must be done so that a board has these folders and files: folders first, each after the one it lies in, then the files in
// their order, unless they are there already. Pure: knows what was found on the board, not how.

import { AdderError } from '../../../shared/errors';
import type { Content } from './content';
import type { Found, SurveyedPlace } from './listing';

/** A path of the board that is to be a folder. */
export interface FolderToMake {
  /** Tells it from a file. */
  readonly kind: 'folder';
  /** The board's path. */
  readonly path: string;
}

/** A path of the board that is to be a file. */
export interface FileToCopy {
  /** Tells it from a folder. */
  readonly kind: 'file';
  /** The board's path. */
  readonly path: string;
  /** Bytes, as far as known before it is read. */
  readonly size: number;
  /** Called when its turn comes, and also before, where only the content tells whether it is there already. */
  readonly read: () => Promise<Content>;
}

/** One entry of a tree that is to be on the board. */
export type TreeEntry = FolderToMake | FileToCopy;

export interface PlannedFile {
  readonly file: FileToCopy;
  /** The very same is there when its turn comes. */
  readonly isSame: boolean;
  /** A file is there now. */
  readonly isThere: boolean;
  /** Bytes that it replaces. */
  readonly replaced: number;
  /** As `PlannedFolder.area`. */
  readonly area: string;
}

export interface PlannedFolder {
  readonly folder: FolderToMake;
  /**
   * What is sure to share its room with others of this word: file systems are mounted in the root, so that an older folder of the root may be
   * one of its own.
   */
  readonly area: string;
}

export interface TreePlan {
  /** Those that are not there. */
  readonly folders: readonly PlannedFolder[];
  readonly files: readonly PlannedFile[];
}

/** What the board is to be asked: the files only of their own size, which then are hashed. */
export function placesOf(entries: readonly TreeEntry[], compare: boolean): SurveyedPlace[] {
  return entries.map((entry) => ({
    path: entry.path,
    size: entry.kind === 'file' && compare ? entry.size : -1,
  }));
}

/** The files that only their digest tells from what is there, or from another one for the same place. */
export function filesToHash(
  entries: readonly TreeEntry[],
  found: readonly Found[],
): ReadonlySet<FileToCopy> {
  const seen = new Map<string, FileToCopy>();
  const wanted = new Set<FileToCopy>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'file') continue;
    const there = found[index];
    if (there?.kind === 'same-size' && there.sha256 !== undefined) wanted.add(entry);
    const twin = seen.get(entry.path);
    if (twin) wanted.add(twin).add(entry);
    seen.set(entry.path, entry);
  }
  return wanted;
}

/**
 * Throws `not-a-folder` where a file is in the place of a folder, `is-a-folder` where it is the other way round.
 *
 * @param found what the board has, in the order of the entries
 * @param digests SHA-256 of the files that `filesToHash` named
 */
export function planTree(
  entries: readonly TreeEntry[],
  found: readonly Found[],
  digests: ReadonlyMap<FileToCopy, string>,
): TreePlan {
  const folders = new Map<string, boolean>();
  const files: Omit<PlannedFile, 'area'>[] = [];
  const written = new Written();
  for (const [index, entry] of entries.entries()) {
    const there = found[index] ?? { kind: 'nothing' };
    if (entry.kind === 'folder') {
      if (there.kind !== 'nothing' && there.kind !== 'folder') throw notAFolder(entry.path);
      folders.set(entry.path, there.kind === 'folder');
      continue;
    }
    if (there.kind === 'folder') throw new AdderError('is-a-folder', { detail: entry.path });
    const digest = digests.get(entry);
    const before = written.before(entry.path);
    const old = before ? before.digest : there.kind === 'same-size' ? there.sha256 : undefined;
    const isSame = digest !== undefined && digest === old;
    const isThere = there.kind !== 'nothing';
    files.push({ file: entry, isSame, isThere, replaced: before?.size ?? sizeThere(there, entry) });
    if (!isSame) written.add(entry, digest);
  }
  for (const { file } of files) if (folders.has(file.path)) throw notAFolder(file.path);
  const missing = [...folders].filter(([, isThere]) => !isThere).map(([path]) => path);
  const made = new Set(missing.map(fromRoot));
  const areaOf = (path: string): string => {
    const top = topOf(path);
    return made.has(top) ? '' : top;
  };
  return {
    folders: missing
      .sort((a, b) => depth(a) - depth(b))
      .map((path) => ({ folder: { kind: 'folder', path }, area: areaOf(path) })),
    files: files.map((planned) => ({ ...planned, area: areaOf(planned.file.path) })),
  };
}

/**
 * Bytes that must be free in this area for the files to be written in their order: each one lies beside the one it replaces until it is
 * whole. Never too much: what is replaced counts as if it had filled its last block.
 */
export function roomNeeded(files: readonly PlannedFile[], area: string): number {
  let grown = 0;
  let most = 0;
  for (const { file, isSame, replaced, area: its } of files) {
    if (isSame || its !== area) continue;
    most = Math.max(most, grown + file.size);
    grown += file.size - Math.ceil(replaced / BLOCK) * BLOCK;
  }
  return most;
}

/** Of the usual flash, bytes. */
const BLOCK = 4096;

function topOf(path: string): string {
  const [top = '', ...below] = fromRoot(path).split('/');
  return below.length > 0 ? top : '';
}

/** As if the working folder was the root, which it mostly is. */
function fromRoot(path: string): string {
  return path.replace(/^(\.?\/)+/, '');
}

function depth(path: string): number {
  return path.split('/').length;
}

function sizeThere(there: Found, { size }: FileToCopy): number {
  return there.kind === 'other-size' ? there.size : there.kind === 'same-size' ? size : 0;
}

function notAFolder(path: string): AdderError {
  return new AdderError('not-a-folder', { detail: path });
}

/** Files that the plan itself writes. Some file systems tell no upper from lower case: there a name changes what another one is. */
class Written {
  private readonly byFoldedPath = new Map<
    string,
    { path: string; digest: string | undefined; size: number }
  >();

  before(path: string): { digest: string | undefined; size: number } | undefined {
    const last = this.byFoldedPath.get(path.toLowerCase());
    return last && (last.path === path ? last : { digest: undefined, size: 0 });
  }

  add({ path, size }: FileToCopy, digest: string | undefined): void {
    this.byFoldedPath.set(path.toLowerCase(), { path, digest, size });
  }
}
