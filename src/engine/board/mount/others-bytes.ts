// What others than a mounted folder have sent to a board last. The board tells back what stood before a reply; where the line was disturbed, parts of
// replies that it could not read are behind that, and only who knows what was sent can tell the two apart.

import { concat, EMPTY } from '../../protocol/bytes';

/** A board tells no more back, bytes: what more was on its way to it is lost. */
export const MOST_TOLD_BACK = 20_000;

export class OthersBytes {
  private sent: Uint8Array = EMPTY;

  add(bytes: Uint8Array): void {
    this.sent = concat(this.sent, bytes).slice(-MOST_TOLD_BACK);
  }

  /** The longest beginning of this that is the last that was sent. */
  lastIn(skipped: Uint8Array): Uint8Array {
    const { sent } = this;
    for (let size = Math.min(skipped.length, sent.length); size > 0; size--)
      if (Buffer.compare(skipped.subarray(0, size), sent.subarray(-size)) === 0)
        return skipped.subarray(0, size);
    return EMPTY;
  }
}
