// The computer's side of the bin: files, folders and links below a picked folder, moved into the bin and back.

import { lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FolderId } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import { confine, confinePlace } from '../computer/confine';
import type { Folders } from '../computer/folders';
import { locally } from '../computer/local-error';
import { exists, moveEntry } from '../computer/move';
import type { Patience } from '../computer/patience';
import { summed, withEntries, type BinRecord, type FromComputer } from './record';
import type { BinStore } from './store';

/** How long a disk may take, ms: to tell what is there, and to move one thing, which may be a copy to another disk. */
const LOOK_MS = 10_000;
const MOVE_MS = 120_000;
/** Beyond so many files their sizes are not added up any more. */
const MOST_COUNTED = 50_000;

export interface ComputerSideOptions {
  readonly store: BinStore;
  readonly folders: Folders;
  readonly patience: Patience;
  /** What is in this folder is another now. */
  readonly onChanged: (folder: FolderId, steps: readonly string[]) => void;
}

export class ComputerSide {
  constructor(private readonly options: ComputerSideOptions) {}

  /** Moves them into the bin, under the id that this answers. */
  async take(
    folder: FolderId,
    chosen: readonly (readonly string[])[],
    when: number,
  ): Promise<string> {
    const { folders, store } = this.options;
    const { root } = await folders.resolve(folder, []);
    const entries: FromComputer['entries'] = [];
    for (const [index, steps] of topmost(chosen).entries()) {
      const size = await this.inTime(root, steps, LOOK_MS, async () =>
        sizeOf(await confinePlace(root, steps)),
      );
      entries.push({ steps: [...steps], size, blob: String(index) });
    }
    const from: FromComputer = { kind: 'computer', name: basename(root) || root, root, entries };
    const record: BinRecord = { version: 1, when, isWhole: true, ...summed(entries), from };
    const id = await locally('bin', () => store.begin(record));
    try {
      for (const { steps, blob } of entries)
        await this.inTime(root, steps, MOVE_MS, async () =>
          moveEntry(await confinePlace(root, steps), store.placeOf(id, blob)),
        );
    } finally {
      // What could not be moved is where it was; also a copy whose old one could not be removed is the bin's.
      const kept: FromComputer['entries'] = [];
      for (const entry of entries)
        if (await exists(store.placeOf(id, entry.blob))) kept.push(entry);
      if (kept.length === 0) await store.remove(id);
      else await store.keep(id, withEntries(record, from, kept));
      this.tell(root, entries);
    }
    return id;
  }

  /** Rejects with `local-exists` before anything is moved. */
  async putBack(id: string, record: BinRecord, from: FromComputer): Promise<void> {
    const { store } = this.options;
    const { root, entries } = from;
    await this.inTime(root, [], LOOK_MS, async () => {
      if (!(await stat(root)).isDirectory())
        throw new AdderError('local-not-found', { detail: root });
    });
    for (const { steps } of entries)
      await this.inTime(root, steps, LOOK_MS, async () => {
        await makeFolders(root, steps.slice(0, -1));
        if (await exists(await confinePlace(root, steps)))
          throw new AdderError('local-exists', { detail: steps.join('/') });
      });
    const left = [...entries];
    try {
      for (let entry = left[0]; entry; entry = left[0]) {
        const { steps, blob } = entry;
        await this.inTime(root, steps, MOVE_MS, async () =>
          moveEntry(store.placeOf(id, blob), await confinePlace(root, steps)),
        );
        left.shift();
      }
    } finally {
      if (left.length > 0 && left.length < entries.length)
        await store.keep(id, withEntries(record, from, left));
      this.tell(root, entries);
    }
  }

  private tell(root: string, entries: FromComputer['entries']): void {
    const folder = this.options.folders.idOf(root);
    if (folder === undefined) return;
    const holders = new Map(
      entries.map(({ steps }) => [steps.slice(0, -1).join('/'), steps.slice(0, -1)]),
    );
    for (const steps of holders.values()) this.options.onChanged(folder, steps);
  }

  private inTime<Result>(
    root: string,
    steps: readonly string[],
    deadline: number,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const what = steps.join('/') || basename(root);
    const place = join(root, ...steps.slice(0, -1));
    return this.options.patience.wait(place, { deadline, what, asked: true }, work);
  }
}

/** Without those that lie in another one of them. Rejects with `bad-request` for the picked folder itself. */
function topmost(chosen: readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (chosen.some((steps) => steps.length === 0))
    throw new AdderError('bad-request', { detail: 'path' });
  const keys = new Set(chosen.map((steps) => steps.join('/')));
  const seen = new Set<string>();
  return chosen.filter((steps) => {
    const key = steps.join('/');
    if (seen.has(key)) return false;
    seen.add(key);
    return !steps.some((_, count) => count > 0 && keys.has(steps.slice(0, count).join('/')));
  });
}

/** Bytes of a file, or of all that is in a folder. Links are not followed. */
async function sizeOf(top: string): Promise<number> {
  let size = 0;
  let counted = 0;
  const add = async (path: string): Promise<void> => {
    if (counted++ > MOST_COUNTED) return;
    const facts = await lstat(path);
    if (facts.isDirectory()) for (const name of await readdir(path)) await add(join(path, name));
    else size += facts.size;
  };
  await add(top);
  return size;
}

/** They may have been removed meanwhile. */
async function makeFolders(root: string, steps: readonly string[]): Promise<void> {
  for (let count = 1; count <= steps.length; count++) {
    const some = steps.slice(0, count);
    try {
      await mkdir(await confinePlace(root, some));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!(await stat(await confine(root, some))).isDirectory())
      throw new AdderError('local-exists', { detail: some.join('/') });
  }
}
