// Finds the frames of a mounted folder whose computer has gone without taking it away: a program that was killed, a cable that was pulled. The
// board asks on, and whoever connects next knows neither its word nor that there is one. It knows no times: who holds a beginning back too
// long calls `flush`.

import { concat, EMPTY } from './bytes';
import { LONGEST_STRAY, strayWord } from './mount-frames';

const ESCAPE = 0x1b;
/** What may become a frame; an escape alone begins too many other things to be held back. */
// eslint-disable-next-line no-control-regex -- it is what a frame begins with
const BEGINNING = /\x1b_[0-9a-z]{0,9}$|\x1b_[0-9a-z]{9}[0-9A-Za-z+/]*={0,2}\x1b?$/;

export interface Stray {
  /** Output, and frames. */
  readonly bytes: Uint8Array;
  /** The word of the frames, if there are some. */
  readonly nonce?: string;
}

export class StrayFinder {
  private held: Uint8Array = EMPTY;

  get holds(): boolean {
    return this.held.length > 0;
  }

  push(bytes: Uint8Array): Stray {
    if (this.held.length === 0 && !bytes.includes(ESCAPE)) return { bytes };
    const all = concat(this.held, bytes);
    this.held = EMPTY;
    const text = Buffer.from(all).toString('latin1');
    const nonce = strayWord(text);
    if (nonce !== undefined) return { bytes: all, nonce };
    const at = BEGINNING.exec(text)?.index ?? all.length;
    if (all.length - at > LONGEST_STRAY) return { bytes: all };
    this.held = all.slice(at);
    return { bytes: all.subarray(0, at) };
  }

  flush(): Uint8Array {
    const { held } = this;
    this.held = EMPTY;
    return held;
  }
}
