// The simulated hardware behind machine.py. Python calls one C function with a number that names what it wants and a few
// small integers; objects (handlers) come as their addresses and are kept alive by machine.py. Nothing that comes in is
// trusted: a pin's number is checked, an address is only ever given back to Python.

import { isSmallInt, smallInt, smallIntValue } from '../interpreter/c-functions';
import { PIN_COUNT } from '../../pins';
import type { Runtime } from '../runtime';
import { MachineReset } from '../runtime';
import { readLine } from '../stdio/line-editor';
import type { NativeCall } from './native-calls-list';
import { NATIVE_CALLS } from './native-calls-list';

type Implementation = (...values: number[]) => number | undefined;

/** The most arguments that any of the calls takes, its number included. */
export const NATIVE_ARGUMENTS = 8;

/** Microseconds, since only integers pass. */
const PER_MILLISECOND = 1000;

/** The C function for Python: (number of arguments, address of the arguments) to a Python object. */
export function nativeFunction(runtime: Runtime, none: number): (...words: number[]) => number {
  const calls = implementations(runtime, none);
  return (count = 0, list = 0) => {
    const { memory } = runtime.interpreter;
    const values = Array.from({ length: count }, (_, index) => {
      const word = memory.word(list + 4 * index);
      return isSmallInt(word) ? smallIntValue(word) : 0;
    });
    const name = NATIVE_CALLS[values.shift() ?? -1];
    return (name && calls[name](...values)) ?? none;
  };
}

function implementations(runtime: Runtime, none: number): Record<NativeCall, Implementation> {
  const { pins, timers } = runtime;
  return {
    pin_configure: (pin = 0, mode = 0, pull = 0) => {
      pins.configure(checked(pin), mode, pull);
      return undefined;
    },
    pin_read: (pin = 0) => smallInt(pins.level(checked(pin))),
    pin_write: (pin = 0, value = 0) => {
      pins.write(checked(pin), value);
      return undefined;
    },
    pin_output: (pin = 0) => smallInt(pins.output(checked(pin))),
    pin_on_edge: (pin = 0, edges = 0, callee = 0, argument = 0) => {
      pins.onEdge(checked(pin), edges, callee === 0 ? undefined : { callee, argument });
      return undefined;
    },
    pin_pulse: (pin = 0, frequency = 0, duty = 0) => {
      pins.pulse(checked(pin), frequency, duty);
      return undefined;
    },
    timer_start: (id = 0, microseconds = 0, periodic = 0, callee = 0, argument = 0) => {
      if (callee === 0) return undefined; // nobody to call
      timers.start(id, microseconds / PER_MILLISECOND, periodic === 1, { callee, argument });
      return undefined;
    },
    timer_stop: (id = 0) => {
      timers.stop(id);
      return undefined;
    },
    read_line: () => {
      const line = readLine(runtime);
      return line ? runtime.interpreter.newString(line) : none;
    },
    reset: () => {
      runtime.link.flush();
      throw new MachineReset();
    },
  };
}

/** machine.py checks pins for its users; a program that calls by itself gets pin 0. */
function checked(pin: number): number {
  return pin >= 0 && pin < PIN_COUNT ? pin : 0;
}
