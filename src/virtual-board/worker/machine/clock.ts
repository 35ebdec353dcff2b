// The board's clock: `time.sleep` that really sleeps and can be interrupted, ticks in microseconds, and the waiting inside
// `select.poll`. The web build's own versions spin at full speed and know milliseconds only.

import type { CFunction } from '../interpreter/c-functions';
import { isSmallInt, replace, smallInt, smallIntValue } from '../interpreter/c-functions';
import type { Runtime } from '../runtime';

/** Where the C functions stand in the function table, see setup.ts. */
export interface ClockSlots {
  readonly sleep: number;
  readonly sleepMs: number;
  readonly sleepUs: number;
  readonly ticksUs: number;
  readonly polls: readonly number[];
}

/** As on a board, ticks wrap at 2^30. */
const TICKS_PERIOD = 0x40000000;
/** Below this a sleep spins: the computer's timers are not finer. */
const SPIN_BELOW_US = 2000;
/** `poll` on something that is no stream of the console can become ready unnoticed. */
const POLL_SLICE_MS = 5;

export class Clock {
  private readonly epoch = performance.now();
  /** The `select.poll` calls under way: until when they wait, and whether this round found anything. */
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
    const sleepFor = (milliseconds: number): number => {
      this.runtime().sleepUntil(performance.now() + milliseconds);
      return none;
    };
    replace(interpreter, slots.sleep, 1, (original) => (seconds = 0) => {
      if (isSmallInt(seconds)) return sleepFor(smallIntValue(seconds) * 1000);
      const { memory } = interpreter;
      // A float is {type, 4 bytes of nothing, value}; of anything else C says what is wrong with it.
      if (memory.word(seconds) !== floatType) return original(seconds);
      return sleepFor(memory.double(seconds + 8) * 1000);
    });
    replace(
      interpreter,
      slots.sleepMs,
      1,
      (original) =>
        (milliseconds = 0) =>
          isSmallInt(milliseconds) ? sleepFor(smallIntValue(milliseconds)) : original(milliseconds),
    );
    replace(interpreter, slots.sleepUs, 1, (original) => (microseconds = 0) => {
      if (!isSmallInt(microseconds)) return original(microseconds);
      const length = smallIntValue(microseconds);
      if (length >= SPIN_BELOW_US) return sleepFor(length / 1000);
      const end = performance.now() + length / 1000;
      while (performance.now() < end);
      return none;
    });
    replace(
      interpreter,
      slots.ticksUs,
      0,
      () => () => smallInt(Math.trunc(((performance.now() - this.epoch) * 1000) % TICKS_PERIOD)),
    );
    for (const slot of slots.polls) replace(interpreter, slot, 2, (poll) => this.waiting(poll));
  }

  /** Wraps `poll(self, timeout)` and the like: (number of arguments, address of the arguments). */
  private waiting(poll: CFunction): CFunction {
    return (count = 0, list = 0) => {
      const timeout = count === 2 ? this.runtime().interpreter.memory.word(list + 4) : 0;
      const finite = isSmallInt(timeout) && smallIntValue(timeout) >= 0;
      const until = finite ? performance.now() + smallIntValue(timeout) : Infinity;
      this.polls.push({ until, rounds: 0, ready: false });
      try {
        return poll(count, list);
      } finally {
        this.polls.pop();
        this.runtime().arm();
      }
    };
  }

  private pollSleep(until: number): void {
    const runtime = this.runtime();
    runtime.service();
    if (!runtime.pending)
      runtime.sleep(Math.max(0, Math.min(POLL_SLICE_MS, Math.ceil(until - performance.now()))));
  }
}
