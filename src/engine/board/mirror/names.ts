// Which names a file system of a board can have. FAT has the rules of Windows (FatFs, option FF_USE_LFN; ff.c, create_name): it refuses
// some characters, and drops dots and spaces at the end without a word, so that the file would have another name.

import { AdderError } from '../../../shared/errors';
import type { Volume } from '../files/volumes';
import type { SourceEntry } from './plan';

// eslint-disable-next-line no-control-regex -- these are what is looked for
const NOT_ON_FAT = /[\x00-\x1f"*:<>?|\\\x7f]|[. ]$/;

/** Throws `bad-name` for the first that this file system cannot have. */
export function checkNames(entries: readonly SourceEntry[], volume: Volume | undefined): void {
  const { type = '', longestName = 0 } = volume ?? {};
  const isFat = type.startsWith('VfsFat');
  const bad = entries.find(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return (
      name.includes('\0') ||
      (longestName > 0 && Buffer.byteLength(name) > longestName) ||
      (isFat && NOT_ON_FAT.test(name))
    );
  });
  if (bad) throw new AdderError('bad-name', { detail: bad.path });
}
