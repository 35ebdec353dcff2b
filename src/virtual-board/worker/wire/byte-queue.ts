// A queue of bytes made of the pieces they arrived in. Taking a byte or a block never copies what is left behind.

export class ByteQueue {
  private pieces: Uint8Array[] = [];
  private offset = 0;
  private count = 0;

  get length(): number {
    return this.count;
  }

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.count += piece.length;
  }

  /** The next byte, or -1. */
  takeByte(): number {
    const piece = this.pieces[0];
    const byte = piece?.[this.offset];
    if (piece === undefined || byte === undefined) return -1;
    this.skip(piece, 1);
    return byte;
  }

  /** Fills `target` as far as there are bytes; says how many. */
  takeInto(target: Uint8Array): number {
    let filled = 0;
    for (let piece = this.pieces[0]; piece && filled < target.length; piece = this.pieces[0]) {
      const part = piece.subarray(this.offset, this.offset + target.length - filled);
      target.set(part, filled);
      filled += part.length;
      this.skip(piece, part.length);
    }
    return filled;
  }

  /** The next piece as it came, or undefined. */
  takePiece(): Uint8Array | undefined {
    const piece = this.pieces[0];
    if (!piece) return undefined;
    const rest = piece.subarray(this.offset);
    this.skip(piece, rest.length);
    return rest;
  }

  private skip(piece: Uint8Array, count: number): void {
    this.count -= count;
    this.offset += count;
    if (this.offset < piece.length) return;
    this.pieces.shift();
    this.offset = 0;
  }
}
