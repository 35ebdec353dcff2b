// The frames of a mounted folder (docs/protocol.md, "Mounted folders"): finds the board's requests in what it says, and makes the replies.
// Whatever is no frame passes unchanged. A frame begins with a random word that belongs to one mount, so that nothing that a program prints
// is taken for one. It knows no times: who holds a beginning back too long calls `flush`.

import { deflateRawSync } from 'node:zlib';
import { concat, EMPTY, utf8 } from './bytes';
import { checkBytes, checkValue } from './checks';
import { crc32 } from './crc32';

export type MountEvent =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'request';
      readonly number: number;
      readonly op: string;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'damaged' };

/** A board has no request that is longer: 1 KB of a file, or what it had to skip, bytes of text. */
export const LONGEST_REQUEST = 32 * 1024;
/** Of those whose word nobody knows only short ones are found, bytes: a kilobyte of a file as base64. */
export const LONGEST_STRAY = 2048;
/** As the board's `DeflateIO` is told. */
const WINDOW_BITS = 11;
const END = utf8('\x1b\\');
// eslint-disable-next-line no-control-regex -- a frame stands between escapes
const STRAY = /\x1b_([0-9a-z]{9})([0-9A-Za-z+/]+={0,2})\x1b\\/g;

export class MountReader {
  private held: Uint8Array = EMPTY;
  private inside = false;
  private readonly start: Uint8Array;

  /** @param nonce letters and digits */
  constructor(nonce: string) {
    this.start = utf8(`\x1b_${nonce}`);
  }

  /** Is something held back that may be the beginning of a frame, or is one? */
  get holds(): boolean {
    return this.held.length > 0 || this.inside;
  }

  get heldBytes(): number {
    return this.held.length;
  }

  /** Is it a frame whose end is still to come? */
  get isInside(): boolean {
    return this.inside;
  }

  push(bytes: Uint8Array): MountEvent[] {
    const events: MountEvent[] = [];
    let rest: Uint8Array = this.held.length > 0 ? concat(this.held, bytes) : bytes;
    this.held = EMPTY;
    while (rest.length > 0) {
      if (this.inside) {
        const end = Buffer.from(rest).indexOf(END);
        const stranger = rest.findIndex((byte) => byte <= 0x20 && byte !== END[0]);
        if (stranger >= 0 && (end < 0 || stranger < end)) {
          // The end is lost, and a program goes on.
          this.inside = false;
          events.push({ kind: 'damaged' });
          rest = rest.subarray(stranger);
          continue;
        }
        if (end < 0 && rest.length <= LONGEST_REQUEST) {
          this.held = rest;
          break;
        }
        this.inside = false;
        events.push(end < 0 ? { kind: 'damaged' } : request(rest.subarray(0, end)));
        rest = end < 0 ? EMPTY : rest.subarray(end + END.length);
        continue;
      }
      const found = Buffer.from(rest).indexOf(this.start);
      const until = found >= 0 ? found : rest.length - this.overlap(rest);
      if (until > 0) events.push({ kind: 'output', bytes: rest.subarray(0, until) });
      if (found < 0) {
        this.held = rest.subarray(until);
        break;
      }
      this.inside = true;
      rest = rest.subarray(found + this.start.length);
    }
    return events;
  }

  /** What was held back is no frame, or one whose end is lost. */
  flush(): MountEvent[] {
    const { held, inside } = this;
    this.held = EMPTY;
    this.inside = false;
    if (inside) return [{ kind: 'damaged' }];
    return held.length > 0 ? [{ kind: 'output', bytes: held }] : [];
  }

  /** How many bytes at the end may be the beginning of a frame. */
  private overlap(bytes: Uint8Array): number {
    for (let size = Math.min(this.start.length - 1, bytes.length); size > 0; size--) {
      const from = bytes.length - size;
      if (this.start.subarray(0, size).every((byte, index) => byte === bytes[from + index]))
        return size;
    }
    return 0;
  }
}

/** The word of the first whole frame in a text, of whatever mount it is. */
export function strayWord(text: string): string | undefined {
  for (const [, nonce, body = ''] of text.matchAll(STRAY))
    if (request(utf8(body)).kind === 'request') return nonce;
  return undefined;
}

function request(text: Uint8Array): MountEvent {
  const body = new Uint8Array(Buffer.from(Buffer.from(text).toString('latin1'), 'base64'));
  const [number, op] = body;
  if (number === undefined || op === undefined || body.length < 6) return { kind: 'damaged' };
  const content = body.subarray(0, -4);
  if (crc32(content) !== checkValue(body.subarray(-4))) return { kind: 'damaged' };
  return { kind: 'request', number, op: String.fromCharCode(op), data: content.subarray(2) };
}

export interface ReplyForm {
  readonly nonce: string;
  /** Bytes pass unchanged, but for 03. */
  readonly binary: boolean;
  /** The board inflates. */
  readonly inflates: boolean;
}

/** A reply in its two parts: the head, which the board looks for, and the body, which it takes in windows. */
export function mountReply(
  number: number,
  data: Uint8Array,
  form: ReplyForm,
): { readonly head: Uint8Array; readonly body: Uint8Array } {
  const plain = concat(Uint8Array.of(0), data);
  const packed =
    form.inflates && data.length > 64
      ? concat(Uint8Array.of(1), deflateRawSync(data, { level: 9, windowBits: WINDOW_BITS }))
      : plain;
  const content = packed.length < plain.length ? packed : plain;
  const whole = concat(content, checkBytes(crc32(content, crc32(Uint8Array.of(number)))));
  const body = form.binary ? escaped(whole) : utf8(Buffer.from(whole).toString('base64'));
  const size = body.length.toString(16).padStart(4, '0');
  const kind = form.binary ? 'b' : 't';
  const head = utf8(`${String.fromCharCode(number)}${kind}${size}`);
  const sum = head.reduce((all, byte) => all + byte, 0) & 255;
  return { head: concat(utf8(form.nonce), head, utf8(sum.toString(16).padStart(2, '0'))), body };
}

/** A head that is none: a board that waits for a reply asks again. */
export function askAgain({ nonce }: ReplyForm): Uint8Array {
  return utf8(`${nonce}~~~~~~~~`);
}

/** 03 would interrupt a firmware that cannot hold it off: 1D 62 stands for it, and 1D 61 for 1D. */
function escaped(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte === 0x03) out.push(0x1d, 0x62);
    else if (byte === 0x1d) out.push(0x1d, 0x61);
    else out.push(byte);
  }
  return Uint8Array.from(out);
}
