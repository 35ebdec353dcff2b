// Commands about packages and compiled code.

import { isOn, textOf, type Command } from '../command';
import {
  flag,
  many,
  number,
  one,
  optional,
  text,
  toggle,
  type Options,
  type Shape,
} from '../shape';
import { usageError } from '../usage';

const MIP: Shape = {
  command: 'mip',
  description: 'install packages from micropython-lib or third-party sources',
  positionals: [
    one('command', 'mip command (e.g. install)'),
    many(
      'packages',
      'list package specifications, e.g. name, name@version, github:org/repo, github:org/repo@branch, ' +
        'gitlab:org/repo, gitlab:org/repo@branch, codeberg:org/repo, codeberg:org/repo@branch',
    ),
  ],
  options: [
    toggle('mpy', 'm', 'download as compiled .mpy files (default)'),
    text('target', 'destination direction on the device'),
    text('index', 'package index to use (defaults to micropython-lib)'),
  ],
  aloneWith: ['list', 'upgrade'],
};

const ROMFS: Shape = {
  command: 'romfs',
  description: 'manage ROM partitions',
  positionals: [
    one('command', 'romfs command, one of: query, build, deploy'),
    optional('path', 'path to directory to deploy'),
  ],
  options: [
    toggle(
      'mpy',
      'm',
      'automatically compile .py files to .mpy when building the ROMFS image (default)',
    ),
    number('partition', 'ROMFS partition to use', 'p'),
    text('output', 'output file', 'o'),
  ],
};

const MPY: Shape = {
  command: 'mpy',
  description: 'compile Python files of this computer to .mpy files',
  positionals: [many('files', 'Python files, and folders with --recursive')],
  options: [
    text('output', 'output file, or folder for several (default: beside each file)', 'o'),
    flag('recursive', 'compile all Python files in folders', { short: 'r' }),
    number('optimize', '1 leaves assertions out, 3 line numbers, too (default 0)', 'O'),
    number(
      'abi',
      'version of .mpy files: 6 for MicroPython 1.19 and newer (default), 5 for 1.12 to 1.18',
    ),
  ],
};

export const PACKAGE_COMMANDS: readonly Command[] = [
  {
    shape: MIP,
    toStep: ([command = '', ...packages], options) => ({
      kind: 'mip',
      command,
      packages,
      mpy: isOn(options, 'mpy', true),
      target: textOf(options, 'target'),
      index: textOf(options, 'index'),
    }),
  },
  {
    shape: ROMFS,
    toStep: ([command = '', path], options) => ({
      kind: 'romfs',
      command,
      path,
      mpy: isOn(options, 'mpy', true),
      partition: Number(options.get('partition') ?? 0),
      output: textOf(options, 'output'),
    }),
  },
  {
    shape: MPY,
    own: true,
    toStep: (files, options) => ({
      kind: 'mpy',
      files,
      output: textOf(options, 'output'),
      recursive: isOn(options, 'recursive', false),
      optimize: chosen(options, 'optimize', [0, 1, 2, 3]),
      abi: chosen(options, 'abi', [6, 5]),
    }),
  },
];

/** The number of an option of `mpy`, which is one of these; the first one unless it is given. */
function chosen(options: Options, name: string, choices: readonly number[]): number {
  const value = Number(options.get(name) ?? choices[0]);
  if (choices.includes(value)) return value;
  const all = [...choices].sort().join(', ');
  throw usageError(
    MPY,
    `argument --${name}: invalid choice: ${String(value)} (choose from ${all})`,
  );
}
