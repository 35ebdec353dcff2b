// The help page of one command, laid out as Python's argparse does it.

import { metavar, type Option, type Shape } from './shape';
import { pageWidth, usageText } from './usage';

/** The text of an entry begins here at the latest, columns. */
const MAX_COLUMN = 24;
/** The text of an entry has so much room at least, columns. */
const LEAST_HELP = 20;
const INDENT = 2;

type Entry = readonly [label: string, help: string];

/** @param program the name that the command was called by */
export function helpPage(shape: Shape, program: string, width = pageWidth()): string {
  const positionals: Entry[] = [
    ...shape.positionals.map(({ name, help }): Entry => [name, help]),
    ['next_command', `Next ${program} command`],
  ];
  const options: Entry[] = [
    [shape.ownsH ? '--help' : '-h, --help', 'show this help message and exit'],
    ...shape.options.flatMap(optionEntries),
  ];
  const longest = Math.max(...[...positionals, ...options].map(([label]) => label.length));
  const column = Math.min(longest + 2 * INDENT, MAX_COLUMN, Math.max(width - LEAST_HELP, 4));
  return [
    usageText(shape, width),
    '',
    ...wrapText(shape.description, width),
    '',
    'positional arguments:',
    ...positionals.flatMap((entry) => entryLines(entry, column, width)),
    '',
    'options:',
    ...options.flatMap((entry) => entryLines(entry, column, width)),
    '',
  ].join('\n');
}

function optionEntries(option: Option): Entry[] {
  const { name, short, help } = option;
  const value = option.kind === 'value' ? ` ${metavar(name)}` : '';
  const spellings = [`--${name}${value}`, ...(short === undefined ? [] : [`-${short}${value}`])];
  const entry: Entry = [spellings.join(', '), help];
  return option.kind === 'switch' ? [entry, [`--no-${name}`, '']] : [entry];
}

function entryLines([label, help]: Entry, column: number, width: number): string[] {
  const head = ' '.repeat(INDENT) + label;
  if (help === '') return [head];
  const [first = '', ...more] = wrapText(help, Math.max(width - column, 11));
  const rest = more.map((line) => ' '.repeat(column) + line);
  if (head.length + INDENT > column) return [head, ' '.repeat(column) + first, ...rest];
  return [head.padEnd(column) + first, ...rest];
}

/** Between letters, of which there are two on either side. */
const BEHIND_HYPHEN = /(?<=[a-z]{2}-)(?=[a-z]-?[a-z])/i;

/** As Python's textwrap does it: a word may be broken behind a hyphen, and one that is longer than a line at the end of it. */
function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let gap = line === '' ? '' : ' ';
    for (const piece of word.split(BEHIND_HYPHEN)) {
      let left = piece;
      while (line.length + gap.length + left.length > width) {
        const room = width - line.length - gap.length;
        const breaks = left.length > width && room >= 0;
        lines.push(breaks ? line + gap + left.slice(0, room) : line);
        if (breaks) left = left.slice(room);
        line = '';
        gap = '';
      }
      line += gap + left;
      gap = '';
    }
  }
  return [...lines, line];
}
