// What may stand at the end of a command line, told from the grammar's own table, so that completions never differ from what the
// command understands. No board is asked: one that runs a program must not be disturbed by a press of Tab.

import { SEPARATOR } from '../grammar/arguments';
import { COMMANDS, commandNamed } from '../grammar/commands';
import { GLOBAL_OPTIONS } from '../grammar/global-options';
import { FS_COMMANDS } from '../grammar/steps';
import { takesMany, type Option, type Shape } from '../grammar/shape';
import type { Shortcuts } from '../grammar/shortcuts';
import { SHELLS } from './scripts';

/** Stands for the names of local files, which the shell completes itself. */
export const FILES = '@files';

/** Words for the first argument of these; all others may be files. */
const FIRST_WORDS: Readonly<Record<string, readonly string[]>> = {
  connect: ['all', 'auto', 'list', 'virtual:'],
  completions: SHELLS,
  fs: FS_COMMANDS,
  mip: ['install', 'list', 'remove', 'upgrade'],
  romfs: ['build', 'deploy', 'query'],
};
const MAX_EXPANSIONS = 10;

/** @param words those before the one that is being typed, without the program */
export function candidates(
  words: readonly string[],
  current: string,
  shortcuts: Shortcuts,
): string[] {
  const all = candidatesAfter([...words], shortcuts);
  const fits = (word: string): boolean =>
    word === FILES ? !current.startsWith('-') : word.startsWith(current);
  return [...new Set(all.filter(fits))].sort();
}

function candidatesAfter(words: string[], shortcuts: Shortcuts): string[] {
  const top = [...COMMANDS.map(({ shape }) => shape.command), ...shortcuts.keys()];
  if (skipOptions(GLOBAL_OPTIONS, words)) return [];
  if (words.length === 0) return [...top, ...spellings(GLOBAL_OPTIONS)];
  while (words.length > 0) {
    if (words[0] === SEPARATOR) {
      words.shift();
      continue;
    }
    for (let round = 0; round < MAX_EXPANSIONS; round++) {
      const shortcut = shortcuts.get(words[0] ?? '');
      if (!shortcut) break;
      words.splice(0, 1, ...shortcut.words);
    }
    const command = commandNamed(words.shift() ?? '');
    if (!command) return [];
    const open = argumentsAfter(command.shape, words);
    if (open) return open;
  }
  return top;
}

/** Takes a command's words off. What may follow, where the command line ends within it. */
function argumentsAfter(shape: Shape, words: string[]): string[] | undefined {
  let taken = 0;
  const isFull = (): boolean => !takesMany(shape) && taken >= shape.positionals.length;
  for (;;) {
    const unfinished = skipOptions(shape, words);
    if (unfinished) return unfinished.type === 'text' ? [FILES] : [];
    if (words.length === 0 || words[0] === SEPARATOR || isFull()) break;
    words.shift();
    taken++;
  }
  if (words.length > 0 || isFull()) return undefined;
  const first = taken === 0 ? FIRST_WORDS[shape.command] : undefined;
  return [...(first ?? [FILES]), ...spellings(shape)];
}

/** Takes options off. Returns the one whose value is still to come. */
function skipOptions(
  { options }: Shape,
  words: string[],
): Extract<Option, { kind: 'value' }> | undefined {
  while (words[0]?.startsWith('-')) {
    const word = words.shift() ?? '';
    const option = options.find(
      ({ name, short }) => word === `--${name}` || word === `-${short ?? ''}`,
    );
    if (option?.kind === 'value' && words.shift() === undefined) return option;
  }
  return undefined;
}

function spellings({ options }: Shape): string[] {
  const both = ({ kind, name }: Option): string[] =>
    kind === 'switch' ? [`--${name}`, `--no-${name}`] : [`--${name}`];
  return [...options.flatMap(both), '--help'];
}
