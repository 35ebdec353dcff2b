// help and version.

import { version } from '../../../package.json';
import { COMMANDS } from '../grammar/commands';
import { JSON_VERSION } from '../json-lines';
import { GLOBAL_OPTIONS } from '../grammar/global-options';
import type { Command } from '../grammar/command';
import type { Shortcut, Shortcuts } from '../grammar/shortcuts';
import type { Context } from './context';

/** The mpremote whose commands and output Adder's are. */
const MPREMOTE_VERSION = '1.29.0';

/** Commands here, shortcuts in mpremote. */
const MPREMOTE_SHORTCUTS: ReadonlySet<string> = new Set(['bootloader', 'df', 'reset']);

/** How boards are named, where a line needs more words than the list of commands. */
const BOARDS = `Boards: auto, /dev/ttyACM0, COM3, id:SERIAL, virtual:, tcp:HOST:PORT, rfc2217:HOST:PORT,
  ws:HOST, ble:NAME, 'process:COMMAND'`;

type Row = readonly [word: string, help: string];

/** Called as mpremote it shows what that has, as that shows it. */
export async function printHelp({ out, program, shortcuts }: Context): Promise<void> {
  const page = program === 'mpremote' ? mpremotePage(shortcuts) : adderPage(program, shortcuts);
  await out.text(`${page.join('\n')}\n`);
}

function mpremotePage(shortcuts: Shortcuts): string[] {
  const known = COMMANDS.filter(({ own }) => own !== true);
  const isShortcut = ({ shape }: Command): boolean => MPREMOTE_SHORTCUTS.has(shape.command);
  const words = usable(shortcuts).map(([word, { help }]): Row => [word, help]);
  return [
    'mpremote -- MicroPython remote control',
    'See https://docs.micropython.org/en/latest/reference/mpremote.html',
    '',
    'List of commands:',
    ...rows(known.filter((command) => !isShortcut(command)).map(rowOf)),
    '',
    'List of shortcuts:',
    ...rows([
      ...known
        .filter(isShortcut)
        .map((command): Row => (command.shape.command === 'df' ? ['df', ''] : rowOf(command))),
      ...words,
    ]),
  ];
}

function adderPage(program: string, all: Shortcuts): string[] {
  const shortcuts = usable(all).map(([word, { help, parameters = [] }]): Row => {
    return [[word, ...parameters].join(' '), help];
  });
  const options = GLOBAL_OPTIONS.options.map(({ name, help }): Row => [`--${name}`, help]);
  return [
    `${program} -- work with a MicroPython board from the terminal`,
    `  ${program} [options] [connect BOARD] COMMAND [+ COMMAND ...]`,
    `  "${program} COMMAND --help" tells more about one. ":" stands before a path on the board.`,
    BOARDS,
    '',
    'List of commands:',
    ...rows(COMMANDS.map(rowOf)),
    '',
    'List of shortcuts:',
    ...rows(shortcuts),
    '',
    'Options before the first command:',
    ...rows(options),
  ];
}

function usable(shortcuts: Shortcuts): [string, Shortcut][] {
  return [...shortcuts].filter(([, { problem }]) => !problem);
}

function rowOf({ shape }: Command): Row {
  return [shape.command, shape.description];
}

/** Called as mpremote it must look like it: other programs read the number. */
export async function printVersion({ out, program, options }: Context): Promise<void> {
  if (options.json) {
    const json = { name: 'adder', version, mpremote: MPREMOTE_VERSION, json: JSON_VERSION };
    await out.line(JSON.stringify(json));
    return;
  }
  await out.text(
    program === 'mpremote'
      ? `mpremote ${MPREMOTE_VERSION} (adder ${version})\n`
      : `${program} ${version} (mpremote ${MPREMOTE_VERSION})\n`,
  );
}

/** Sorted, the texts below each other; as mpremote lays them out, with blanks where there is no text. */
function rows(table: readonly Row[]): string[] {
  const width = Math.max(...table.map(([word]) => word.length)) + 2;
  const sorted = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([word, help]) => {
    const lines = help.split('\n').join(`\n${' '.repeat(width + 2)}`);
    return `  ${word.padEnd(width)}${lines}`;
  });
}
