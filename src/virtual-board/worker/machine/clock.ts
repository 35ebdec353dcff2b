// The board's clock: `time.sleep` that really sleeps and can be interrupted, ticks in microseconds, and the waiting inside
// `select.poll`. The web build's own versions spin at full speed and know milliseconds only.

import { isSmallInt, replace, smallInt, smallIntValue } from '../interpreter/c-functions';
import type { Runtime } from '../runtime';

/** Where the C functions stand in the function table, see setup.ts. */
export interface ClockSlots {
  readonly sleep: number;
  readonly sleepMs: number;
  readonly sleepUs: number;
  readonly ticksUs: number;
  readonly polls: readonly PollSlot[];
}

/** A function that waits for streams, and which of its arguments says how long. */
export interface PollSlot {
  readonly slot: number;
  readonly timeoutAt: number;
  /** Milliseconds in the unit of that argument. */
  readonly unitMs: number;
}

/** As on a board, ticks wrap at 2^30. */
const TICKS_PERIOD = 0x40000000;
/** Below this a sleep spins: the computer's timers are not finer. */
const SPIN_BELOW_US = 2000;
/**
 * Something that is no stream of the console becomes ready by Python code, which wakes `poll` when it runs; only what
 * depends on the time by itself needs another look now and then.
 */
const POLL_SLICE_MS = 50;

export class Clock {
  private readonly epoch = performance.now();
  /** The calls of `select.poll` under way: until when they wait, and whether this round found anything. */
  private readonly polls: { readonly until: number; rounds: number; ready: boolean }[] = [];

  constructor(private readonly runtime: () => Runtime) {}

  /** `mp_hal_ticks_ms`. `select.poll` reads it once a round, so this is where it can sleep. */
  ticksMs(): number {
    const poll = this.polls.at(-1);
    if (poll) {
      if (poll.rounds++ > 0 && !poll.ready) this.pollSleep(poll.until);
      poll.ready = false;
    }
    return Math.trunc(performance.now() - this.epoch);
  }

  /** The console's streams tell what `poll` found, so that it does not sleep with something at hand. */
  pollFound(ready: boolean): void {
    const poll = this.polls.at(-1);
    if (poll && ready) poll.ready = true;
  }

  install(slots: ClockSlots, none: number, floatType: number): void {
    const { interpreter } = this.runtime();
    /** Undefined for what is no number: C then says what is wrong with it. */
    const numberOf = (word: number): number | undefined => {
      if (isSmallInt(word)) return smallIntValue(word);
      const { memory } = interpreter;
      // A float is {type, 4 bytes of nothing, value}.
      return memory.word(word) === floatType ? memory.double(word + 8) : undefined;
    };
    const sleeping =
      (unitMs: number) =>
      (original: (word: number) => number) =>
      (word = 0): number => {
        const length = numberOf(word);
        if (length === undefined || (unitMs < 1000 && !isSmallInt(word))) return original(word);
        this.sleep(length * unitMs);
        return none;
      };
    replace(interpreter, slots.sleep, 1, sleeping(1000));
    replace(interpreter, slots.sleepMs, 1, sleeping(1));
    replace(interpreter, slots.sleepUs, 1, sleeping(0.001));
    replace(interpreter, slots.ticksUs, 0, () => () => this.ticksUs());
    for (const poll of slots.polls)
      replace(interpreter, poll.slot, 2, (original) => (count = 0, list = 0) => {
        const argument = interpreter.memory.word(list + 4 * poll.timeoutAt);
        const timeout = count > poll.timeoutAt ? (numberOf(argument) ?? -1) : -1;
        const until = timeout < 0 ? Infinity : performance.now() + timeout * poll.unitMs;
        return this.waiting(until, () => original(count, list));
      });
  }

  private ticksUs(): number {
    return smallInt(Math.trunc(((performance.now() - this.epoch) * 1000) % TICKS_PERIOD));
  }

  private sleep(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    if (milliseconds * 1000 >= SPIN_BELOW_US || milliseconds <= 0) this.runtime().sleepUntil(end);
    else this.spinUntil(end);
  }

  /** Too short to sleep: the output is not sent just for this. */
  private spinUntil(end: number): void {
    const runtime = this.runtime();
    runtime.service();
    runtime.scheduler.handle();
    while (performance.now() < end);
  }

  private waiting(until: number, poll: () => number): number {
    this.polls.push({ until, rounds: 0, ready: false });
    try {
      return poll();
    } finally {
      this.polls.pop();
      this.runtime().arm();
    }
  }

  private pollSleep(until: number): void {
    const runtime = this.runtime();
    runtime.service();
    if (runtime.pending) return;
    const left = Math.ceil(until - performance.now());
    runtime.sleep(Math.max(0, Math.min(POLL_SLICE_MS, left)));
  }
}
