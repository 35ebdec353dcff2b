// All files below a folder of the computer, folder by folder, the near ones first. Bounded: a person may have opened a whole disk.

import type { LocalEntry } from '../../ipc/contract';

const MOST_FILES = 5000;
const MOST_FOLDERS = 500;

/** What nobody opens from here: hidden folders, and what programs make for themselves. */
function isOfNoInterest(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules' || name === '__pycache__';
}

/** @param found hears of all paths so far, after each folder; false ends the walk */
export async function walk(
  list: (steps: string[]) => Promise<readonly LocalEntry[]>,
  found: (paths: readonly string[]) => boolean,
): Promise<void> {
  const files: string[] = [];
  const folders: string[][] = [[]];
  for (let at = 0; at < folders.length && at < MOST_FOLDERS; at++) {
    const steps = folders[at] ?? [];
    // A folder that is gone or may not be read has no files to offer.
    const entries = await list(steps).catch(() => []);
    for (const { name, kind } of entries) {
      if (isOfNoInterest(name)) continue;
      if (kind === 'folder') folders.push([...steps, name]);
      else files.push(`/${[...steps, name].join('/')}`);
    }
    if (!found(files.slice(0, MOST_FILES)) || files.length >= MOST_FILES) return;
  }
}
