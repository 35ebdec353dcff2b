// What of the picked folders is to go to a board: a file, or a folder with all that is in it but what its ignore files exclude. Links are
// followed only to what lies in the picked folder.

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readLocalFolder } from '../../engine/board/sync/local-folder';
import type { FolderId } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import type { Files } from './files';
import type { Folders } from './folders';
import type { Patience } from './patience';

/** How long a disk may take to tell all that is in a folder, ms. */
const WALK_MS = 60_000;

export interface LocalTreeEntry {
  /** From its own name on. */
  readonly steps: readonly string[];
  /** Bytes; a folder has none. */
  readonly size?: number;
}

export class LocalTrees {
  constructor(
    private readonly folders: Folders,
    private readonly files: Files,
    private readonly patience: Patience,
  ) {}

  /** Rejects with the codes of local files, `bad-name` and `too-many-files`. */
  entries(
    folder: FolderId,
    steps: readonly string[],
    signal: AbortSignal,
  ): Promise<LocalTreeEntry[]> {
    const named = steps.join('/');
    const wait = { deadline: WALK_MS, what: named, asked: true };
    return this.patience.wait(this.folders.placeOf(folder, steps.slice(0, -1)), wait, async () => {
      const { root, path } = await this.folders.resolve(folder, steps);
      const name = steps.at(-1) ?? basename(root);
      const facts = await stat(path);
      if (facts.isFile()) return [{ steps: [name], size: facts.size }];
      if (!facts.isDirectory()) throw new AdderError('local-failed', { detail: named });
      const { entries } = await readLocalFolder(path, { signal, within: root });
      const below = entries.map((entry) => ({
        steps: [name, ...entry.path.split('/')],
        ...(entry.kind === 'file' && { size: entry.size }),
      }));
      return [{ steps: [name] }, ...below];
    });
  }

  /** A file that `entries` has told, as it is now. */
  read(folder: FolderId, steps: readonly string[], below: readonly string[]): Promise<Uint8Array> {
    return this.files.readFromFolder(folder, [...steps, ...below.slice(1)]);
  }
}
