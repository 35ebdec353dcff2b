// What goes from the computer to the board by one plan: collected in the order of the command line, and sent together. It prints what
// is said of each file when its turn comes.

import type { FileToCopy, TreeEntry } from '../../engine/board/files/tree-plan';
import { isAdderError } from '../../shared/errors';
import type { Output } from '../output';
import { fileFailure } from './file-failure';
import type { BoardSide } from './sides';

export interface Piece {
  readonly entry: TreeEntry;
  /** What was typed for it. */
  readonly source: string;
  /** Said when its turn comes. */
  readonly line: string | undefined;
}

/** Content is held in memory until it is sent, bytes. */
const MAX_HELD = 4 * 1024 * 1024;

export class Shipment {
  private pieces: Piece[] = [];
  private held = 0;

  constructor(
    private readonly board: BoardSide,
    private readonly out: Output,
    /** Also what is there already is sent. */
    private readonly force: boolean,
  ) {}

  async add(piece: Piece): Promise<void> {
    this.pieces.push(piece);
    if (piece.entry.kind === 'file') this.held += piece.entry.size;
    if (this.held >= MAX_HELD) await this.send();
  }

  /** Rejects with the error of the first piece that fails; those before it are on the board. */
  async send(): Promise<void> {
    const { pieces } = this;
    if (pieces.length === 0) return;
    this.pieces = [];
    this.held = 0;
    await new Sending(pieces, this.board, this.out, this.force).run();
  }
}

class Sending {
  private said = 0;

  constructor(
    private readonly pieces: readonly Piece[],
    private readonly board: BoardSide,
    private readonly out: Output,
    private readonly force: boolean,
  ) {}

  async run(): Promise<void> {
    this.goOn();
    try {
      await this.send(this.pieces);
    } catch (error) {
      // The plan is refused as a whole, but what comes before the file that cannot be written is to be there.
      const before = isAdderError(error, 'is-a-folder') ? this.before(error.detail) : [];
      if (before.length > 0) await this.send(before).catch((other: unknown) => this.fail(other));
      this.fail(error);
    }
  }

  private send(pieces: readonly Piece[]): Promise<void> {
    return this.board.copy(
      pieces.map(({ entry }) => entry),
      this.force,
      (file, how) => {
        if (how === 'same') void this.out.line(`Up to date: ${file.path}`);
        this.goOn();
      },
    );
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

/** A file whose content is there already. */
export function fileOf(path: string, bytes: Uint8Array): FileToCopy {
  return { kind: 'file', path, size: bytes.length, read: () => Promise.resolve(bytes) };
}
