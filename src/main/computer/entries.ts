// New files and folders below a picked folder, and other names and places for those that are there. Nothing is ever replaced, and nothing leads out of the
// picked folder.

import { mkdir, open } from 'node:fs/promises';
import { safeName } from '../../engine/board/files/safe-name';
import type { FileId, FolderId } from '../../ipc/contract';
import type { MovedFile } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import { confinePlace } from './confine';
import type { Files } from './files';
import type { Folders } from './folders';
import { moveEntry } from './move';
import type { Patience } from './patience';

/** How long a disk may take, ms: for a name, and for a move, which may be a copy to another disk. */
const NAME_MS = 10_000;
const MOVE_MS = 60_000;

export interface LocalEntriesOptions {
  readonly folders: Folders;
  readonly files: Files;
  readonly patience: Patience;
  /** What is in this folder is another now. */
  readonly onChanged: (folder: FolderId, steps: readonly string[]) => void;
  /** These files lie somewhere else now. */
  readonly onMoved: (files: readonly FileId[]) => void;
}

export class LocalEntries {
  constructor(private readonly options: LocalEntriesOptions) {}

  /** Rejects with `local-exists`, `bad-name`, and the codes of local files. */
  makeFolder(folder: FolderId, steps: readonly string[]): Promise<void> {
    return this.make(folder, steps, (path) => mkdir(path));
  }

  /** As `makeFolder`. */
  makeFile(folder: FolderId, steps: readonly string[]): Promise<void> {
    return this.make(folder, steps, async (path) => (await open(path, 'wx')).close());
  }

  /** As `makeFolder`. Answers which of the files that are open have come along. */
  async move(
    folder: FolderId,
    from: readonly string[],
    to: readonly string[],
  ): Promise<readonly MovedFile[]> {
    const { files, folders, onChanged, onMoved } = this.options;
    safeName(to.at(-1) ?? '');
    if (from.length < to.length && from.every((step, index) => step === to[index]))
      throw new AdderError('bad-request', { detail: 'into itself' });
    const moved = await this.inTime(folder, from, MOVE_MS, async () => {
      const old = (await folders.resolve(folder, from, confinePlace)).path;
      const place = (await folders.resolve(folder, to, confinePlace)).path;
      await moveEntry(old, place);
      return { from: old, to: place };
    });
    const followed = await files.follow(folder, from, to, moved);
    onMoved(followed.map(({ file }) => file));
    onChanged(folder, from.slice(0, -1));
    if (from.slice(0, -1).join('/') !== to.slice(0, -1).join('/'))
      onChanged(folder, to.slice(0, -1));
    return followed;
  }

  private async make(
    folder: FolderId,
    steps: readonly string[],
    work: (path: string) => Promise<unknown>,
  ): Promise<void> {
    safeName(steps.at(-1) ?? '');
    await this.inTime(folder, steps, NAME_MS, async () => {
      const { path } = await this.options.folders.resolve(folder, steps, confinePlace);
      await work(path).catch((error: unknown) => {
        const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
        throw isThere ? new AdderError('local-exists', { detail: steps.join('/') }) : error;
      });
    });
    this.options.onChanged(folder, steps.slice(0, -1));
  }

  private inTime<Result>(
    folder: FolderId,
    steps: readonly string[],
    deadline: number,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const what = steps.join('/');
    const place = this.options.folders.placeOf(folder, steps.slice(0, -1));
    return this.options.patience.wait(place, { deadline, what, asked: true }, work);
  }
}
