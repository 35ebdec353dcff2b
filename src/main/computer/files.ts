// The files of the computer that the window may read and write: those that the user opened or saved. The window knows them
// by ids. A file of a picked folder is looked up anew each time, since a link can have changed meanwhile. No disk is waited for longer
// than its deadline.

import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { FileId, FolderId, LocalFact, LocalFile } from '../../ipc/contract';
import type { MovedFile } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import { confineTarget, isInside } from './confine';
import { lookAt, readContent, replaceContent } from './content';
import type { Folders } from './folders';
import { identityOf } from './identity';
import { Patience } from './patience';

/** How long a disk may take, ms: for a name, for a whole file, and for a file that is brought to the disk. */
const NAME_MS = 4000;
const READ_MS = 10_000;
const WRITE_MS = 30_000;

/** Where a file lies, to be found again by a later start. Never told to the window. */
export type FilePlace =
  | { readonly kind: 'path'; readonly path: string }
  /** Below a picked folder, which it never leaves. */
  | { readonly kind: 'folder'; readonly root: string; readonly steps: readonly string[] };

interface Known {
  readonly name: string;
  readonly place: FilePlace;
  /** The same for the same file, so that it is one tab in the window. */
  readonly key: string;
  /** Where it is now. */
  readonly toRead: () => Promise<string>;
  /** Where it goes, also when it was removed meanwhile. */
  readonly toWrite: () => Promise<string>;
  /** The real folders that its project's modules are in, the file's own first. */
  readonly project: () => Promise<readonly string[]>;
}

export class Files {
  private readonly known = new Map<FileId, Known>();
  private count = 0;

  constructor(
    private readonly folders: Folders,
    private readonly patience = new Patience(),
  ) {}

  /** @param path from a dialog, never from the window */
  async addPicked(path: string): Promise<LocalFile> {
    return this.remember(await this.picked(path));
  }

  async addFromFolder(folder: FolderId, steps: readonly string[]): Promise<LocalFile> {
    return this.remember(await this.inFolder(folder, steps));
  }

  /** The id that the window has for it, if it has one. */
  async idAt(folder: FolderId, steps: readonly string[]): Promise<FileId | undefined> {
    const { key } = await this.inFolder(folder, steps);
    return this.idOf(key);
  }

  /** Without opening it: no id is kept. */
  async readFromFolder(folder: FolderId, steps: readonly string[]): Promise<Uint8Array> {
    return this.readKnown(await this.inFolder(folder, steps));
  }

  async saveToFolder(folder: FolderId, steps: readonly string[], bytes: Uint8Array): Promise<void> {
    await this.saveKnown(await this.inFolder(folder, steps), bytes, null);
  }

  /** Throws `bad-request` for a file that nobody opened. */
  placeOf(file: FileId): FilePlace {
    return this.find(file).place;
  }

  /** A file that was open at an earlier start; it need not be there any more. @param place from our own journal */
  async addAgain(place: FilePlace): Promise<LocalFile> {
    if (place.kind === 'path') return this.addPicked(place.path);
    try {
      const wait = { deadline: NAME_MS, what: basename(place.root) };
      const { folder } = await this.patience.wait(place.root, wait, () =>
        this.folders.add(place.root),
      );
      return await this.addFromFolder(folder, place.steps);
    } catch {
      return this.addPicked(join(place.root, ...place.steps));
    }
  }

  async read(file: FileId): Promise<Uint8Array> {
    return this.readKnown(this.find(file));
  }

  /** What is on the disk now. */
  async look(file: FileId): Promise<LocalFact> {
    const known = this.find(file);
    const { name, toWrite } = known;
    return this.inTime(known, READ_MS, async () => {
      try {
        return await lookAt(await toWrite(), name);
      } catch (error) {
        // Its folder is gone too.
        if (error instanceof AdderError && error.code === 'local-not-found')
          return { kind: 'missing' };
        throw error;
      }
    });
  }

  /** Where to watch for its changes, as long as nobody moves it. */
  async watched(file: FileId): Promise<string> {
    const known = this.find(file);
    const { place, toWrite } = known;
    const named = place.kind === 'path' ? place.path : join(place.root, ...place.steps);
    const real = this.inTime(known, NAME_MS, async () => identityOf(await toWrite()));
    return real.catch((error: unknown) => {
      if (error instanceof AdderError && error.code === 'local-not-found') return named;
      throw error;
    });
  }

  /** The real folders in which the modules of this file's project lie. */
  async projectFolders(file: FileId): Promise<readonly string[]> {
    const known = this.find(file);
    return this.inTime(known, NAME_MS, known.project);
  }

  /** @param expected the SHA-256 of what may be replaced; null: whatever is there */
  async save(file: FileId, bytes: Uint8Array, expected: string | null): Promise<void> {
    await this.saveKnown(this.find(file), bytes, expected);
  }

  async saveAs(path: string, bytes: Uint8Array): Promise<LocalFile> {
    const name = basename(path);
    const wait = { deadline: WRITE_MS, what: name, asked: true };
    await intoFolder(name, () =>
      this.patience.wait(dirname(path), wait, () => replaceContent(path, name, bytes, null)),
    );
    return this.addPicked(path);
  }

  /**
   * Something was moved through Adder: what was opened of it is where it lies now. Answers which files these are.
   *
   * @param moved the real paths, from where to where
   */
  async follow(
    folder: FolderId,
    from: readonly string[],
    to: readonly string[],
    moved: { readonly from: string; readonly to: string },
  ): Promise<readonly MovedFile[]> {
    const { root } = await this.folders.resolve(folder, []);
    const followed: MovedFile[] = [];
    for (const [file, known] of this.known) {
      const now = await this.movedTo(known, root, from, to, moved);
      if (!now) continue;
      // What was opened there before has been removed since, or nothing could lie there now.
      const over = [...this.known].flatMap(([id, { key }]) =>
        key === now.key && id !== file ? [id] : [],
      );
      for (const id of over) this.known.delete(id);
      this.known.set(file, now);
      followed.push({ file, name: now.name, over });
    }
    return followed;
  }

  private async movedTo(
    { place, key }: Known,
    root: string,
    from: readonly string[],
    to: readonly string[],
    moved: { readonly from: string; readonly to: string },
  ): Promise<Known | undefined> {
    const folder = place.kind === 'folder' ? this.folders.idOf(place.root) : undefined;
    if (place.kind === 'folder' && folder !== undefined) {
      const isBelow = from.every((step, index) => place.steps[index] === step);
      if (place.root === root && isBelow)
        return this.inFolder(folder, [...to, ...place.steps.slice(from.length)]);
    }
    if (!isInside(moved.from, key)) return undefined;
    const path = moved.to + key.slice(moved.from.length);
    if (place.kind === 'folder' && folder !== undefined && isInside(place.root, path))
      return this.inFolder(folder, relative(place.root, path).split(sep));
    return this.picked(path);
  }

  private async inFolder(folder: FolderId, steps: readonly string[]): Promise<Known> {
    const name = steps.at(-1);
    if (name === undefined) throw new AdderError('bad-request', { detail: 'path' });
    const { root, path } = await this.patience.wait(
      this.folders.placeOf(folder, steps.slice(0, -1)),
      { deadline: NAME_MS, what: name },
      () => this.folders.resolve(folder, steps),
    );
    return {
      name,
      place: { kind: 'folder', root, steps },
      key: path,
      toRead: async () => (await this.folders.resolve(folder, steps)).path,
      toWrite: async () => (await this.folders.resolve(folder, steps, confineTarget)).path,
      project: async () => {
        const { root, path } = await this.folders.resolve(folder, steps.slice(0, -1));
        return path === root ? [root] : [path, root];
      },
    };
  }

  private async picked(path: string): Promise<Known> {
    const same = (): Promise<string> => Promise.resolve(path);
    const project = async (): Promise<string[]> => [await realpath(dirname(path))];
    const wait = { deadline: NAME_MS, what: basename(path) };
    // Of a disk that does not answer it is not known which file this is; all else still works when it is back.
    const key = await this.patience
      .wait(dirname(path), wait, () => identityOf(path))
      .catch(() => path);
    return {
      name: basename(path),
      place: { kind: 'path', path },
      key,
      toRead: same,
      toWrite: same,
      project,
    };
  }

  private readKnown(known: Known): Promise<Uint8Array> {
    const { name, toRead } = known;
    return this.inTime(known, READ_MS, async () => readContent(await toRead(), name));
  }

  private saveKnown(known: Known, bytes: Uint8Array, expected: string | null): Promise<void> {
    const { name, toWrite } = known;
    const work = async (): Promise<void> => replaceContent(await toWrite(), name, bytes, expected);
    return intoFolder(name, () => this.inTime(known, WRITE_MS, work, true));
  }

  private inTime<Result>(
    { name, place }: Known,
    deadline: number,
    work: () => Promise<Result>,
    asked = false,
  ): Promise<Result> {
    const folder =
      place.kind === 'path' ? dirname(place.path) : join(place.root, ...place.steps.slice(0, -1));
    return this.patience.wait(folder, { deadline, what: name, asked }, work);
  }

  private remember(file: Known): LocalFile {
    const same = this.idOf(file.key);
    const id = same ?? `file-${++this.count}`;
    if (same === undefined) this.known.set(id, file);
    return { file: id, name: file.name };
  }

  private idOf(key: string): FileId | undefined {
    return [...this.known].find(([, other]) => other.key === key)?.[0];
  }

  private find(file: FileId): Known {
    const known = this.known.get(file);
    if (known === undefined) throw new AdderError('bad-request', { detail: 'file' });
    return known;
  }
}

/** A file that is written need not be there; what is missing is its folder. */
async function intoFolder(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof AdderError) || error.code !== 'local-not-found') throw error;
    throw new AdderError('local-folder-gone', { detail: name, cause: error });
  }
}
