// cp: files between the computer and the board, or on one of them. A file on the board that is the same already is skipped.

import { createHash } from 'node:crypto';
import type { TreeEntry } from '../../engine/board/files/tree-plan';
import type { FileKind } from '../../shared/board';
import { isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { BOARD_MARK } from '../files/remote-path';
import { fileOf, Shipment } from '../files/shipment';
import { Sides, type Place } from '../files/sides';
import { planTree } from '../files/tree';
import type { FsOptions } from '../grammar/steps';
import type { Context } from './context';

export class Copier {
  private readonly sides: Sides;
  private readonly shipment: Shipment;
  /** Folders of the board that are there. */
  private readonly folders = new Set<string>();
  /** Not said yet of the source whose turn it is. */
  private line: string | undefined;
  private source = '';

  constructor(
    private readonly context: Context,
    private readonly destination: string,
    private readonly options: FsOptions,
    /** There are several sources, so that the destination must be a folder. */
    private readonly many: boolean,
  ) {
    this.sides = new Sides(context.session, context.out);
    this.shipment = new Shipment(this.sides.board, context.out, options.force);
  }

  /**
   * Copies one source of the command line. Files for the board are only collected; those of earlier sources are there when this one
   * fails.
   */
  async copy(source: string, line: string | undefined): Promise<void> {
    this.source = source;
    this.line = line;
    try {
      if (this.options.recursive) await this.copyTree(source);
      else await this.copyFile(source);
    } catch (error) {
      await this.shipment.send();
      await this.say();
      throw error;
    }
  }

  /** Sends what was collected. */
  async finish(): Promise<void> {
    await this.shipment.send();
  }

  private async copyFile(source: string): Promise<void> {
    const from = this.sides.place(source);
    const to = this.sides.place(withoutSlash(this.destination));
    const kind = await this.kindOf(to);
    const mustBeFolder =
      this.many || (to.side === this.sides.board && this.destination.endsWith('/'));
    if (mustBeFolder && kind === undefined)
      throw new CommandError('cp: destination does not exist');
    if (mustBeFolder && kind !== 'folder')
      throw new CommandError('cp: destination is not a directory');
    const inside = (): string => to.side.join(to.path, from.side.nameOf(from.path));
    const path = kind === 'folder' ? inside() : to.path;
    await this.transfer(from, { side: to.side, path }, kind !== undefined);
  }

  private async copyTree(source: string): Promise<void> {
    const from = this.sides.place(withoutSlash(source));
    if ((await from.side.kindOf(from.path)) !== 'folder') {
      await this.copyFile(source);
      return;
    }
    await this.shipment.send(); // an earlier source may make the destination
    const to = this.sides.place(withoutSlash(this.destination));
    const exists = (await to.side.kindOf(to.path)) !== undefined;
    const name = from.side.nameOf(from.path);
    // What has no name of its own gives only what is in it.
    const into = exists && !['', '.', '..'].includes(name) ? [name] : [];
    if (from.side === this.sides.board && to.side !== this.sides.board) {
      await this.say();
      await this.fetchTree(from.path, to, into, !exists);
      return;
    }
    const plan = await planTree(from.side, from.path, into);
    if (!exists) await this.makeFolder(from, to);
    for (const names of plan.folders)
      await this.makeFolder(from, { side: to.side, path: to.side.join(to.path, ...names) });
    for (const file of plan.files)
      await this.transfer(
        { side: from.side, path: file.from },
        { side: to.side, path: to.side.join(to.path, ...file.to) },
        exists,
      );
  }

  /** @param into names that stand before all others */
  private async fetchTree(
    folder: string,
    { side, path }: Place,
    into: readonly string[],
    isNew: boolean,
  ): Promise<void> {
    const tree = await this.sides.board.listTree(folder);
    const at = (steps: readonly string[]): string => side.join(path, ...into, ...steps);
    if (isNew || into.length > 0) await side.makeFolder(at([]));
    for (const { steps } of tree.folders) await side.makeFolder(at(steps));
    await this.sides.board.fetch(tree.files, ({ steps }, bytes) => side.write(at(steps), bytes));
  }

  private async makeFolder(from: Place, to: Place): Promise<void> {
    if (this.isShipped(from, to)) await this.ship({ kind: 'folder', path: to.path });
    else {
      await this.say();
      await to.side.makeFolder(to.path);
    }
  }

  /** @param mayExist whether it is worth asking the board for a file that is the same */
  private async transfer(from: Place, to: Place, mayExist: boolean): Promise<void> {
    if (this.isShipped(from, to)) {
      await this.ship(fileOf(to.path, await this.read(from)));
      return;
    }
    await this.say();
    const bytes = await this.read(from);
    const compare = mayExist && !this.options.force && to.side === this.sides.board;
    if (compare && (await this.isSame(to.path, bytes))) {
      await this.context.out.line(`Up to date: ${to.path}`);
      return;
    }
    await to.side.write(to.path, bytes);
  }

  private isShipped(from: Place, to: Place): boolean {
    return from.side !== this.sides.board && to.side === this.sides.board;
  }

  private async ship(entry: TreeEntry): Promise<void> {
    const { line, source } = this;
    this.line = undefined;
    await this.shipment.add({ entry, source, line });
  }

  private async say(): Promise<void> {
    const { line } = this;
    this.line = undefined;
    if (line !== undefined) await this.context.out.line(line);
  }

  private async kindOf({ side, path }: Place): Promise<FileKind | undefined> {
    if (side === this.sides.board && this.folders.has(path)) return 'folder';
    const kind = await side.kindOf(path);
    if (side === this.sides.board && kind === 'folder') this.folders.add(path);
    return kind;
  }

  private async read({ side, path }: Place): Promise<Uint8Array> {
    try {
      return await side.read(path);
    } catch (error) {
      const isFolder =
        isAdderError(error, 'is-a-folder') || (error as NodeJS.ErrnoException).code === 'EISDIR';
      throw isFolder ? new CommandError('cp: -r not specified; omitting directory') : error;
    }
  }

  /** Does the board have this very file? No, where its firmware cannot tell. */
  private async isSame(path: string, bytes: Uint8Array): Promise<boolean> {
    const digest = await this.sides.board.digestOf(path, bytes.length);
    return digest === createHash('sha256').update(bytes).digest('hex');
  }
}

/** A slash at the end says nothing more, except that it is the root itself. */
function withoutSlash(typed: string): string {
  const text = typed.replace(/\/+$/, '');
  return text === '' || text === BOARD_MARK ? typed : text;
}
