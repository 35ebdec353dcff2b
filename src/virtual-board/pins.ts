// The pins of the simulated board, as the window and the worker both see them: one table in shared memory, so that
// reading a pin never waits for the other side. Knows nothing of Python; the worker decides when a pin changes.

import type { PinMode, PinState } from '../shared/pins';

/** The two pins with a name: Pin("LED") and Pin("BUTTON"). The button is active low. */
export const VIRTUAL_BOARD_PINS = { led: 25, button: 15 } as const;

export const PIN_COUNT = 64;

/** Modes by their number in the table; Python's machine.py uses the same numbers. */
export const PIN_MODES: readonly PinMode[] = ['unused', 'in', 'out', 'open-drain', 'pwm', 'adc'];

export const PULL_NONE = 0;
export const PULL_UP = 1;

/** One row of the table: what each of its eight numbers means. */
const COLUMNS = { mode: 0, output: 1, driven: 2, pull: 3, frequency: 4, duty: 5 } as const;
const ROW = 8;
type Column = keyof typeof COLUMNS;

export class PinTable {
  private readonly cells: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(PIN_COUNT * ROW * 4)) {
    this.cells = new Int32Array(memory);
  }

  get(pin: number, column: Column): number {
    return this.cells[pin * ROW + COLUMNS[column]] ?? 0;
  }

  set(pin: number, column: Column, value: number): void {
    this.cells[pin * ROW + COLUMNS[column]] = value;
  }

  mode(pin: number): PinMode {
    return PIN_MODES[this.get(pin, 'mode')] ?? 'unused';
  }

  /** What comes from outside: 0 or 1, or undefined when nothing is connected. */
  driven(pin: number): 0 | 1 | undefined {
    const value = this.get(pin, 'driven');
    return value === 0 ? undefined : value === 2 ? 1 : 0;
  }

  drive(pin: number, value: 0 | 1): void {
    this.set(pin, 'driven', value + 1);
  }

  /** The level that a program reads. */
  level(pin: number): 0 | 1 {
    const mode = this.mode(pin);
    const output = this.get(pin, 'output') === 0 ? 0 : 1;
    if (mode === 'out' || mode === 'pwm' || (mode === 'open-drain' && output === 0)) return output;
    const driven = this.driven(pin);
    if (driven !== undefined) return driven;
    const pull = this.get(pin, 'pull');
    if (pull === PULL_NONE) return pin === VIRTUAL_BOARD_PINS.button ? 1 : 0;
    return pull === PULL_UP ? 1 : 0;
  }

  state(pin: number): PinState {
    const mode = this.mode(pin);
    const state = { pin, mode, value: this.level(pin) };
    if (mode !== 'pwm') return state;
    return { ...state, duty: this.get(pin, 'duty'), frequency: this.get(pin, 'frequency') };
  }

  /** The pins that a program has set up. */
  used(): PinState[] {
    const states: PinState[] = [];
    for (let pin = 0; pin < PIN_COUNT; pin++)
      if (this.mode(pin) !== 'unused') states.push(this.state(pin));
    return states;
  }
}
