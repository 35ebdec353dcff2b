// A file as a board prints it that opens it as text: 256 characters at a time, each piece when it is whole and UTF-8. mpremote's `cat` is a
// program that does so; where a piece is no UTF-8 it ends with the board's own error, and so does ours, although the bytes came checked and raw.

import { concat } from '../../engine/protocol/bytes';
import { pythonString } from '../../engine/protocol/python-text';

/** Characters that the program reads at once. */
const PIECE = 256;

export class BoardText {
  private held: Uint8Array = new Uint8Array();
  /** Characters that have begun in what is held. */
  private characters = 0;
  /** Bytes that the last of them still needs. */
  private need = 0;
  private seen = 0;
  private failed = false;
  private given = 0;

  /** It was no UTF-8: nothing behind the last whole piece is printed. */
  get isBroken(): boolean {
    return this.failed;
  }

  /** Bytes that could be printed. */
  get length(): number {
    return this.given;
  }

  /** What can be printed now. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.failed) return new Uint8Array();
    this.held = this.held.length > 0 ? concat(this.held, bytes) : bytes;
    let whole = 0;
    for (; this.seen < this.held.length; this.seen++) {
      if (!this.fits(this.held[this.seen] ?? 0)) {
        this.failed = true;
        break;
      }
      if (this.need > 0 || this.characters < PIECE) continue;
      whole = this.seen + 1;
      this.characters = 0;
    }
    const ready = this.held.subarray(0, whole);
    this.held = this.held.slice(whole);
    this.seen -= whole;
    this.given += whole;
    return ready;
  }

  /** The rest, unless it is broken. */
  end(): Uint8Array {
    if (this.need > 0) this.failed = true;
    return this.failed ? new Uint8Array() : this.held;
  }

  /** MicroPython's idea of UTF-8 (py/unicode.c): too long forms and surrogates are fine. */
  private fits(byte: number): boolean {
    if (this.need > 0) {
      this.need--;
      return (byte & 0xc0) === 0x80;
    }
    this.characters++;
    if (byte < 0x80) return true;
    this.need = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    return byte >= 0xc0 && byte < 0xf8;
  }
}

/** What a board says of such a file, it says while it reads: nothing is printed. Its lines are those of mpremote's program, as a traceback counts. */
export function readAsText(path: string): string {
  return `with open(${pythonString(path)}) as f:\n while 1:\n  b=f.read(${String(PIECE)})\n  if not b:break`;
}
