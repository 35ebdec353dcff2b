// The usage and help pages, as Python's argparse lays them out: each expected text is what it prints for the same options.

import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../../src/cli/grammar/commands';
import { helpPage } from '../../../src/cli/grammar/help-page';
import type { Shape } from '../../../src/cli/grammar/shape';
import { usageText } from '../../../src/cli/grammar/usage';

function shape(name: string): Shape {
  const command = commandNamed(name);
  if (!command) throw new Error(name);
  return command.shape;
}

describe('a usage', () => {
  it.each([
    [
      'fs',
      78,
      [
        'usage: fs [--help] [--recursive | --no-recursive] [--force | --no-force]',
        '          [--verbose | --no-verbose] [--size | --human]',
        '          command path [path ...] ...',
      ],
    ],
    [
      'fs',
      58,
      [
        'usage: fs [--help] [--recursive | --no-recursive]',
        '          [--force | --no-force]',
        '          [--verbose | --no-verbose] [--size | --human]',
        '          command path [path ...] ...',
      ],
    ],
    ['exec', 78, ['usage: exec [-h] [--follow | --no-follow] expr ...']],
    [
      'repl',
      78,
      [
        'usage: repl [-h] [--escape-non-printable | --no-escape-non-printable]',
        '            [--capture CAPTURE] [--inject-code INJECT_CODE]',
        '            [--inject-file INJECT_FILE]',
        '            ...',
      ],
    ],
    [
      'romfs',
      78,
      [
        'usage: romfs [-h] [--mpy | --no-mpy] [--partition PARTITION] [--output OUTPUT]',
        '             command [path] ...',
      ],
    ],
  ])('of %s in %i columns', (name, width, lines) => {
    expect(usageText(shape(name), width)).toBe(lines.join('\n'));
  });
});

describe('a help page', () => {
  it('puts long names on a line of their own', () => {
    expect(helpPage(shape('repl'), 'mpremote', 78)).toBe(
      [
        usageText(shape('repl'), 78),
        '',
        'connect to given device',
        '',
        'positional arguments:',
        '  next_command          Next mpremote command',
        '',
        'options:',
        '  -h, --help            show this help message and exit',
        '  --escape-non-printable, -e',
        '                        escape non-printable characters',
        '  --no-escape-non-printable',
        '  --capture CAPTURE     saves a copy of the REPL session to the specified path',
        '  --inject-code INJECT_CODE',
        '                        code to be run when Ctrl-J is pressed',
        '  --inject-file INJECT_FILE',
        '                        path to file to be run when Ctrl-K is pressed',
        '',
      ].join('\n'),
    );
  });

  it('is as narrow as the longest name allows, and breaks lines at blanks and behind hyphens', () => {
    expect(helpPage(shape('resume'), 'adder', 58)).toBe(
      [
        'usage: resume [-h] ...',
        '',
        'resume a previous mpremote session (will not auto soft-',
        'reset)',
        '',
        'positional arguments:',
        '  next_command  Next adder command',
        '',
        'options:',
        '  -h, --help    show this help message and exit',
        '',
      ].join('\n'),
    );
  });
});
