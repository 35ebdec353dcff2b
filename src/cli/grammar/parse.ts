// From the words of a command line to steps. The grammar is mpremote's (docs/migration-from-mpremote.md): commands follow each
// other, `+` may stand between them, and must after a command that takes any number of arguments. As with mpremote, a command is
// understood only when those before it are done: what is wrong at the end of a line does not keep its beginning from being done.

import { takeArguments, SEPARATOR } from './arguments';
import { replStep } from './commands/board';
import { commandNamed } from './commands';
import { CommandLineError } from './command-line-error';
import { helpPage } from './help-page';
import { expand } from './expansion';
import { SHORTCUTS, type Shortcuts } from './shortcuts';
import type { Step } from './steps';

/**
 * The steps, one at a time. Throws CommandLineError at the one that makes no sense, and `bad-config` at a shortcut that cannot be used.
 *
 * @param program the name that the command was called by
 */
export function* readSteps(
  argv: readonly string[],
  program: string,
  shortcuts: Shortcuts = SHORTCUTS,
): Generator<Step, void, void> {
  let words = [...argv];
  let acts = false;
  while (words.length > 0) {
    const [word, ...rest] = words;
    if (word === SEPARATOR) {
      words = rest;
      continue;
    }
    const expansion = expand(words, shortcuts);
    if ('usage' in expansion) {
      yield { kind: 'shortcut-usage', text: expansion.usage };
      return;
    }
    words = withImpliedPath(expansion.words);
    const [name = ''] = words;
    const command = commandNamed(name);
    if (!command) {
      const { unnamed } = shortcuts;
      const unless =
        unnamed === undefined
          ? ''
          : `, and there are shortcuts whose names cannot be read: ${unnamed}`;
      throw new CommandLineError(`'${name}' is not a command${unless}`, 1);
    }
    const { positionals, options, help, next } = takeArguments(command.shape, words, 1);
    if (help) {
      yield { kind: 'command-help', page: helpPage(command.shape, program) };
      return;
    }
    const step = command.toStep(positionals, options);
    acts ||= !command.prepares || step.kind === 'devices';
    if (step.kind === 'connect-many') {
      yield { ...step, rest: words.slice(next) };
      return;
    }
    yield step;
    // These end the command; nobody cares what follows.
    if (step.kind === 'help' || step.kind === 'version') return;
    words = words.slice(next);
  }
  if (!acts) yield replStep(new Map(), true);
}

/** `ls` and `tree` show the folder that the board is in when none is named; as with mpremote, not behind an option. */
function withImpliedPath(words: readonly string[]): string[] {
  const [command, ...rest] = words;
  if (command !== 'fs') return [...words];
  const end = rest.indexOf(SEPARATOR);
  const own = end === -1 ? rest : rest.slice(0, end);
  const after = end === -1 ? [] : rest.slice(end);
  const named = own.filter((word) => !word.startsWith('-'));
  const implied = named.length === 1 && (own[0] === 'ls' || own[0] === 'tree');
  return implied ? [command, ...own, '', ...after] : [...words];
}
