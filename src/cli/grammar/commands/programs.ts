// Commands that run Python on the board.

import { isOn, type Command } from '../command';
import { one, toggle, type Shape } from '../shape';

const EXEC: Shape = {
  command: 'exec',
  description: 'execute the string',
  positionals: [one('expr', 'expression to execute')],
  options: [toggle('follow', 'f', 'follow output until the expression completes (default)')],
};

const EVAL: Shape = {
  command: 'eval',
  description: 'evaluate and print the string',
  positionals: [one('expr', 'expression to execute')],
  options: [],
};

const RUN: Shape = {
  command: 'run',
  description: 'run the given local script',
  positionals: [one('path', 'path to script to execute')],
  options: [toggle('follow', 'f', 'follow output until the script completes (default)')],
};

export const PROGRAM_COMMANDS: readonly Command[] = [
  {
    shape: EXEC,
    toStep: ([code = ''], options) => ({
      kind: 'exec',
      code,
      follow: isOn(options, 'follow', true),
    }),
  },
  { shape: EVAL, toStep: ([expression = '']) => ({ kind: 'eval', expression }) },
  {
    shape: RUN,
    toStep: ([file = ''], options) => ({
      kind: 'run',
      file,
      follow: isOn(options, 'follow', true),
    }),
  },
];
