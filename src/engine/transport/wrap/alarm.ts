// One wake-up at a time for what is finer than Node's timers, which know whole milliseconds and are up to two late. The long
// part of a wait is a timer; its last bit is turns of the event loop, in which everything else goes on. Knows no bytes.

/** A clock in ms, and alarms that go by it. */
export interface Clock {
  now(): number;
  alarm(ring: () => void): Alarm;
}

export interface Alarm {
  /** Rings at this time, as exactly as can be; never before. */
  at(time: number): void;
  /** Rings at this time or some ms later: for what is corrected by the clock at the next ring. */
  about(time: number): void;
  clear(): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  alarm: (ring) => new LoopAlarm(ring),
};

/** The part of a wait that no timer can be trusted with, ms. At most so long the loop turns without sleeping. */
const FINE_MS = 2;

class LoopAlarm implements Alarm {
  private timer: NodeJS.Timeout | undefined;
  private turn: NodeJS.Immediate | undefined;

  constructor(private readonly ring: () => void) {}

  at(time: number): void {
    this.clear();
    const wait = time - performance.now();
    if (wait > FINE_MS + 1) {
      this.timer = setTimeout(() => this.at(time), Math.floor(wait - FINE_MS));
      return;
    }
    const look = (): void => {
      if (performance.now() >= time) this.ring();
      else this.turn = setImmediate(look);
    };
    this.turn = setImmediate(look);
  }

  about(time: number): void {
    this.clear();
    this.timer = setTimeout(() => this.ring(), Math.max(1, time - performance.now()));
  }

  clear(): void {
    clearTimeout(this.timer);
    clearImmediate(this.turn);
  }
}
