// A folder of the computer with all that it lies in. Node's own recursive `mkdir` tries for ever where a file system says of a new name that it is
// not there, as /proc does (seen with Node 20), and keeps one of its four threads.

import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './local-error';

/** One that is there is no error. Rejects with the system's. */
export async function makeFolders(
  path: string,
  options: { readonly mode?: number } = {},
): Promise<void> {
  try {
    await mkdir(path, options);
  } catch (error) {
    if (await isFolder(path)) return;
    const above = dirname(path);
    if (systemCode(error) !== 'ENOENT' || above === path) throw error;
    await makeFolders(above, options);
    await mkdir(path, options).catch(async (again: unknown) => {
      if (!(await isFolder(path))) throw again; // another program was faster
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
