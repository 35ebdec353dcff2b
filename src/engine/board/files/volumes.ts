// The file systems of a board and where they are mounted: what is the board's own, what is another medium, and which one a path
// lies in. Paths here are absolute.

import volumesSource from '../../device-code/files/volumes.py?device';
import { damaged, type HelperHost } from '../helper/call';
import { collect } from './listing';

/** A file system that is mounted. */
export interface Volume {
  /** Where it is mounted. */
  readonly path: string;
  /** As the firmware calls it, `VfsLfs2`; '' where it does not say. */
  readonly type: string;
  /** Bytes that a file takes at a time; 0 where it is not known. */
  readonly blockSize: number;
  /** Bytes in all; 0 where it is not known. */
  readonly total: number;
  /** Bytes that are free. */
  readonly free: number;
  /** Bytes of the longest name; 0 where it is not known. */
  readonly longestName: number;
}

/** The file systems of a board, and where its programs are. */
export interface Volumes {
  /** Empty on a board that knows no folders, whose files have plain names. */
  readonly workingFolder: string;
  /** It has more than the one folder (a micro:bit has not). */
  readonly makesFolders: boolean;
  /** None where the firmware knows no folders. */
  readonly all: readonly Volume[];
}

export async function askVolumes(
  host: HelperHost,
  signal: AbortSignal | undefined,
): Promise<Volumes> {
  const { firmware } = host;
  if (!firmware.folders) return { workingFolder: '', makesFolders: false, all: [] };
  let workingFolder: string | undefined;
  const all: Volume[] = [];
  const call = { parts: [volumesSource], call: 'volumes()', path: '/', signal };
  await collect(host, call, ({ kind, data }) => {
    const text = Buffer.from(data).toString('utf8');
    if (kind === 'w') workingFolder = text;
    else all.push(volumeOf(text));
  });
  if (workingFolder === undefined) throw damaged('/');
  return { workingFolder, makesFolders: firmware.makesFolders, all };
}

/**
 * The flash that is the board's own: what is in the root, or /flash where the root is only a place for others (STM32). SD cards, a folder of
 * the computer and read-only images are not it.
 */
export function ownVolume({ all, workingFolder }: Volumes): Volume | undefined {
  const at = (path: string): Volume | undefined => all.find((volume) => volume.path === path);
  const root = at('/');
  if (root && root.total > 0) return root;
  return at('/flash') ?? volumeAt(workingFolder, all) ?? root;
}

/** The volume that a path lies in. */
export function volumeAt(path: string, volumes: readonly Volume[]): Volume | undefined {
  return volumes
    .filter((volume) => isAtOrBelow(path, volume.path))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** The volumes that are mounted somewhere below a folder. */
export function volumesBelow(folder: string, volumes: readonly Volume[]): Volume[] {
  return volumes.filter(({ path }) => path !== folder && isAtOrBelow(path, folder));
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

function volumeOf(text: string): Volume {
  const [, block, blocks, free, longestName, type = '', path] =
    /^(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12}) (\S+) (\/[^]*)$/.exec(text) ?? [];
  if (path === undefined) throw damaged('/');
  const blockSize = Number(block);
  return {
    path,
    type: type === '-' ? '' : type,
    blockSize,
    total: blockSize * Number(blocks),
    free: blockSize * Number(free),
    longestName: Number(longestName),
  };
}
