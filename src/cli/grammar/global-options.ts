// Options of the whole command line: they stand before the first command.

import { CommandLineError } from './command-line-error';
import { looksLikeOption } from './options';
import { flag, number, text, type Shape } from './shape';
import { takeArguments } from './arguments';

export interface GlobalOptions {
  /** What lists or fails says so in JSON. */
  readonly json: boolean;
  /** No soft reset before the first command, as `resume` has it, for the whole line. */
  readonly noReset: boolean;
  /** The speed of serial ports whose address names none, bits per second. */
  readonly baud: number | undefined;
  /** How long one command may take, seconds; without it, as long as it likes. */
  readonly timeout: number | undefined;
}

export const GLOBAL_OPTIONS: Shape = {
  command: 'adder',
  description: 'options of the whole command line',
  positionals: [],
  options: [
    flag('json', 'print lists and errors as JSON'),
    flag('no-reset', 'do not soft-reset the board'),
    number('baud', 'speed of the serial port, bits per second'),
    text('timeout', 'longest time for each command, seconds'),
  ],
};

const MAX_TIMEOUT_S = 24 * 60 * 60;

/** Those before the first command: what is no option of the whole line is a command, and its business. */
function globalWords(argv: readonly string[]): readonly string[] {
  let next = 0;
  for (; next < argv.length; next++) {
    const word = argv[next] ?? '';
    const [name] = word.split('=', 1);
    const option = GLOBAL_OPTIONS.options.find((one) => `--${one.name}` === name);
    if (!option || !looksLikeOption(GLOBAL_OPTIONS, word)) break;
    if (option.kind === 'value' && !word.includes('=')) next++;
  }
  return argv.slice(0, next);
}

/** Also of a line that makes no sense. */
export function wantsJson(argv: readonly string[]): boolean {
  return globalWords(argv).includes('--json');
}

/** Throws CommandLineError. */
export function takeGlobalOptions(argv: readonly string[]): {
  readonly options: GlobalOptions;
  readonly rest: readonly string[];
} {
  const words = globalWords(argv);
  const { options } = takeArguments(GLOBAL_OPTIONS, words, 0);
  const baud = options.get('baud');
  const timeout = options.get('timeout');
  return {
    options: {
      json: options.get('json') === true,
      noReset: options.get('no-reset') === true,
      baud: typeof baud === 'number' ? checked('baud', baud, 1, 1_000_000_000) : undefined,
      timeout:
        typeof timeout === 'string'
          ? checked('timeout', timeout.trim() === '' ? NaN : Number(timeout), 0.001, MAX_TIMEOUT_S)
          : undefined,
    },
    rest: argv.slice(words.length),
  };
}

/** What the line says goes before what is configured. */
export function withDefaults(
  given: GlobalOptions,
  defaults: Pick<GlobalOptions, 'noReset' | 'baud' | 'timeout'>,
): GlobalOptions {
  return {
    json: given.json,
    noReset: given.noReset || defaults.noReset,
    baud: given.baud ?? defaults.baud,
    timeout: given.timeout ?? defaults.timeout,
  };
}

function checked(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new CommandLineError(
    `--${name} wants a number from ${String(least)} to ${String(most)}`,
    2,
  );
}
