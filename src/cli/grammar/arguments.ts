// Takes the arguments of one command off the command line, by the rules of Python's argparse, which mpremote's users know:
// options may be shortened (`--rec`) and joined (`-rf`), a value may follow its option or hang on it (`--target=/x`, `-p1`), `--` ends
// them, and a number or a text with blanks is no option. More generous in one thing: options may also follow the last argument.

import { integerOf } from './numbers';
import {
  findOption,
  isAllOptions,
  looksLikeOption,
  refuseShared,
  type FoundOption,
} from './options';
import { spelled, takesMany, type Options, type OptionValue, type Shape } from './shape';
import { usageError } from './usage';

export interface Taken {
  readonly positionals: string[];
  /** Options that were given, by name. */
  readonly options: Options;
  /** The help page was asked for; the rest was not looked at. */
  readonly help: boolean;
  /** The index of the first word that was not taken. */
  readonly next: number;
}

/** The word between commands. */
export const SEPARATOR = '+';

/** Throws CommandLineError. */
export function takeArguments(shape: Shape, words: readonly string[], start: number): Taken {
  refuseAmbiguous(shape, words.slice(start));
  const positionals: string[] = [];
  const given = new Given(shape);
  const unknown: string[] = [];
  let onlyPositionals = false;
  let next = start;
  const full = (): boolean => !takesMany(shape) && positionals.length === shape.positionals.length;
  const hasArguments = shape.positionals.length > 0 || shape.isProgram === true;
  const needed = shape.positionals.filter(({ count }) => count !== 'optional').length;
  for (; next < words.length; next++) {
    const word = words[next] ?? '';
    if (word === SEPARATOR) break;
    if (!onlyPositionals && word === '--') {
      if (full() && !hasArguments) break; // the next command's business
      onlyPositionals = true;
      continue;
    }
    if (onlyPositionals || !looksLikeOption(shape, word)) {
      if (full()) break;
      positionals.push(word);
      continue;
    }
    // Behind the last argument it is the next command's business. As argparse has it, a command without arguments has no behind.
    const isBehind = full() && hasArguments;
    const found = isBehind && !isAllOptions(shape, word) ? undefined : findOption(shape, word);
    if (!found) {
      if (isBehind) break;
      unknown.push(word);
      continue;
    }
    // Behind what a command needs, help is no option of it, but a command.
    const isHelp = found.length === 1 && found[0]?.kind === 'help';
    if (isHelp && needed > 0 && positionals.length >= needed) break;
    for (const one of found) {
      if (one.kind === 'help') return { positionals, options: given.values, help: true, next };
      const following = words[next + 1];
      if (given.add(one, following === SEPARATOR ? undefined : following)) next++;
    }
  }
  const isAlone = shape.aloneWith?.includes(positionals[0] ?? '') === true;
  const missing = shape.positionals
    .slice(positionals.length)
    .flatMap(({ name, count }) => (count === 'optional' || isAlone ? [] : [name]));
  // As Python up to 3.12 has it: what comes behind the command counts as missing, too.
  if (missing.length > 0)
    throw usageError(
      shape,
      `the following arguments are required: ${[...missing, 'next_command'].join(', ')}`,
    );
  if (unknown.length > 0) throw usageError(shape, `unrecognized arguments: ${unknown.join(' ')}`);
  return { positionals, options: given.values, help: false, next };
}

/** Before all else argparse looks for shortened options that may be several, also behind what is this command's. */
function refuseAmbiguous(shape: Shape, words: readonly string[]): void {
  for (const word of words) {
    if (word === SEPARATOR || word === '--') return;
    if (word.startsWith('--') && looksLikeOption(shape, word)) refuseShared(shape, word);
  }
}

/** The options so far, and what they do not go together with. */
class Given {
  readonly values = new Map<string, OptionValue>();
  /** What was given of each group of which only one may be. */
  private readonly groups = new Map<string, string>();

  constructor(private readonly shape: Shape) {}

  /** Returns whether the following word is its value and used up. */
  add(found: Exclude<FoundOption, { kind: 'help' }>, following: string | undefined): boolean {
    if (found.kind === 'value') return this.addValue(found, following);
    const { name, value, label, group } = found;
    const other = this.groups.get(group);
    if (other !== undefined && other !== label)
      throw usageError(this.shape, `argument ${label}: not allowed with argument ${other}`);
    this.groups.set(group, label);
    this.values.set(name, value);
    return false;
  }

  private addValue(
    { option, attached }: Extract<FoundOption, { kind: 'value' }>,
    following: string | undefined,
  ): boolean {
    const text =
      attached ??
      (following !== undefined && !looksLikeOption(this.shape, following) ? following : undefined);
    if (text === undefined)
      throw usageError(this.shape, `argument ${spelled(option)}: expected one argument`);
    const value = option.type === 'number' ? integerOf(text) : text;
    if (Number.isNaN(value))
      throw usageError(this.shape, `argument ${spelled(option)}: invalid int value: '${text}'`);
    this.values.set(option.name, value);
    return attached === undefined;
  }
}
