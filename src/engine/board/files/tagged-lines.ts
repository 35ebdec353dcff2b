// A helper on the board prints its answers as lines that begin with a tag of this one call. Everything else on the wire
// (a timer callback that prints) is noise and is given back.

import { concat, EMPTY, utf8 } from '../../protocol/bytes';

/** A line longer than this is not one of ours: a helper's block is at most 4 KB before base64. */
const MAX_LINE = 64 * 1024;
const LINE_END = 0x0a;

export class TaggedLines {
  private pending = EMPTY;
  private readonly tag: Buffer;

  constructor(
    tag: string,
    private readonly onWords: (words: string[]) => void,
    private readonly onNoise: (bytes: Uint8Array) => void,
  ) {
    this.tag = Buffer.from(utf8(`${tag} `));
  }

  push(bytes: Uint8Array): void {
    let rest = concat(this.pending, bytes);
    for (;;) {
      const end = rest.indexOf(LINE_END);
      if (end < 0) break;
      this.line(rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MAX_LINE) {
      this.onNoise(rest);
      rest = EMPTY;
    }
    this.pending = rest.slice();
  }

  private line(line: Uint8Array): void {
    const buffer = Buffer.from(line.buffer, line.byteOffset, line.length);
    const at = buffer.indexOf(this.tag);
    if (at < 0) {
      this.onNoise(line);
      return;
    }
    if (at > 0) this.onNoise(line.subarray(0, at));
    const text = buffer.toString('latin1', at + this.tag.length).trimEnd();
    this.onWords(text.split(' '));
  }
}
