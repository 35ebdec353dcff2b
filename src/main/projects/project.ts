// The project around a file of the computer: the file's own folder, the picked folder that it is in, and their `lib` folders,
// which are `/lib` on the board.

import { readFile } from 'node:fs/promises';
import type { FileId } from '../../ipc/contract';
import { confine } from '../computer/confine';
import type { Files } from '../computer/files';
import { findModules, type ModulePlace, type ProjectModule } from './modules';

export async function projectModules(
  files: Files,
  file: FileId,
  source: string,
): Promise<ProjectModule[]> {
  const folders = await files.projectFolders(file);
  return findModules(source, [
    ...folders.map((folder) => place(folder, [], '')),
    ...folders.map((folder) => place(folder, ['lib'], '/lib')),
  ]);
}

/** Never leaves the folder, not by a link either; what cannot be read is not there. */
function place(folder: string, below: readonly string[], boardFolder: string): ModulePlace {
  return {
    boardFolder,
    read: (steps) =>
      confine(folder, [...below, ...steps])
        .then((path) => readFile(path))
        .catch(() => undefined),
  };
}
