// One word with a dash in front: which option of a command it is, by argparse's rules for shortened and joined options.

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

/** A number is none, and a text with blanks only when it hangs on an option of this command. */
export function looksLikeOption(shape: Shape, word: string): boolean {
  if (/^-(\p{Nd}+|\p{Nd}*\.\p{Nd}+)$/u.test(word)) return false;
  const [, name] = /^--([^\s=]+)=/.exec(word) ?? [];
  const hangs = shape.options.some((one) => one.kind === 'value' && one.name === name);
  return hangs || /^-\S+$/.test(word);
}

/** What a word that is not shared by several options sets, or undefined where the command has no such option. Throws CommandLineError. */
export function findOption(shape: Shape, word: string): FoundOption[] | undefined {
  return word.startsWith('--') ? findLong(shape, word) : findShort(shape, word);
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
  if (attached !== undefined) {
    const label = found.kind === 'set' ? found.label : helpLabel(shape);
    throw usageError(shape, `argument ${label}: ignored explicit argument '${attached}'`);
  }
  return [found];
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
    const letter = word[at];
    if (letter === 'h' && !shape.ownsH) return [...found, { kind: 'help' }];
    const option = shape.options.find(({ short }) => short === letter);
    if (!option) return undefined;
    if (option.kind === 'value') {
      const rest = word.slice(at + 1).replace(/^=/, '');
      return [...found, valueOf(option, rest === '' ? undefined : rest)];
    }
    found.push(setting(option));
  }
  return found;
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
