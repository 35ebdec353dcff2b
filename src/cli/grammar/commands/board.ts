// Commands about the board itself: which one, its prompt, its clock, resets.

import { splitBoards } from '../board-list';
import { isOn, textOf, type Command } from '../command';
import { floatOf } from '../numbers';
import { one, text, toggle, type Options, type Shape } from '../shape';
import type { ReplStep, Step } from '../steps';
import { usageError } from '../usage';

function plain(
  command: string,
  description: string,
  step: Step,
  more: Partial<Command> = {},
): Command {
  const shape = { command, description, positionals: [], options: [] };
  return { shape, toStep: () => step, ...more };
}

function reset(command: string, description: string, into: 'program' | 'bootloader'): Command {
  const shape = { command, description, positionals: [], options: [], isProgram: true };
  return { shape, toStep: () => ({ kind: 'reset', into }) };
}

const CONNECT: Shape = {
  command: 'connect',
  description: 'connect to given device',
  positionals: [one('device', 'Either list, auto, id:x, port:x, or any valid device name/path')],
  options: [],
};

const SLEEP: Shape = {
  command: 'sleep',
  description: 'sleep before executing next command',
  positionals: [one('seconds', 'seconds to sleep for')],
  options: [],
};

const REPL: Shape = {
  command: 'repl',
  description: 'connect to given device',
  positionals: [],
  options: [
    toggle('escape-non-printable', 'e', 'escape non-printable characters'),
    text('capture', 'saves a copy of the REPL session to the specified path'),
    text('inject-code', 'code to be run when Ctrl-J is pressed'),
    text('inject-file', 'path to file to be run when Ctrl-K is pressed'),
  ],
};

const RTC: Shape = {
  command: 'rtc',
  description: 'get (default) or set the device RTC',
  positionals: [],
  options: [toggle('set', 's', 'set the RTC to the current local time')],
};

/** Without a word of what it wants: the prompt that mpremote opens by itself. */
export function replStep(options: Options, implicit: boolean): ReplStep {
  return {
    kind: 'repl',
    implicit,
    escapeNonPrintable: isOn(options, 'escape-non-printable'),
    capture: textOf(options, 'capture'),
    injectCode: textOf(options, 'inject-code'),
    injectFile: textOf(options, 'inject-file'),
  };
}

function connectStep(device: string): Step {
  if (device === 'all') return { kind: 'connect-many', boards: 'all', rest: [] };
  const boards = splitBoards(device);
  const [only = ''] = boards;
  return boards.length === 1
    ? { kind: 'connect', device: only }
    : { kind: 'connect-many', boards, rest: [] };
}

function seconds(text: string): number {
  const value = floatOf(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw usageError(SLEEP, `argument seconds: invalid float value: '${text}'`);
}

export const BOARD_COMMANDS: readonly Command[] = [
  {
    shape: CONNECT,
    toStep: ([device = '']) => (device === 'list' ? { kind: 'devices' } : connectStep(device)),
    prepares: true,
  },
  plain('ble', 'list the Bluetooth devices in reach', { kind: 'bluetooth-devices' }, { own: true }),
  plain('disconnect', 'disconnect current device', { kind: 'disconnect' }, { prepares: true }),
  plain(
    'resume',
    'resume a previous mpremote session (will not auto soft-reset)',
    { kind: 'resume' },
    { prepares: true },
  ),
  plain('soft-reset', 'perform a soft-reset of the device', { kind: 'soft-reset' }),
  reset('reset', 'hard reset the device', 'program'),
  reset('bootloader', 'make the device enter its bootloader', 'bootloader'),
  {
    shape: SLEEP,
    toStep: ([text = '']) => ({ kind: 'sleep', seconds: seconds(text) }),
    prepares: true,
  },
  { shape: REPL, toStep: (_, options) => replStep(options, false) },
  { shape: RTC, toStep: (_, options) => ({ kind: 'rtc', set: isOn(options, 'set') }) },
];
