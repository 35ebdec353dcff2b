// cp: files between the computer and the board, or on one of them. A file on the board that is the same already is skipped.

import type { TreeEntry } from '../../engine/board/files/tree-plan';
import type { FileKind } from '../../shared/board';
import { isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { Copied } from '../files/copied';
import { Fetching, notAFile } from '../files/fetching';
import { copyOnComputer, fileForBoard } from '../files/local-source';
import { BOARD_MARK, isOnBoard } from '../files/remote-path';
import { Shipment } from '../files/shipment';
import { Sides, type Place } from '../files/sides';
import { compareNames, planTree } from '../files/tree';
import type { FsOptions } from '../grammar/steps';
import type { Context } from './context';

export class Copier {
  private readonly sides: Sides;
  private readonly shipment: Shipment;
  private readonly fetching: Fetching;
  /** Folders of the board that are there. */
  private readonly folders = new Set<string>();
  /** Not said yet of the source whose turn it is. */
  private line: string | undefined;
  private source = '';
  private readonly copied: Copied;

  constructor(
    context: Context,
    private readonly destination: string,
    private readonly options: FsOptions,
    /** There are several sources, so that the destination must be a folder. */
    private readonly many: boolean,
  ) {
    const { session, out } = context;
    this.sides = new Sides(session, out);
    this.copied = new Copied(context);
    this.shipment = new Shipment(this.sides.board, this.copied, options.force);
    this.fetching = new Fetching(this.sides.board, this.sides.computer, this.copied);
  }

  /** Copies one source of the command line. What has to cross is only collected; that of earlier sources is there when this one fails. */
  async copy(source: string, line: string | undefined): Promise<void> {
    this.source = source;
    this.line = line;
    try {
      if (this.options.recursive) await this.copyTree(source);
      else await this.copyFile(source);
    } catch (error) {
      await this.finish();
      await this.say();
      throw error;
    }
  }

  /** With --json: what was copied, also where it ended early. */
  tell(): Promise<void> {
    return this.copied.end();
  }

  /** Brings over what was collected. Where that fails, the source whose turn it is does not get its turn. */
  async finish(): Promise<void> {
    try {
      await this.shipment.send();
      await this.fetching.run();
    } catch (error) {
      this.line = undefined;
      throw error;
    }
  }

  private async copyFile(source: string, destination = this.destination): Promise<void> {
    const from = this.sides.place(source);
    // On the computer the slash stays, and no file can have such a name.
    const to = this.sides.place(isOnBoard(destination) ? withoutSlash(destination) : destination);
    const kind = await this.kindOf(to);
    const mustBeFolder = this.isOnBoard(to) && destination.endsWith('/');
    if (this.many && !mustBeFolder && kind === undefined)
      throw new CommandError('cp: destination does not exist');
    if ((mustBeFolder || this.many) && kind !== 'folder')
      throw new CommandError('cp: destination is not a directory');
    const inside = (): string => to.side.join(to.path, from.side.nameOf(from.path));
    await this.transfer(from, { side: to.side, path: kind === 'folder' ? inside() : to.path });
  }

  private async copyTree(source: string): Promise<void> {
    const from = this.walked(this.sides.place(withoutSlash(source)));
    if ((await from.side.kindOf(from.path)) !== 'folder') {
      await this.copyAsFile(source);
      return;
    }
    await this.finish(); // an earlier source may make the destination
    const to = this.sides.place(withoutSlash(this.destination));
    const exists = (await to.side.kindOf(to.path)) !== undefined;
    const name = from.side.nameOf(from.path);
    // What has no name of its own gives only what is in it.
    const into = exists && !['', '..'].includes(name) ? [name] : [];
    if (this.isOnBoard(from) && !this.isOnBoard(to)) {
      await this.fetchTree(from.path, to, into, !exists);
      return;
    }
    const plan = await planTree(from.side, from.path, into);
    if (!exists && plan.folders.length === 0) {
      await this.copyAsFile(source);
      return;
    }
    if (!exists) await this.makeFolder(from, to);
    for (const names of plan.folders)
      await this.makeFolder(from, { side: to.side, path: to.side.join(to.path, ...names) });
    for (const file of plan.files)
      await this.transfer(
        { side: from.side, path: file.from },
        { side: to.side, path: to.side.join(to.path, ...file.to) },
        true,
      );
    await this.say();
  }

  /** mpremote takes a path such as `/dir` apart and looks for `./dir`, and so for `./..`, which littlefs has for the folder itself. */
  private walked(from: Place): Place {
    const [, name] = /^\/?([^/]+)$/.exec(from.path) ?? [];
    return this.isOnBoard(from) && name !== undefined
      ? { side: from.side, path: `./${name}` }
      : from;
  }

  /** As mpremote does with all that has no folder in it while the destination is not there, so that a folder is refused. */
  private copyAsFile(source: string): Promise<void> {
    return this.copyFile(withoutSlash(source), withoutSlash(this.destination));
  }

  /** @param into names that stand before all others */
  private async fetchTree(
    folder: string,
    { side, path }: Place,
    into: readonly string[],
    isNew: boolean,
  ): Promise<void> {
    const tree = await this.sides.board.listTree(folder);
    if (isNew && tree.folders.length === 0) {
      await this.copyAsFile(this.source);
      return;
    }
    const at = (steps: readonly string[]): string => side.join(path, ...into, ...steps);
    const { source } = this;
    const tops = isNew || into.length > 0 ? [[]] : [];
    for (const steps of [...tops, ...tree.folders.map((one) => one.steps)])
      this.fetching.add({ folder: at(steps), source, line: this.takeLine() });
    const files = [...tree.files].sort((a, b) => compareNames(a.steps, b.steps));
    for (const file of files) {
      const to = at(file.steps);
      // As mpremote does: a folder in the place of a file takes it in.
      const blocked = (await side.kindOf(to)) === 'folder';
      this.fetching.add({
        file: {
          from: file.path,
          to: blocked ? side.join(to, file.steps.at(-1) ?? '') : to,
          size: file.size,
        },
        source,
        line: this.takeLine(),
      });
    }
    await this.say();
  }

  private async makeFolder(from: Place, to: Place): Promise<void> {
    if (this.isShipped(from, to)) this.ship({ kind: 'folder', path: to.path });
    else {
      await this.say();
      await to.side.makeFolder(to.path);
    }
  }

  /** @param mayEnter a folder in the place of the file takes it in */
  private async transfer(from: Place, to: Place, mayEnter = false): Promise<void> {
    if (this.isOnBoard(from) && !this.isOnBoard(to)) {
      const file = { from: from.path, to: to.path, size: 0 };
      this.fetching.add({ file, source: this.source, line: this.takeLine() });
      return;
    }
    if (this.isShipped(from, to)) {
      this.ship(await readable(from.path, fileForBoard(from.path, to.path)), mayEnter);
      return;
    }
    await this.finish();
    await this.say();
    const { side } = to;
    const isBlocked = mayEnter && (await side.kindOf(to.path)) === 'folder';
    const path = isBlocked ? side.join(to.path, from.side.nameOf(from.path)) : to.path;
    if (this.isOnBoard(from)) await this.copyWithin(from.path, path);
    else {
      await readable(from.path, copyOnComputer(from.path, path));
      this.copied.file(path, 'written');
    }
  }

  private async copyWithin(from: string, to: string): Promise<void> {
    const { board } = this.sides;
    try {
      const how = await board.copyWithin(from, to, this.options.force);
      this.copied.file(`${BOARD_MARK}${to}`, how);
      if (how === 'same') await this.copied.line(`Up to date: ${to}`);
    } catch (error) {
      const isSource = isAdderError(error, 'is-a-folder') && error.detail === from;
      throw isSource ? notAFile() : error;
    }
  }

  private isOnBoard({ side }: Place): boolean {
    return side === this.sides.board;
  }

  private isShipped(from: Place, to: Place): boolean {
    return !this.isOnBoard(from) && this.isOnBoard(to);
  }

  private ship(entry: TreeEntry, mayEnter = false): void {
    this.shipment.add({ entry, source: this.source, line: this.takeLine(), mayEnter });
  }

  private async say(): Promise<void> {
    const line = this.takeLine();
    if (line !== undefined) await this.copied.line(line);
  }

  private takeLine(): string | undefined {
    const { line } = this;
    this.line = undefined;
    return line;
  }

  private async kindOf(place: Place): Promise<FileKind | undefined> {
    const { side, path } = place;
    if (this.isOnBoard(place) && this.folders.has(path)) return 'folder';
    const kind = await side.kindOf(path);
    if (this.isOnBoard(place) && kind === 'folder') this.folders.add(path);
    return kind;
  }
}

async function readable<Result>(path: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    const { code, path: place } = error as NodeJS.ErrnoException;
    throw code === 'EISDIR' && place === path ? notAFile() : error;
  }
}

/** A slash at the end says nothing more, except that it is the root itself. */
function withoutSlash(typed: string): string {
  const text = typed.replace(/\/+$/, '');
  return text === '' || text === BOARD_MARK ? typed : text;
}
