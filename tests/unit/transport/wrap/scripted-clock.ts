// A clock that the test moves. Its alarms ring when it passes them: exact ones on time, rough ones as late as a busy event
// loop has them.

import type { Alarm, Clock } from '../../../../src/engine/transport/wrap/alarm';

interface Set {
  readonly time: number;
  readonly ring: () => void;
}

export class ScriptedClock implements Clock {
  private time = 1000.25;
  private readonly alarms = new Map<object, Set>();

  /** `late`: how late a rough alarm is, ms. */
  constructor(private readonly late: () => number = () => 0) {}

  now(): number {
    return this.time;
  }

  alarm(ring: () => void): Alarm {
    const alarm = {
      at: (time: number) => void this.alarms.set(alarm, { time, ring }),
      about: (time: number) => void this.alarms.set(alarm, { time: time + this.late(), ring }),
      clear: () => void this.alarms.delete(alarm),
    };
    return alarm;
  }

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const [next] = [...this.alarms].sort(([, one], [, other]) => one.time - other.time);
      if (!next || next[1].time > end) break;
      this.alarms.delete(next[0]);
      this.time = Math.max(this.time, next[1].time);
      next[1].ring();
    }
    this.time = end;
  }

  get idle(): boolean {
    return this.alarms.size === 0;
  }
}
