// The board's hardware timers: when one is due, its Python callback is queued. Knows nothing of waiting or of Python.

import type { Callback } from '../interpreter/scheduler';

interface Timer {
  due: number;
  /** Milliseconds, or undefined for a timer that fires once. */
  readonly period: number | undefined;
  readonly callback: Callback;
}

/** A period of nothing would never let the program run. */
const SHORTEST_MS = 0.1;

export class Timers {
  private readonly running = new Map<number, Timer>();

  start(id: number, milliseconds: number, periodic: boolean, callback: Callback): void {
    const length = Math.max(milliseconds, SHORTEST_MS);
    this.running.set(id, {
      due: performance.now() + length,
      period: periodic ? length : undefined,
      callback,
    });
  }

  stop(id: number): void {
    this.running.delete(id);
  }

  /** How long until the next one is due, at most `limit`. */
  untilNext(limit: number): number {
    if (this.running.size === 0) return limit;
    const now = performance.now();
    let wait = limit;
    for (const timer of this.running.values()) wait = Math.min(wait, timer.due - now);
    return Math.max(0, wait);
  }

  /** The callbacks that are due. A timer that has fallen behind fires once and goes on from now. */
  takeDue(): Callback[] {
    if (this.running.size === 0) return [];
    const now = performance.now();
    const due: Callback[] = [];
    for (const [id, timer] of this.running) {
      if (timer.due > now) continue;
      due.push(timer.callback);
      if (timer.period === undefined) this.running.delete(id);
      else timer.due = Math.max(timer.due + timer.period, now);
    }
    return due;
  }
}
