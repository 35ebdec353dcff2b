// Takes the arguments of one command off the command line, by the rules of Python's argparse, which mpremote's users know:
// options may be shortened (`--rec`) and joined (`-rf`), `--` ends them, and a number or a text with blanks is no option.
// More generous in one thing: options may also follow the last argument.

import { CommandLineError } from './command-line-error';

export interface Flag {
  /** Without the dashes. `--no-NAME` switches it off. */
  readonly name: string;
  readonly short: string;
}

/** What a command takes. */
export interface Shape {
  readonly command: string;
  /** The names of its arguments, for messages. */
  readonly positionals: readonly string[];
  /** The last argument may be repeated, up to the next `+`. */
  readonly many?: boolean;
  readonly flags?: readonly Flag[];
}

export interface Taken {
  readonly positionals: string[];
  /** Flags that were given, by name. */
  readonly flags: ReadonlyMap<string, boolean>;
  /** `--help` was among them; the rest was not looked at. */
  readonly help: boolean;
  /** The index of the first word that was not taken. */
  readonly next: number;
}

/** The word between commands. */
export const SEPARATOR = '+';

/** Throws CommandLineError. A command with many arguments may get too few: its caller knows what is enough. */
export function takeArguments(shape: Shape, words: readonly string[], start: number): Taken {
  const positionals: string[] = [];
  const flags = new Map<string, boolean>();
  let onlyPositionals = false;
  let next = start;
  const full = (): boolean => !shape.many && positionals.length === shape.positionals.length;
  for (; next < words.length; next++) {
    const word = words[next] ?? '';
    if (word === SEPARATOR) break;
    if (!onlyPositionals && word === '--' && !full()) {
      onlyPositionals = true;
      continue;
    }
    if (onlyPositionals || !looksLikeOption(word)) {
      if (full()) break;
      positionals.push(word);
      continue;
    }
    const options = readOption(shape, word);
    if (!options) {
      if (full()) break; // the next command's business
      throw usageError(shape, `unrecognized arguments: ${word}`);
    }
    for (const [name, value] of options) flags.set(name, value);
    if (flags.has('help')) return { positionals, flags, help: true, next };
  }
  const missing = shape.positionals.slice(positionals.length);
  if (missing.length > 0 && !shape.many) throw missingArguments(shape, missing);
  return { positionals, flags, help: false, next };
}

export function missingArguments(shape: Shape, missing: readonly string[]): CommandLineError {
  return usageError(shape, `the following arguments are required: ${missing.join(', ')}`);
}

export function usageError(shape: Shape, message: string): CommandLineError {
  return new CommandLineError(message, 2, { line: usageLine(shape), command: shape.command });
}

function usageLine({ command, positionals, flags = [], many }: Shape): string {
  const last = positionals.at(-1);
  return [
    command,
    '[--help]',
    ...flags.map(({ name }) => `[--${name} | --no-${name}]`),
    ...positionals,
    ...(many && last !== undefined ? [`[${last} ...]`] : ['...']),
  ].join(' ');
}

function looksLikeOption(word: string): boolean {
  return /^-[^\s]+$/.test(word) && !/^-(\d+|\d*\.\d+)$/.test(word);
}

/** The flags that an option sets, or undefined where the command has no such option. */
function readOption(shape: Shape, word: string): [name: string, value: boolean][] | undefined {
  const { flags = [] } = shape;
  if (word.startsWith('--')) {
    const name = matchLong(shape, word);
    if (name === undefined) return undefined;
    return name.startsWith('no-') ? [[name.slice(3), false]] : [[name, true]];
  }
  const found: [string, boolean][] = [];
  for (const letter of word.slice(1)) {
    const flag = flags.find(({ short }) => short === letter);
    if (!flag) return undefined;
    found.push([flag.name, true]);
  }
  return found;
}

function matchLong(shape: Shape, word: string): string | undefined {
  const { flags = [] } = shape;
  const text = word.slice(2);
  const names = ['help', ...flags.flatMap(({ name }) => [name, `no-${name}`])];
  if (names.includes(text)) return text;
  const matches = names.filter((name) => name.startsWith(text));
  if (matches.length > 1) {
    const all = matches.map((name) => `--${name}`).join(', ');
    throw usageError(shape, `ambiguous option: ${word} could match ${all}`);
  }
  return matches[0];
}
