// What happens around a running program, from one reset to the next: bytes arrive, timers fire, pins change, garbage is
// collected, and the thread sleeps when Python waits. The "interrupt level" of the board: nothing here runs Python code, it
// only queues what Python is to do. Knows neither the REPL nor files.

import { Collector } from './interpreter/collector';
import type { Interpreter } from './interpreter/interpreter';
import type { Callback } from './interpreter/scheduler';
import { Scheduler } from './interpreter/scheduler';
import type { HookTargets } from './interpreter/vm-hook';
import type { Pins } from './machine/pins';
import { Timers } from './machine/timers';
import type { BoardLink } from './wire/board-link';

/** The longest sleep; everything that matters wakes the thread before. */
const LONGEST_SLEEP_MS = 1000;
/** Output is checked for room in pieces of this size. */
const OUTPUT_STEP = 16 * 1024;

/** A program asked for `machine.reset()`. Being no number, it passes through all frames of C untouched. */
export class MachineReset extends Error {
  override readonly name = 'MachineReset';
}

export class Runtime implements HookTargets {
  readonly scheduler: Scheduler;
  readonly timers = new Timers();
  private readonly collector: Collector;
  private callbacks: Callback[] = [];

  constructor(
    readonly interpreter: Interpreter,
    readonly link: BoardLink,
    readonly pins: Pins,
  ) {
    this.scheduler = new Scheduler(interpreter);
    this.collector = new Collector(interpreter);
  }

  get stirred(): boolean {
    return this.link.stirred;
  }

  get pending(): boolean {
    return this.scheduler.pending;
  }

  arm(): void {
    this.scheduler.arm();
  }

  /** The interrupt handlers, all of them. */
  service(): void {
    const { link, pins, scheduler } = this;
    if (link.stirred) link.receive();
    if (link.inbox.onTheWire && scheduler.interruptible)
      if (link.inbox.receive(scheduler.interruptCharacter)) this.interrupt();
    for (const { pin, value } of link.presses.splice(0)) {
      const callback = pins.press(pin, value);
      if (callback) this.callbacks.push(callback);
    }
    this.callbacks.push(...this.timers.takeDue());
    while (this.callbacks[0] && scheduler.schedule(this.callbacks[0])) this.callbacks.shift();
    pins.reportIfDue();
    link.flushIfDue();
  }

  /** Ctrl-C. What timers had queued is dropped: the program that wanted it is over. */
  interrupt(): void {
    this.scheduler.interrupt();
    this.callbacks = [];
  }

  collectGarbage(): void {
    this.collector.collectIfDue();
  }

  /** `gc.collect()` */
  collectNow(): void {
    this.collector.collectIfSafe();
    this.arm();
  }

  /** Sleeps until something happens, at most so long. */
  sleep(milliseconds: number = LONGEST_SLEEP_MS): void {
    const limit = Math.min(milliseconds, LONGEST_SLEEP_MS);
    this.link.sleep(this.timers.untilNext(this.pins.untilReport(limit)));
  }

  /** Sleeps until a moment of `performance.now()`; callbacks run meanwhile, Ctrl-C leaves it by KeyboardInterrupt. */
  sleepUntil(moment: number): void {
    for (;;) {
      this.service();
      this.scheduler.handle();
      const left = moment - performance.now();
      if (left <= 0) return;
      this.sleep(left);
    }
  }

  /** The next byte for the REPL, however long it takes. */
  waitByte(): number {
    for (;;) {
      this.service();
      const byte = this.link.inbox.takeByte();
      if (byte >= 0) return byte;
      this.sleep();
    }
  }

  /** The next byte for a program that reads. */
  programByte(): number {
    for (;;) {
      this.service();
      this.scheduler.handle();
      if (this.link.inbox.available(this.scheduler.interruptible))
        return this.link.inbox.takeByte();
      this.sleep();
    }
  }

  /**
   * Writes as far as the app takes it and sleeps while it does not. Answers with how much was written: less than all when
   * `mayStop` and an interrupt waits to be handled.
   */
  write(bytes: Uint8Array, asText: boolean, mayStop: boolean): number {
    let done = 0;
    do {
      while (!this.link.hasRoom) {
        this.service();
        if (mayStop && this.pending) return done;
        this.sleep();
      }
      const part = bytes.subarray(done, done + OUTPUT_STEP);
      if (asText) this.link.outbox.writeText(part);
      else this.link.outbox.write(part);
      done += part.length;
    } while (done < bytes.length);
    return done;
  }
}
