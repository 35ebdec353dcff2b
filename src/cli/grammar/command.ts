// One command of the grammar: what it takes, and the step that comes of it.

import type { Options, Shape } from './shape';
import type { Step } from './steps';

export interface Command {
  readonly shape: Shape;
  /** Throws CommandLineError. */
  readonly toStep: (positionals: readonly string[], options: Options) => Step;
  /** It only prepares others: a line of nothing else ends in the board's prompt, as with mpremote. */
  readonly prepares?: boolean;
  /** Adder's own; mpremote does not have it. */
  readonly own?: boolean;
}

export function textOf(options: Options, name: string): string | undefined {
  const value = options.get(name);
  return typeof value === 'string' ? value : undefined;
}

export function isOn(options: Options, name: string, unlessGiven = false): boolean {
  return options.has(name) ? options.get(name) === true : unlessGiven;
}
