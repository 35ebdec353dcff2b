// cp: files between the computer and the board, or on one of them. A file on the board that is the same already is skipped.

import { createHash } from 'node:crypto';
import { AdderError, isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { BOARD_MARK } from '../files/remote-path';
import { Sides, type Place } from '../files/sides';
import { planTree } from '../files/tree';
import type { FsOptions } from '../grammar/steps';
import type { Context } from './context';

/** Copies one source of the command line, of which there may be many. */
export async function copy(
  context: Context,
  source: string,
  destination: string,
  { recursive, force }: FsOptions,
  many: boolean,
): Promise<void> {
  const copier = new Copier(context, force);
  if (recursive) await copier.copyTree(source, destination, many);
  else await copier.copyFile(source, destination, many);
}

class Copier {
  private readonly sides: Sides;

  constructor(
    private readonly context: Context,
    private readonly force: boolean,
  ) {
    this.sides = new Sides(context.session, context.out);
  }

  async copyFile(source: string, destination: string, many: boolean): Promise<void> {
    const from = this.sides.place(source);
    const to = this.sides.place(withoutSlash(destination));
    const kind = await to.side.kindOf(to.path);
    const mustBeFolder = many || (to.side === this.sides.board && destination.endsWith('/'));
    if (mustBeFolder && kind === undefined)
      throw new CommandError('cp: destination does not exist');
    if (mustBeFolder && kind !== 'folder')
      throw new CommandError('cp: destination is not a directory');
    const inside = (): string => to.side.join(to.path, from.side.nameOf(from.path));
    const path = kind === 'folder' ? inside() : to.path;
    await this.transfer(from, { side: to.side, path }, kind !== undefined);
  }

  async copyTree(source: string, destination: string, many: boolean): Promise<void> {
    const from = this.sides.place(withoutSlash(source));
    if ((await from.side.kindOf(from.path)) !== 'folder') {
      await this.copyFile(source, destination, many);
      return;
    }
    const to = this.sides.place(withoutSlash(destination));
    const exists = (await to.side.kindOf(to.path)) !== undefined;
    const name = from.side.nameOf(from.path);
    // What has no name of its own gives only what is in it.
    const into = exists && !['', '.', '..'].includes(name) ? [name] : [];
    const plan = await planTree(from.side, from.path, into);
    if (!exists) await to.side.makeFolder(to.path);
    for (const names of plan.folders) await to.side.makeFolder(to.side.join(to.path, ...names));
    for (const file of plan.files)
      await this.transfer(
        { side: from.side, path: file.from },
        { side: to.side, path: to.side.join(to.path, ...file.to) },
        exists,
      );
  }

  /** @param mayExist whether it is worth asking the board for a file that is the same */
  private async transfer(from: Place, to: Place, mayExist: boolean): Promise<void> {
    const bytes = await this.read(from);
    const compare = mayExist && !this.force && to.side === this.sides.board;
    if (compare && (await this.isSame(to.path, bytes))) {
      await this.context.out.line(`Up to date: ${to.path}`);
      return;
    }
    await to.side.write(to.path, bytes);
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
    try {
      const hash = await this.context.session.use((board, operation) =>
        board.files.hash(path, operation),
      );
      return hash === createHash('sha256').update(bytes).digest('hex');
    } catch (error) {
      if (error instanceof AdderError && MISSING.includes(error.code)) return false;
      throw error;
    }
  }
}

/** What there is instead of a file is for the writing to tell. */
const MISSING: readonly string[] = ['file-not-found', 'not-a-folder', 'is-a-folder', 'bad-name'];

/** A slash at the end says nothing more, except that it is the root itself. */
function withoutSlash(typed: string): string {
  const text = typed.replace(/\/+$/, '');
  return text === '' || text === BOARD_MARK ? typed : text;
}
