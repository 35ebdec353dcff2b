// Files and folders that are copied into a picked folder from elsewhere on the computer. The window reads them and sends their bytes, since it knows
// no paths; here it is looked up what lies in their places, and each comes to lie there whole. Only what the person has agreed to is replaced.

import { safeName } from '../../engine/board/files/safe-name';
import type { FolderId } from '../../ipc/contract';
import type { CopiedPlace, Landed } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import type { Landing, Landings } from './landing';

export class CopyIn {
  constructor(private readonly landings: Landings) {}

  /** In their order. Rejects with `bad-name`, and with `local-exists` where a folder and a file are in each other's place. */
  async look(folder: FolderId, places: readonly CopiedPlace[]): Promise<Landed[]> {
    const landing = this.landingIn(folder);
    const found: Landed[] = [];
    for (const { steps, size } of places) {
      checkNames(steps);
      const there = await landing.look(steps, size ?? -1);
      if (there.kind !== 'nothing' && (there.kind === 'folder') !== (size === null))
        throw new AdderError('local-exists', { detail: steps.join('/') });
      found.push(there);
    }
    return found;
  }

  /** Those that are there are no error. */
  async makeFolders(folder: FolderId, places: readonly (readonly string[])[]): Promise<void> {
    const landing = this.landingIn(folder);
    for (const steps of places) {
      checkNames(steps);
      await landing.makeFolder(steps);
    }
  }

  /**
   * The file is the old one or the new one, never a part. Rejects with `local-exists` where a folder is, or a file that may not be replaced, and with the
   * codes of local files.
   */
  async write(
    folder: FolderId,
    steps: readonly string[],
    bytes: Uint8Array,
    mayReplace: boolean,
  ): Promise<void> {
    const landing = this.landingIn(folder);
    checkNames(steps);
    const { kind } = await landing.look(steps, -1);
    if (kind === 'folder' || (kind === 'file' && !mayReplace))
      throw new AdderError('local-exists', { detail: steps.join('/') });
    const file = await landing.open(steps);
    try {
      await file.write(bytes);
      await file.commit();
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  private landingIn(folder: FolderId): Landing {
    return this.landings.at(folder, []);
  }
}

/** Names of another disk need not be ones that this one can have. */
function checkNames(steps: readonly string[]): void {
  for (const step of steps) safeName(step);
}
