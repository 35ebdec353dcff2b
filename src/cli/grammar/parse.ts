// From the words of a command line to steps. The grammar is mpremote's (docs/guide, "Coming from mpremote"): commands follow each other, `+`
// may stand between them, and must after a command that takes any number of arguments. Nothing is done before all of it
// has been understood.

import { missingArguments, SEPARATOR, takeArguments, usageError, type Shape } from './arguments';
import { CommandLineError } from './command-line-error';
import { expandShortcut } from './shortcuts';
import { FS_COMMANDS, type FsCommand, type Step } from './steps';

type Flags = ReadonlyMap<string, boolean>;

interface Command {
  readonly shape: Shape;
  readonly toStep: (positionals: string[], flags: Flags) => Step;
}

const FS_SHAPE: Shape = {
  command: 'fs',
  positionals: ['command', 'path'],
  many: true,
  flags: [
    { name: 'recursive', short: 'r' },
    { name: 'force', short: 'f' },
    { name: 'verbose', short: 'v' },
  ],
};

const FOLLOW = { name: 'follow', short: 'f' };

const COMMANDS: Readonly<Record<string, Command>> = {
  connect: one('connect', 'device', (device) =>
    device === 'list' ? { kind: 'devices' } : { kind: 'connect', device },
  ),
  ble: plain('ble', { kind: 'bluetooth-devices' }),
  disconnect: plain('disconnect', { kind: 'disconnect' }),
  resume: plain('resume', { kind: 'resume' }),
  'soft-reset': plain('soft-reset', { kind: 'soft-reset' }),
  sleep: one('sleep', 'seconds', (text) => ({ kind: 'sleep', seconds: seconds(text) })),
  exec: program('exec', 'expr', (code) => ({ kind: 'exec', code })),
  eval: one('eval', 'expr', (expression) => ({ kind: 'eval', expression })),
  run: program('run', 'path', (file) => ({ kind: 'run', file })),
  fs: { shape: FS_SHAPE, toStep: fsStep },
  df: plain('df', { kind: 'df' }),
  help: plain('help', { kind: 'help' }),
  version: plain('version', { kind: 'version' }),
};

/** What mpremote has and Adder will have. */
const LATER = ['edit', 'mount', 'umount', 'rtc', 'mip', 'romfs', 'tree', 'reset', 'bootloader'];

/** The words that may stand at the place of a command, for help. */
export const COMMAND_NAMES: readonly string[] = [
  ...Object.keys(COMMANDS).filter((name) => !['help', 'version'].includes(name)),
  'devs',
  ...FS_COMMANDS,
];

/** Throws CommandLineError. */
export function parseCommandLine(argv: readonly string[]): Step[] {
  const steps: Step[] = [];
  let words = [...argv];
  while (words.length > 0) {
    const [word = '', ...rest] = words;
    if (word === SEPARATOR) {
      words = rest;
      continue;
    }
    words = [...expandShortcut(word), ...rest];
    const [name = ''] = words;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw unknownCommand(name);
    const { positionals, flags, help, next } = takeArguments(command.shape, words, 1);
    const step: Step = help ? { kind: 'help' } : command.toStep(positionals, flags);
    steps.push(step);
    // These end the command; nobody cares what follows.
    if (step.kind === 'help' || step.kind === 'version') return steps;
    words = words.slice(next);
  }
  if (!steps.some(isAction)) throw noPrompt();
  return steps;
}

/** Without any of these, mpremote opens its prompt. */
function isAction(step: Step): boolean {
  switch (step.kind) {
    case 'connect':
    case 'disconnect':
    case 'resume':
    case 'sleep':
      return false;
    default:
      return true;
  }
}

function unknownCommand(name: string): CommandLineError {
  if (name === 'repl') return noPrompt();
  if (LATER.includes(name))
    return new CommandLineError(
      `'${name}' is not part of this version of Adder. It has: ${COMMAND_NAMES.join(', ')}.`,
      2,
    );
  return new CommandLineError(`'${name}' is not a command`, 1);
}

function noPrompt(): CommandLineError {
  return new CommandLineError(
    `a prompt in the terminal (repl) is not part of this version of Adder. ` +
      `It has: ${COMMAND_NAMES.join(', ')}. "--help" tells more.`,
    2,
  );
}

// ---- kinds of commands -------------------------------------------------------------------------------------------

function plain(command: string, step: Step): Command {
  return { shape: { command, positionals: [] }, toStep: () => step };
}

function one(command: string, positional: string, toStep: (text: string) => Step): Command {
  return {
    shape: { command, positionals: [positional] },
    toStep: ([text = '']) => toStep(text),
  };
}

function program(command: string, positional: string, toStep: (text: string) => Step): Command {
  const shape: Shape = { command, positionals: [positional], flags: [FOLLOW] };
  return {
    shape,
    toStep: ([text = ''], flags) => {
      if (flags.get('follow') === false)
        throw usageError(shape, '--no-follow is not part of this version of Adder');
      return toStep(text);
    },
  };
}

function seconds(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw usageError(
    { command: 'sleep', positionals: ['seconds'] },
    `argument seconds: invalid float value: '${text}'`,
  );
}

function fsStep(positionals: string[], flags: Flags): Step {
  const [name, ...typed] = positionals;
  if (name === undefined) throw missingArguments(FS_SHAPE, ['command', 'path']);
  if (!isFsCommand(name)) throw unknownFsCommand(name);
  // The folder that the board is in.
  const paths = typed.length === 0 && name === 'ls' ? [''] : typed;
  if (paths.length === 0) throw missingArguments(FS_SHAPE, ['path']);
  if (name === 'cp' && paths.length === 1)
    throw new CommandLineError('cp: missing destination path', 1);
  return {
    kind: 'fs',
    command: name,
    paths,
    options: {
      recursive: flags.get('recursive') ?? false,
      force: flags.get('force') ?? false,
      verbose: flags.get('verbose'),
    },
  };
}

function isFsCommand(name: string): name is FsCommand {
  return (FS_COMMANDS as readonly string[]).includes(name);
}

function unknownFsCommand(name: string): CommandLineError {
  if (name === 'tree') return unknownCommand(name);
  return new CommandLineError(`fs: '${name}' is not a command`, 1);
}
