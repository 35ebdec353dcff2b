// One word with a dash in front: which option of a command it is, by argparse's rules for shortened and joined options.

import type { CommandLineError } from './command-line-error';
import { spelled, type Option, type Shape } from './shape';
import { usageError } from './usage';

type ValueOption = Extract<Option, { kind: 'value' }>;

export type FoundOption =
  | { readonly kind: 'help' }
  | { readonly kind: 'value'; readonly option: ValueOption; readonly attached: string | undefined }
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly value: boolean;
      /** As messages name it. */
      readonly label: string;
      /** Options of one group exclude each other. */
      readonly group: string;
    };

/** One that this command has, whatever hangs on it, is one in any case. Of the others a number is none, nor a text with blanks. */
export function looksLikeOption(shape: Shape, word: string): boolean {
  if (!word.startsWith('-') || word === '-') return false;
  const [, typed] = LONG.exec(word) ?? [];
  const isKnown =
    typed === undefined ? shortOption(shape, word[1]) : longMatches(shape, typed).length > 0;
  return Boolean(isKnown) || !(NUMBER.test(word) || word.includes(' '));
}

/** What a word that is not shared by several options sets, or undefined where the command has no such option. Throws CommandLineError. */
export function findOption(shape: Shape, word: string): FoundOption[] | undefined {
  return word.startsWith('--') ? findLong(shape, word) : findShort(shape, word);
}

/** Is each letter of `-abc` an option? Of a long one only its name counts. */
export function isAllOptions(shape: Shape, word: string): boolean {
  if (word.startsWith('--')) return true;
  for (const letter of word.slice(1)) {
    const option = shortOption(shape, letter);
    if (!option) return false;
    if (option.kind === 'value') return true;
  }
  return true;
}

/** Throws where a shortened long option may be several. */
export function refuseShared(shape: Shape, word: string): void {
  const [, typed = ''] = LONG.exec(word) ?? [];
  const matches = longMatches(shape, typed);
  if (matches.length < 2) return;
  const names = matches.map(([name]) => `--${name}`).join(', ');
  throw usageError(shape, `ambiguous option: ${word} could match ${names}`);
}

const LONG = /^--([^=]*)(?:=(.*))?$/s;
const NUMBER = /^-(\p{Nd}+|\p{Nd}*\.\p{Nd}+)\n?$/u;

function longMatches(shape: Shape, typed: string): [name: string, found: FoundOption][] {
  const all = longOptions(shape);
  const exact = all.filter(([name]) => name === typed);
  return exact.length > 0 ? exact : all.filter(([name]) => name.startsWith(typed));
}

function findLong(shape: Shape, word: string): FoundOption[] | undefined {
  const [, typed = '', attached] = LONG.exec(word) ?? [];
  const [match] = longMatches(shape, typed);
  if (!match) return undefined;
  const [, found] = match;
  if (found.kind === 'value') return [{ ...found, attached }];
  if (attached !== undefined) throw ignored(shape, found, attached);
  return [found];
}

function ignored(shape: Shape, found: FoundOption, attached: string): CommandLineError {
  const label = found.kind === 'set' ? found.label : helpLabel(shape);
  return usageError(shape, `argument ${label}: ignored explicit argument '${attached}'`);
}

function longOptions(shape: Shape): [name: string, found: FoundOption][] {
  return [
    ['help', { kind: 'help' }],
    ...shape.options.flatMap((option): [string, FoundOption][] => {
      const { name } = option;
      if (option.kind === 'switch')
        return [
          [name, setting(option)],
          [`no-${name}`, { ...setting(option), value: false, label: `--no-${name}` }],
        ];
      return [[name, option.kind === 'value' ? valueOf(option, undefined) : setting(option)]];
    }),
  ];
}

function findShort(shape: Shape, word: string): FoundOption[] | undefined {
  const found: FoundOption[] = [];
  for (let at = 1; at < word.length; at++) {
    const option = shortOption(shape, word[at]);
    // Only the first letter may have its value behind a `=`.
    const behind = word.slice(at + 1);
    const attached = at === 1 && behind.startsWith('=') ? behind.slice(1) : behind;
    if (option?.kind === 'value')
      return [...found, valueOf(option.option, behind === '' ? undefined : attached)];
    if (!option) return undefined;
    found.push(option);
    const next = word[at + 1];
    if (next !== undefined && !shortOption(shape, next)) throw ignored(shape, option, attached);
  }
  return found;
}

function shortOption(shape: Shape, letter: string | undefined): FoundOption | undefined {
  if (letter === 'h' && !shape.ownsH) return { kind: 'help' };
  const option = shape.options.find(({ short }) => short !== undefined && short === letter);
  if (!option) return undefined;
  return option.kind === 'value' ? valueOf(option, undefined) : setting(option);
}

function setting(option: Exclude<Option, ValueOption>): Extract<FoundOption, { kind: 'set' }> {
  const group = option.kind === 'flag' ? (option.group ?? option.name) : option.name;
  return { kind: 'set', name: option.name, value: true, label: spelled(option), group };
}

function valueOf(option: ValueOption, attached: string | undefined): FoundOption {
  return { kind: 'value', option, attached };
}

function helpLabel({ ownsH }: Shape): string {
  return ownsH ? '--help' : '-h/--help';
}
