// The keys of a person on their way to a board that cannot hold the sender back: a paste that is longer than its receive buffer goes
// out line by line, as the board takes them, instead of losing letters (micropython#2497). It knows the prompts of the REPL, by which
// a board says that it has taken a line. On a link that holds the sender back by itself it does nothing.

import { AdderError } from '../../shared/errors';
import { concat, CTRL_C, EMPTY, latin1, tail } from '../protocol/bytes';
import type { Link } from './link';

/** A paste that is longer than this is a file, bytes. */
const LIMIT = 256 * 1024;
/** So much of the receive buffer stays free, bytes: a prompt that was on its way when the paste began is taken for the first line's. */
const MARGIN = 64;
/** What is so old counts as taken, ms: a program that reads keys prints no prompt. */
const TAKEN_MS = 3000;
/** A prompt for each line that was taken: of the REPL, of a statement that goes on, of paste mode. */
const PROMPT = /\n(?:>>>|\.\.\.|===) /g;
const LONGEST_PROMPT = 5;

interface Sent {
  readonly length: number;
  readonly endsLine: boolean;
  readonly at: number;
}

export class KeyPacer {
  private queue: Uint8Array[] = [];
  private queued = 0;
  private sent: Sent[] = [];
  /** The end of what was heard, in which a prompt may begin. */
  private heard: Uint8Array = EMPTY;
  private timer: NodeJS.Timeout | undefined;
  private waiters: (() => void)[] = [];

  /**
   * @param mayGo is the stream the person's now?
   * @param most so many bytes may be on their way at most, whatever the link takes
   * @param onSending these go out now
   */
  constructor(
    private readonly link: Link,
    private readonly mayGo: () => boolean,
    private readonly onSending: (keys: Uint8Array) => void,
    private readonly most: () => number,
  ) {
    link.transport.onBytes((bytes) => this.hear(bytes));
    link.onEnd(() => this.clear());
  }

  private get isBusy(): boolean {
    return this.queue.length > 0;
  }

  /** Resolves when the keys are sent, or wait. Rejects with `board-busy` when too many wait, and as the link does. */
  async send(keys: Uint8Array): Promise<void> {
    if (!this.isNeeded) return this.give(keys);
    const stop = keys.indexOf(CTRL_C);
    if (stop >= 0) {
      const from = this.isBusy ? stop : 0; // who presses Ctrl-C wants no more of the paste
      this.clear();
      return this.give(keys.subarray(from));
    }
    if (this.queued + keys.length > LIMIT) throw new AdderError('board-busy');
    this.queued += keys.length;
    this.queue.push(...lines(keys, this.window));
    return this.goOn();
  }

  /** Sends what may go. To be called when the stream is the person's again. */
  async goOn(): Promise<void> {
    clearTimeout(this.timer);
    const writes: Promise<void>[] = [];
    for (let [next] = this.queue; next && this.mayGo(); [next] = this.queue) {
      const underWay = this.underWay();
      if (underWay > 0 && underWay + next.length > this.window) {
        this.timer = setTimeout(() => void this.goOn().catch(() => undefined), TAKEN_MS);
        break;
      }
      this.queue.shift();
      this.queued -= next.length;
      this.sent.push({ length: next.length, endsLine: endsLine(next), at: performance.now() });
      writes.push(this.give(next));
    }
    if (!this.isBusy) this.wake();
    await Promise.all(writes);
  }

  /** Resolves when no key waits any more, because all are sent or nobody wants them. */
  whenSent(): Promise<void> {
    if (!this.isBusy) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  private give(keys: Uint8Array): Promise<void> {
    this.onSending(keys);
    return this.link.send(keys);
  }

  private get window(): number {
    const inFlight = Math.min(this.link.transport.link.inFlight, this.most());
    return Math.max(inFlight - MARGIN, Math.ceil(inFlight / 2));
  }

  private get isNeeded(): boolean {
    return this.window !== Infinity;
  }

  private underWay(): number {
    const now = performance.now();
    this.sent = this.sent.filter(({ at }) => now - at < TAKEN_MS);
    return this.sent.reduce((sum, { length }) => sum + length, 0);
  }

  private hear(bytes: Uint8Array): void {
    if (this.sent.length === 0) return;
    const text = concat(this.heard, bytes);
    const prompts = latin1(text).match(PROMPT)?.length ?? 0;
    // No byte of a prompt that was counted may be part of the next one.
    this.heard =
      prompts > 0 && latin1(tail(text, 1)) === ' ' ? EMPTY : tail(text, LONGEST_PROMPT - 1);
    for (let count = 0; count < prompts; count++) {
      const end = this.sent.findIndex((piece) => piece.endsLine);
      if (end >= 0) this.sent = this.sent.slice(end + 1);
    }
    if (prompts > 0 && this.isBusy) void this.goOn().catch(() => undefined);
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.queue = [];
    this.queued = 0;
    this.sent = [];
    this.wake();
  }

  private wake(): void {
    for (const wake of this.waiters.splice(0)) wake();
  }
}

/** In pieces that end with a line, none larger than the window. */
function lines(keys: Uint8Array, window: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let from = 0, at = 0; at < keys.length; at++) {
    if (!isLineEnd(keys[at]) && at - from + 1 < window && at + 1 < keys.length) continue;
    pieces.push(keys.subarray(from, at + 1));
    from = at + 1;
  }
  return pieces;
}

function endsLine(piece: Uint8Array): boolean {
  return isLineEnd(piece.at(-1));
}

/** Enter; the REPL ignores a line feed (`shared/readline/readline.c`). */
function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0d;
}
