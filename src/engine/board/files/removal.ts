// Removes a tree with one helper, and tells of each step as it happens.

import { AdderError } from '../../../shared/errors';
import removeTreeSource from '../../device-code/files/remove_tree.py?device';
import { damaged, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import type { OperationOptions } from '../types';
import { collect } from './listing';

/** What has become of something: gone, or emptied but still there, since a file system is mounted on it. */
export type Removed = 'file' | 'folder' | 'mount-point';

/** How a tree is removed. */
export interface RemoveTreeOptions extends OperationOptions {
  /** The name of a folder in the outermost one that is not looked into: nothing more is removed when its turn comes. */
  readonly kept?: string;
  /** In the order in which it happens: the deepest first. */
  readonly onRemoved?: (path: string, what: Removed) => void;
  /** Called before the rejection, with what could not be removed, or not be listed. */
  readonly onFailed?: (path: string, what: 'file' | 'folder' | 'listing' | 'kept') => void;
}

const REMOVED: Readonly<Record<string, Removed>> = { f: 'file', d: 'folder', m: 'mount-point' };
const FAILED = { F: 'file', D: 'folder', L: 'listing', R: 'kept' } as const;

/** The error names what could not be removed. */
export async function removeTree(
  host: HelperHost,
  path: string,
  { signal, kept = '', onRemoved, onFailed }: RemoveTreeOptions,
): Promise<void> {
  if (!host.firmware.stat) throw new AdderError('no-folders', { detail: path });
  let at = path;
  const call = {
    parts: [removeTreeSource],
    call: pythonCall('remove_tree', path, kept),
    signal,
    get path() {
      return at;
    },
  };
  await collect(host, call, ({ kind, data }) => {
    const name = Buffer.from(data).toString('utf8');
    const what = REMOVED[kind];
    if (what) {
      onRemoved?.(name, what);
      return;
    }
    if (!(kind in FAILED)) throw damaged(path);
    at = name;
    onFailed?.(name, FAILED[kind as keyof typeof FAILED]);
  });
}
