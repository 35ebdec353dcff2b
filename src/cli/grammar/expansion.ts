// From a shortcut and what follows it to commands, by mpremote's rules. What the arguments of a shortcut are set to is a program
// of its own, `exec "x=1;y=2"`, that runs before the shortcut's commands.

import { AdderError } from '../../shared/errors';
import { SEPARATOR } from './arguments';
import type { Shortcut, Shortcuts } from './shortcuts';

export type Expansion =
  | { readonly words: readonly string[] }
  /** What mpremote prints, to stdout, of a shortcut whose arguments are wrong. */
  | { readonly usage: string };

/** Shortcuts may stand for shortcuts, but not for themselves. */
const MAX_ROUNDS = 100;

/** Throws `bad-config`. */
export function expand(words: readonly string[], shortcuts: Shortcuts): Expansion {
  const settings: string[] = [];
  let last: { readonly name: string; readonly shortcut: Shortcut } | undefined;
  let rest = [...words];
  for (let round = 0; ; round++) {
    const [name = ''] = rest;
    const shortcut = shortcuts.get(name);
    if (!shortcut) break;
    if (shortcut.problem) throw shortcut.problem;
    if (round === MAX_ROUNDS)
      throw new AdderError('bad-config', { detail: `The shortcut "${name}" stands for itself.` });
    last = { name, shortcut };
    rest = rest.slice(1);
    for (const parameter of shortcut.parameters ?? []) {
      if (rest[0] === SEPARATOR) break;
      const [wanted = '', preset] = parameter.split('=');
      const value = valueFor(wanted, rest) ?? preset;
      if (value === undefined) return usage(name, shortcut, `missing argument ${wanted}`);
      settings.push(`${wanted}=${value}`);
    }
    rest.unshift(...shortcut.words);
  }
  // What follows a shortcut without arguments is its command's, such as a name with `=`.
  const takesArguments = (last?.shortcut.parameters ?? []).length > 0;
  const following = rest[last?.shortcut.words.length ?? 0];
  if (last && takesArguments && following?.includes('=')) {
    const [argument = ''] = following.split('=');
    return usage(last.name, last.shortcut, `given unexpected argument ${argument}`);
  }
  return { words: settings.length > 0 ? ['exec', settings.join(';'), ...rest] : rest };
}

/** Takes it off: `VALUE`, or `NAME=VALUE` of the right name. */
function valueFor(name: string, rest: string[]): string | undefined {
  const [word] = rest;
  if (word === undefined) return undefined;
  const isNamed = word.startsWith(`${name}=`);
  if (word.includes('=') && !isNamed) return undefined;
  rest.shift();
  return isNamed ? word.slice(name.length + 1) : word;
}

function usage(name: string, { parameters = [] }: Shortcut, what: string): Expansion {
  return { usage: `Command ${name} ${what}; signature is:\n    ${name} ${parameters.join(' ')}\n` };
}
