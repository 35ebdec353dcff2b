// The board's pins from the inside: what a program does to them, what the person outside does to them, and which of the
// changes the app has not been told yet. The levels themselves are in the table both sides share (../../pins.ts).

import type { PinState } from '../../../shared/pins';
import type { PinTable } from '../../pins';
import { PIN_COUNT, PIN_MODES } from '../../pins';
import type { Callback } from '../interpreter/scheduler';

/** At most one report in this time, so that a program that toggles a pin in a loop does not flood the app. */
const REPORT_EVERY_MS = 8;
const RISING = 1;
const FALLING = 2;

interface Interrupt {
  readonly edges: number;
  readonly callback: Callback;
}

export class Pins {
  private readonly interrupts = new Map<number, Interrupt>();
  private readonly changed = new Set<number>();
  private lastReport = 0;

  constructor(
    private readonly table: PinTable,
    private readonly report: (pins: readonly PinState[]) => void,
  ) {}

  configure(pin: number, mode: number, pull: number): void {
    this.table.set(pin, 'mode', mode);
    this.table.set(pin, 'pull', pull);
    this.touch(pin);
  }

  level(pin: number): 0 | 1 {
    return this.table.level(pin);
  }

  write(pin: number, value: number): void {
    if (this.table.get(pin, 'output') === value) return;
    this.table.set(pin, 'output', value);
    this.touch(pin);
  }

  /** What the program drives, whether or not the pin is an output now. */
  output(pin: number): number {
    return this.table.get(pin, 'output');
  }

  pulse(pin: number, frequency: number, duty: number): void {
    this.table.set(pin, 'mode', PIN_MODES.indexOf('pwm'));
    this.table.set(pin, 'frequency', frequency);
    this.table.set(pin, 'duty', duty);
    this.table.set(pin, 'output', duty > 0 ? 1 : 0);
    this.touch(pin);
  }

  onEdge(pin: number, edges: number, callback: Callback | undefined): void {
    if (callback) this.interrupts.set(pin, { edges, callback });
    else this.interrupts.delete(pin);
  }

  /** Somebody outside puts a level on the pin. Answers with what the program wants to be called. */
  press(pin: number, value: 0 | 1): Callback | undefined {
    const before = this.table.level(pin);
    this.table.drive(pin, value);
    const after = this.table.level(pin);
    if (before === after) return undefined;
    if (this.table.mode(pin) !== 'unused') this.touch(pin);
    const interrupt = this.interrupts.get(pin);
    return interrupt && (interrupt.edges & (after === 1 ? RISING : FALLING)) !== 0
      ? interrupt.callback
      : undefined;
  }

  /** A reset lets go of all pins; what is connected to them from outside stays connected. */
  reset(): void {
    this.interrupts.clear();
    for (let pin = 0; pin < PIN_COUNT; pin++) {
      if (this.table.mode(pin) !== 'unused') this.touch(pin);
      this.table.set(pin, 'mode', 0);
      this.table.set(pin, 'output', 0);
      this.table.set(pin, 'pull', 0);
    }
  }

  reportIfDue(): void {
    if (this.changed.size === 0 || this.untilReport(REPORT_EVERY_MS) > 0) return;
    this.lastReport = performance.now();
    this.report(Array.from(this.changed, (pin) => this.table.state(pin)));
    this.changed.clear();
  }

  /** How long until a change must be reported, at most `limit`: nobody sleeps longer, so the last state always arrives. */
  untilReport(limit: number): number {
    if (this.changed.size === 0) return limit;
    const wait = this.lastReport + REPORT_EVERY_MS - performance.now();
    return Math.min(limit, Math.max(0, wait));
  }

  private touch(pin: number): void {
    this.changed.add(pin);
  }
}
