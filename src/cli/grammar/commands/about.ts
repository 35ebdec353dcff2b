// Commands about Adder itself. Nothing after them is looked at.

import type { Command } from '../command';
import { one } from '../shape';

export const ABOUT_COMMANDS: readonly Command[] = [
  {
    shape: { command: 'help', description: 'print help and exit', positionals: [], options: [] },
    toStep: () => ({ kind: 'help' }),
  },
  {
    shape: {
      command: 'version',
      description: 'print version and exit',
      positionals: [],
      options: [],
    },
    toStep: () => ({ kind: 'version' }),
  },
  {
    shape: {
      command: 'completions',
      description: 'print what makes a shell complete the words of this command',
      positionals: [one('shell', 'bash, zsh, fish or powershell')],
      options: [],
    },
    own: true,
    toStep: ([shell = '']) => ({ kind: 'completions', shell }),
  },
];
