// The board and the computer as the two sides of a copy: what is at a path, what is in a folder, and how files get there.

import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { listTree, type TreeListing } from '../../engine/board/files/copy-from-board';
import { copyToBoard, type CopyToBoardOptions } from '../../engine/board/files/copy-to-board';
import type { FileSink } from '../../engine/board/files/download';
import { safeName } from '../../engine/board/files/safe-name';
import type { TreeEntry } from '../../engine/board/files/tree-plan';
import { namesIn } from '../../engine/host/names-in';
import type { FileKind } from '../../shared/board';
import { isAdderError } from '../../shared/errors';
import type { Output } from '../output';
import type { Session } from '../session';
import { whyNotOpened } from './open-error';
import { boardPath, isOnBoard, joinRemote, remoteName } from './remote-path';
import { ProgressBar } from './progress-bar';
import type { Entry, Side } from './tree';

export interface CopySide extends Side {
  /** The kind of what is there, or undefined. */
  kindOf(path: string): Promise<FileKind | undefined>;
  nameOf(path: string): string;
  /** Fine if it is there already. */
  makeFolder(path: string): Promise<void>;
}

/** A path of the command line, without its mark, and the side it is on. */
export interface Place {
  readonly side: CopySide;
  readonly path: string;
}

export class Sides {
  readonly board: BoardSide;
  readonly computer: CopySide = new ComputerSide();

  constructor(session: Session, out: Output) {
    this.board = new BoardSide(session, out);
  }

  place(typed: string): Place {
    return isOnBoard(typed)
      ? { side: this.board, path: boardPath(typed) }
      : { side: this.computer, path: typed };
  }
}

export class BoardSide implements CopySide {
  constructor(
    private readonly session: Session,
    private readonly out: Output,
  ) {}

  readonly join = joinRemote;
  readonly nameOf = remoteName;

  async kindOf(path: string): Promise<FileKind | undefined> {
    if (path === '') return 'folder'; // the one that the board is in
    try {
      const { kind } = await this.session.use((board, operation) =>
        board.files.stat(path, operation),
      );
      return kind;
    } catch (error) {
      if (isAdderError(error, 'file-not-found') || isAdderError(error, 'not-a-folder'))
        return undefined;
      throw error;
    }
  }

  async list(path: string): Promise<Entry[]> {
    const entries = await this.session.use((board, operation) => board.files.list(path, operation));
    return entries.map(({ name, kind }) => ({ name: safeName(name), isFolder: kind === 'folder' }));
  }

  /** By one plan; a folder that exists is fine. */
  async copyHere(
    entries: readonly TreeEntry[],
    force: boolean,
    onFile: NonNullable<CopyToBoardOptions['onFile']>,
  ): Promise<void> {
    await this.withBar((onProgress, clear) =>
      this.session.use((board, operation) =>
        copyToBoard(board.files, entries, {
          ...operation,
          force,
          onProgress,
          onFile: (file, how) => {
            clear(); // lines may be printed now
            onFile(file, how);
          },
        }),
      ),
    );
  }

  /** From one place of the board to another. */
  copyWithin(from: string, to: string, force: boolean): Promise<'written' | 'same'> {
    return this.session.use((board, operation) =>
      board.files.copy(from, to, { ...operation, force }),
    );
  }

  /** All that is below a folder, with names that the computer can have. */
  listTree(path: string): Promise<TreeListing> {
    return this.session.use((board, operation) => listTree(board.files, path, operation));
  }

  async stream(
    files: readonly { readonly from: string; readonly size: number }[],
    sink: FileSink,
  ): Promise<void> {
    const known = files.reduce((sum, { size }) => sum + size, 0);
    await this.withBar((onProgress, clear) =>
      this.session.use((board, operation) =>
        board.files.stream(
          files.map(({ from }) => from),
          {
            piece: (path, bytes) => sink.piece(path, bytes),
            end: (path) => {
              clear(); // lines may be printed now
              return sink.end(path);
            },
          },
          {
            ...operation,
            onProgress: ({ done, total }) => onProgress({ done, total: Math.max(known, total) }),
          },
        ),
      ),
    );
  }

  /** What mpremote would say of a file that cannot be read, from what the engine says. */
  whyNotRead(path: string, error: unknown): Promise<unknown> {
    const isFolder = isAdderError(error, 'is-a-folder');
    return isFolder ? whyNotOpened(this.session, path, error) : Promise.resolve(error);
  }

  async makeFolder(path: string): Promise<void> {
    try {
      await this.session.use((board, operation) => board.files.makeFolder(path, operation));
    } catch (error) {
      if (!isAdderError(error, 'file-exists')) throw error;
    }
  }

  private async withBar<Result>(
    work: (onProgress: ProgressBar['show'], clear: () => void) => Promise<Result>,
  ): Promise<Result> {
    const bar = new ProgressBar(this.out);
    try {
      return await work(bar.show, () => bar.clear());
    } finally {
      bar.clear();
    }
  }
}

class ComputerSide implements CopySide {
  /** An empty path is that of no folder, as for mpremote. */
  readonly join = (base: string, ...names: readonly string[]): string =>
    names.length > 0 ? join(base, ...names) : base;
  readonly nameOf = (path: string): string => basename(path);

  async kindOf(path: string): Promise<FileKind | undefined> {
    const stats = await stat(path).catch(() => undefined);
    return stats && (stats.isDirectory() ? 'folder' : 'file');
  }

  async list(path: string): Promise<Entry[]> {
    const names = await namesIn(path);
    return Promise.all(
      names.map(async (name) => ({
        name,
        isFolder: (await this.kindOf(join(path, name))) === 'folder',
      })),
    );
  }

  async makeFolder(path: string): Promise<void> {
    try {
      await mkdir(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
