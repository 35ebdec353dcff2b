// What goes from the computer to the board by one plan: collected in the order of the command line, and sent together. It prints what
// is said of each file when its turn comes.

import type { TreeEntry } from '../../engine/board/files/tree-plan';
import { isAdderError } from '../../shared/errors';
import type { Copied } from './copied';
import { fileFailure } from './file-failure';
import { BOARD_MARK, joinRemote, remoteName } from './remote-path';
import type { BoardSide } from './sides';

export interface Piece {
  readonly entry: TreeEntry;
  /** What was typed for it. */
  readonly source: string;
  /** Said when its turn comes. */
  readonly line: string | undefined;
  /** Where a folder has the place of the file, it goes into that one: so does mpremote with the files of a tree. */
  readonly mayEnter?: boolean;
}

export class Shipment {
  private pieces: Piece[] = [];

  constructor(
    private readonly board: BoardSide,
    private readonly out: Copied,
    /** Also what is there already is sent. */
    private readonly force: boolean,
  ) {}

  add(piece: Piece): void {
    this.pieces.push(piece);
  }

  /** Rejects with the error of the first piece that fails; those before it are on the board. */
  async send(): Promise<void> {
    const { pieces } = this;
    if (pieces.length === 0) return;
    this.pieces = [];
    await new Sending([...pieces], this.board, this.out, this.force).run();
  }
}

class Sending {
  private said = 0;

  constructor(
    private readonly pieces: Piece[],
    private readonly board: BoardSide,
    private readonly out: Copied,
    private readonly force: boolean,
  ) {}

  async run(): Promise<void> {
    this.goOn();
    await this.attempt();
  }

  private async attempt(): Promise<void> {
    try {
      await this.send(this.pieces);
    } catch (error) {
      if (isAdderError(error, 'is-a-folder') && this.enter(error.detail)) return this.attempt();
      // The plan is refused as a whole, but what comes before the file that cannot be written is to be there.
      const before = isAdderError(error, 'is-a-folder') ? this.before(error.detail) : [];
      if (before.length > 0) await this.send(before).catch((other: unknown) => this.fail(other));
      this.fail(error);
    }
  }

  private send(pieces: readonly Piece[]): Promise<void> {
    return this.board.copyHere(
      pieces.map(({ entry }) => entry),
      this.force,
      (file, how) => {
        this.out.file(`${BOARD_MARK}${file.path}`, how);
        if (how === 'same') void this.out.line(`Up to date: ${file.path}`);
        this.goOn();
      },
    );
  }

  /** The plan was refused as a whole: nothing of it is on the board yet. */
  private enter(path: string | undefined): boolean {
    const at = this.pieces.findIndex(
      ({ entry, mayEnter }) => mayEnter === true && entry.kind === 'file' && entry.path === path,
    );
    const piece = this.pieces[at];
    if (piece?.entry.kind !== 'file' || at < this.said - 1) return false;
    const inside = joinRemote(piece.entry.path, remoteName(piece.entry.path));
    this.pieces[at] = { ...piece, entry: { ...piece.entry, path: inside }, mayEnter: false };
    return true;
  }

  private before(path: string | undefined): readonly Piece[] {
    const at = this.pieces.findIndex(({ entry }) => entry.kind === 'file' && entry.path === path);
    // Its own turn has come: what is before it is there.
    return at < this.said ? [] : this.pieces.slice(0, at);
  }

  /** Says what there is to say up to the next file. */
  private goOn(): void {
    let piece: Piece | undefined;
    do {
      piece = this.pieces[this.said++];
      if (piece?.line !== undefined) void this.out.line(piece.line);
    } while (piece?.entry.kind === 'folder');
  }

  private fail(error: unknown): never {
    throw fileFailure('cp', this.pieces[this.said - 1]?.source ?? '', error);
  }
}
