// The answers of a helper: records in its stream of frames, each a kind (one letter), a length (two bytes, the lower first) and
// that many bytes. Some answers are a frame without that head; their helpers say so.

import { concat, EMPTY } from './bytes';

export interface HelperRecord {
  readonly kind: string;
  readonly data: Uint8Array;
}

const HEAD = 3;

export class RecordReader {
  private pending = EMPTY;

  /** Is a record begun and not ended? */
  get inside(): boolean {
    return this.pending.length > 0;
  }

  push(bytes: Uint8Array): HelperRecord[] {
    const records: HelperRecord[] = [];
    let rest = concat(this.pending, bytes);
    for (;;) {
      const [kind = 0, low = 0, high = 0] = rest;
      const end = HEAD + low + 256 * high;
      if (rest.length < HEAD || rest.length < end) break;
      records.push({ kind: String.fromCharCode(kind), data: rest.subarray(HEAD, end) });
      rest = rest.subarray(end);
    }
    this.pending = rest.slice();
    return records;
  }
}
