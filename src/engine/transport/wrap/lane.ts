// One direction of a line that takes time: bytes go in at once and come out when they are due, in order. A pace says when that
// is; the lane keeps to it by the clock, so that late wake-ups do not add up. Knows no transport.

import { concat } from '../../protocol/bytes';
import { systemClock, type Alarm, type Clock } from './alarm';

/** Says when bytes that are sent now arrive. */
export type Pace = (length: number, now: number) => Arrival;

export interface Arrival {
  /** When the line begins with these bytes, ms. */
  readonly begin: number;
  /** How long each byte takes, ms: the first is there at `begin` + `perByte`. */
  readonly perByte: number;
}

export interface LaneEnds {
  /** Gets the bytes that have arrived; they count as waiting until a returned promise settles. */
  deliver(bytes: Uint8Array): void | Promise<void>;
  /** More bytes wait than shall (true); they are few enough again (false). */
  full(isFull: boolean): void;
}

/** Bytes that follow each other closely are delivered in slices of this length, ms. */
const SLICE_MS = 1;
/** While more than this is still to come, ms, slices may be late by a timer's whim: the clock corrects it. */
const STREAM_MS = 3;

interface Piece {
  bytes: Uint8Array;
  begin: number;
  readonly perByte: number;
}

export class Lane {
  private readonly pieces: Piece[] = [];
  private waiting = 0;
  private isFull = false;
  private readonly alarm: Alarm;

  /** `limit`: so many bytes may wait before the lane is full. */
  constructor(
    private readonly pace: Pace,
    private readonly limit: number,
    private readonly ends: LaneEnds,
    private readonly clock: Clock = systemClock,
  ) {
    this.alarm = clock.alarm(() => this.arrive());
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const now = this.clock.now();
    this.pieces.push({ bytes, ...this.pace(bytes.length, now) });
    this.count(bytes.length);
    if (this.pieces.length === 1) this.schedule(now);
  }

  /** Delivers everything now. */
  flush(): void {
    this.alarm.clear();
    this.deliver(this.pieces.splice(0).map(({ bytes }) => bytes));
  }

  /** Forgets everything; nobody is kept waiting. */
  clear(): void {
    this.alarm.clear();
    this.pieces.length = 0;
    this.count(-this.waiting);
  }

  private arrive(): void {
    const now = this.clock.now();
    const due: Uint8Array[] = [];
    for (let [piece] = this.pieces; piece; [piece] = this.pieces) {
      const count = arrived(piece, now);
      if (count > 0) due.push(piece.bytes.subarray(0, count));
      if (count < piece.bytes.length) {
        piece.bytes = piece.bytes.subarray(count);
        piece.begin += count * piece.perByte;
        break;
      }
      this.pieces.shift();
    }
    this.deliver(due);
    this.schedule(now);
  }

  private schedule(now: number): void {
    const [first] = this.pieces;
    const last = this.pieces.at(-1);
    if (!first || !last) return;
    const slice = Math.min(end(first), now + SLICE_MS);
    const next = Math.max(first.begin + first.perByte, slice);
    if (end(last) - now > STREAM_MS && next - now < STREAM_MS) this.alarm.about(next);
    else this.alarm.at(next);
  }

  private deliver(due: readonly Uint8Array[]): void {
    if (due.length === 0) return;
    const bytes = due.length === 1 && due[0] ? due[0] : concat(...due);
    const taken = this.ends.deliver(bytes);
    if (!taken) {
      this.count(-bytes.length);
      return;
    }
    const done = (): void => this.count(-bytes.length);
    taken.then(done, done);
  }

  private count(change: number): void {
    this.waiting = Math.max(0, this.waiting + change); // what is accepted after `clear` was forgotten already
    const isFull = this.waiting > this.limit;
    if (isFull === this.isFull) return;
    this.isFull = isFull;
    this.ends.full(isFull);
  }
}

function end({ bytes, begin, perByte }: Piece): number {
  return begin + bytes.length * perByte;
}

/** How many bytes of the piece are there. */
function arrived(piece: Piece, now: number): number {
  if (piece.perByte === 0) return now >= piece.begin ? piece.bytes.length : 0;
  // The millionth of a byte is what a sum of floating numbers may lack.
  const count = Math.floor((now - piece.begin) / piece.perByte + 1e-6);
  return Math.min(piece.bytes.length, Math.max(0, count));
}
