// What a board has at and below a folder, before anything is planned there.

import type { FileEntry } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import type { BoardFiles } from '../files/board-files';
import { volumeAt, volumesBelow, type Volume } from '../files/volumes';
import type { OperationOptions } from '../types';

export interface Place {
  /** Absolute where the board knows folders. */
  readonly folder: string;
  readonly makesFolders: boolean;
  /** It and those above it, as far as they are not there. */
  readonly above: readonly string[];
  /** All that is below it, but not what is in other file systems. */
  readonly entries: readonly FileEntry[];
  /** Other file systems below it, relative to it. */
  readonly otherVolumes: readonly string[];
  readonly volume: Volume | undefined;
}

/** Rejects with `not-a-folder`, and with `bad-name` where the board has an entry with a name that is none. */
export async function lookAt(
  board: Pick<BoardFiles, 'volumes' | 'list' | 'survey'>,
  typed: string,
  options: OperationOptions,
): Promise<Place> {
  const { workingFolder, makesFolders, all } = await board.volumes(options);
  if (!makesFolders) {
    const entries = checked(await board.list('', options));
    return { folder: '', makesFolders, above: [], entries, otherVolumes: [], volume: undefined };
  }
  const folder = absolute(workingFolder, typed);
  const above = await missingFolders(board, folder, all, options);
  const volume = volumeAt(folder, all);
  if (above.length > 0)
    return { folder, makesFolders, above, entries: [], otherVolumes: [], volume };
  const start = folder === '/' ? 1 : folder.length + 1;
  const otherVolumes = volumesBelow(folder, all).map(({ path }) => path.slice(start));
  const entries = checked(await board.list(folder, { ...options, deep: true, skip: otherVolumes }));
  return { folder, makesFolders, above, entries, otherVolumes, volume };
}

/**
 * Are two names that differ only in case two files here? Asked of the board only when there are such names, and then by the fact
 * itself, since a file system's type does not say on whose computer it lies.
 */
export async function tellsCase(
  board: Pick<BoardFiles, 'survey'>,
  { folder, entries, volume }: Place,
  paths: readonly string[],
  options: OperationOptions,
): Promise<boolean> {
  const exact = new Set(paths);
  if (new Set([...exact].map((path) => path.toLowerCase())).size === exact.size) return true;
  if ((volume?.type ?? '').startsWith('VfsLfs')) return true;
  const names = new Set(entries.map(({ name }) => name));
  for (const { name } of entries) {
    const other = swapCase(name);
    if (names.has(other) || other === name) continue;
    const path = folder === '' ? other : `${folder.replace(/\/$/, '')}/${other}`;
    const [found] = await board.survey([{ path, size: -1 }], options);
    return found?.kind === 'nothing';
  }
  return entries.some(({ name }) => swapCase(name) !== name);
}

function swapCase(name: string): string {
  const upper = name.toUpperCase();
  return upper === name ? name.toLowerCase() : upper;
}

async function missingFolders(
  board: Pick<BoardFiles, 'survey'>,
  folder: string,
  volumes: readonly Volume[],
  options: OperationOptions,
): Promise<string[]> {
  const steps = folder.split('/').filter((step) => step !== '');
  const mounted = new Set(volumes.map(({ path }) => path));
  const paths = steps
    .map((_, index) => `/${steps.slice(0, index + 1).join('/')}`)
    .filter((path) => !mounted.has(path));
  if (paths.length === 0) return [];
  const found = await board.survey(
    paths.map((path) => ({ path, size: -1 })),
    options,
  );
  return paths.filter((path, index) => {
    const kind = found[index]?.kind ?? 'nothing';
    if (kind !== 'nothing' && kind !== 'folder')
      throw new AdderError('not-a-folder', { detail: path });
    return kind === 'nothing';
  });
}

/** Throws `bad-name` for one with a step that leads up. */
function absolute(workingFolder: string, typed: string): string {
  const all = typed.startsWith('/') ? typed : `${workingFolder}/${typed}`;
  const steps = all.split('/').filter((step) => step !== '' && step !== '.');
  if (steps.includes('..') || typed.includes('\0'))
    throw new AdderError('bad-name', { detail: typed });
  return `/${steps.join('/')}`;
}

/** A name is a path below the folder: one with odd steps would lead elsewhere. */
function checked(entries: readonly FileEntry[]): readonly FileEntry[] {
  const odd = entries.find(({ name }) =>
    name.split('/').some((step) => ['', '.', '..'].includes(step) || step.includes('\0')),
  );
  if (odd) throw new AdderError('bad-name', { detail: odd.name });
  return entries;
}
