// The project around a file of the computer: the file's own folder, the picked folder that it is in, and their `lib` folders,
// which are `/lib` on the board.

import { readFile } from 'node:fs/promises';
import type { FileId } from '../../ipc/contract';
import { isAdderError } from '../../shared/errors';
import { importedModules } from '../../shared/imports';
import { confine } from '../computer/confine';
import type { Files } from '../computer/files';
import { findModules, type ModulePlace, type ProjectModule } from './modules';

/** Its folder was moved or removed, is not to be read, or lies on a drive that does not answer. */
const LOST_PROJECT = ['local-not-found', 'local-denied', 'local-timeout', 'local-failed'] as const;

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

/** The same for a program that runs now: null where its project cannot be read, which is no reason not to run it. */
export async function modulesToRun(
  files: Files,
  file: FileId,
  source: string,
): Promise<ProjectModule[] | null> {
  if (importedModules(source).length === 0) return [];
  try {
    return await projectModules(files, file, source);
  } catch (error) {
    if (LOST_PROJECT.some((code) => isAdderError(error, code))) return null;
    throw error;
  }
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
