// The usage line of a command and the errors that come with it, as Python's argparse prints them: scripts around mpremote read
// these. Lines are broken where argparse breaks them, by the width of the terminal (COLUMNS, else 80 columns).

import { CommandLineError } from './command-line-error';
import { metavar, type Option, type Positional, type Shape } from './shape';

const PREFIX = 'usage: ';
const DEFAULT_COLUMNS = 80;
/** Columns at the right that argparse leaves free. */
const MARGIN = 2;
const LEAST_WIDTH = 11;

/** Columns that may be filled. */
export function pageWidth(): number {
  const fromEnvironment = Number(process.env['COLUMNS']);
  const columns = Number.isInteger(fromEnvironment) && fromEnvironment > 0 ? fromEnvironment : 0;
  return Math.max((columns || process.stdout.columns || DEFAULT_COLUMNS) - MARGIN, LEAST_WIDTH);
}

/** `usage: cp ...`, in as many lines as it takes. */
export function usageText(shape: Shape, width = pageWidth()): string {
  const options = optionParts(shape);
  const positionals = [...shape.positionals.flatMap(positionalParts), '...'];
  const single = [shape.command, ...options, ...positionals].join(' ');
  if (PREFIX.length + single.length <= width) return PREFIX + single;
  const start = PREFIX.length + shape.command.length + 1;
  if (start - 1 > 0.75 * width) {
    const indent = PREFIX.length;
    const all = wrap([...options, ...positionals], indent, width);
    const parts =
      all.length > 1 ? [...wrap(options, indent, width), ...wrap(positionals, indent, width)] : all;
    return [PREFIX + shape.command, ...parts.map((line) => ' '.repeat(indent) + line)].join('\n');
  }
  const [first = '', ...more] = [
    ...wrap([shape.command, ...options], PREFIX.length, width, start),
    ...wrap(positionals, start, width),
  ];
  const rest = more.map((line) => ' '.repeat(start) + line);
  return [PREFIX + first, ...rest].join('\n');
}

export function usageError(shape: Shape, message: string): CommandLineError {
  return new CommandLineError(message, 2, { text: usageText(shape), command: shape.command });
}

function optionParts({ options, ownsH }: Shape): string[] {
  const parts = [ownsH ? '[--help]' : '[-h]'];
  const groups = new Set<string>();
  for (const option of options) {
    if (option.kind !== 'flag' || option.group === undefined) parts.push(optionPart(option));
    else if (!groups.has(option.group)) {
      groups.add(option.group);
      parts.push(`[${groupNames(options, option.group).join(' | ')}]`);
    }
  }
  return parts;
}

function groupNames(options: readonly Option[], group: string): string[] {
  return options.flatMap((option) =>
    option.kind === 'flag' && option.group === group ? [`--${option.name}`] : [],
  );
}

function optionPart(option: Option): string {
  switch (option.kind) {
    case 'switch':
      return `[--${option.name} | --no-${option.name}]`;
    case 'flag':
      return `[--${option.name}]`;
    case 'value':
      return `[--${option.name} ${metavar(option.name)}]`;
  }
}

function positionalParts({ name, count }: Positional): string[] {
  switch (count) {
    case 'one':
      return [name];
    case 'optional':
      return [`[${name}]`];
    case 'many':
      return [name, `[${name} ...]`];
  }
}

/** @param indent columns before the first line; and before all others, where that is another number */
function wrap(
  parts: readonly string[],
  indent: number,
  width: number,
  otherIndent = indent,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    const before = lines.length === 0 ? indent : otherIndent;
    if (line !== '' && before + line.length + 1 + part.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? part : `${line} ${part}`;
  }
  return line === '' ? lines : [...lines, line];
}
