// What goes from the computer to the board in one stream: collected in the order of the command line, asked for in one question
// (what is the same already stays), written in one go. It prints what is said of each file when its turn comes.

import { createHash } from 'node:crypto';
import type { UploadItem } from '../../engine/board/files/upload-items';
import type { Output } from '../output';
import { fileFailure } from './file-failure';
import type { BoardSide } from './sides';

export interface Piece {
  readonly item: UploadItem;
  /** What was typed for it. */
  readonly source: string;
  /** Said when its turn comes. */
  readonly line: string | undefined;
  /** The board may have this very file. */
  readonly compare: boolean;
}

/** Content is held in memory until it is sent, bytes. */
const MAX_HELD = 4 * 1024 * 1024;

export class Shipment {
  private pieces: Piece[] = [];
  private held = 0;

  constructor(
    private readonly board: BoardSide,
    private readonly out: Output,
  ) {}

  async add(piece: Piece): Promise<void> {
    this.pieces.push(piece);
    if (piece.item.kind === 'file') this.held += piece.item.bytes.length;
    if (this.held >= MAX_HELD) await this.send();
  }

  /** Rejects with the error of the first piece that fails; those before it are on the board. */
  async send(): Promise<void> {
    const pieces = this.pieces;
    const [first] = pieces;
    if (!first) return;
    this.pieces = [];
    this.held = 0;
    const same = await this.whatIsSame(pieces).catch((error: unknown) => {
      if (first.line !== undefined) void this.out.line(first.line);
      throw fileFailure('cp', first.source, error);
    });
    const wanted = pieces.filter((piece) => !same.has(piece));
    const untold = [...pieces];
    let reached = 0;
    /** Up to the piece that is under way when so many of the wanted ones are kept. */
    const tell = (kept: number): void => {
      for (let [piece] = untold; piece && reached <= kept; [piece] = untold) {
        untold.shift();
        if (piece.line !== undefined) void this.out.line(piece.line);
        if (same.has(piece)) void this.out.line(`Up to date: ${piece.item.path}`);
        else reached++;
      }
    };
    let kept = 0;
    tell(kept);
    try {
      if (wanted.length === 0) return;
      await this.board.writeMany(
        wanted.map(({ item }) => item),
        (count) => tell((kept = count)),
      );
    } catch (error) {
      throw fileFailure('cp', (wanted[kept] ?? first).source, error);
    }
  }

  private async whatIsSame(pieces: readonly Piece[]): Promise<ReadonlySet<Piece>> {
    const asked = pieces.flatMap((piece) =>
      piece.compare && piece.item.kind === 'file' ? [{ piece, item: piece.item }] : [],
    );
    if (asked.length === 0) return new Set();
    const found = await this.board.digests(
      asked.map(({ item }) => ({ path: item.path, size: item.bytes.length })),
    );
    return new Set(
      asked.flatMap(({ piece, item }, index) =>
        found[index] === createHash('sha256').update(item.bytes).digest('hex') ? [piece] : [],
      ),
    );
  }
}
