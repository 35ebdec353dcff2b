// Words that stand for others, as in mpremote.

import type { AdderError } from '../../shared/errors';
import { FS_COMMANDS } from './steps';

export interface Shortcut {
  readonly words: readonly string[];
  readonly help: string;
  /** What it takes, each as a person wrote it: `NAME`, or `NAME=VALUE` where it may be left out. */
  readonly parameters?: readonly string[];
  /** Somebody wrote it in a way that cannot be read: thrown when it is used. */
  readonly problem?: AdderError;
}

export type Shortcuts = ReadonlyMap<string, Shortcut> & {
  /** There may be more, whose names cannot be read: how and where they are written. Any word that is no command may be one. */
  readonly unnamed?: string;
};

const NUMBERED: readonly (readonly [prefix: string, port: string])[] = [
  ['a', '/dev/ttyACM'],
  ['u', '/dev/ttyUSB'],
  ['c', 'COM'],
];
const PORTS_EACH = 4;

export const SHORTCUTS: Shortcuts = new Map<string, Shortcut>([
  ['devs', { words: ['connect', 'list'], help: 'list available serial ports' }],
  ...FS_COMMANDS.map((name) => [name, { words: ['fs', name], help: '' }] as const),
  ...NUMBERED.flatMap(([prefix, port]) =>
    Array.from({ length: PORTS_EACH }, (_, n) => {
      const path = port + String(n);
      const words = ['connect', path];
      return [prefix + String(n), { words, help: `connect to serial port "${path}"` }] as const;
    }),
  ),
  ['--help', { words: ['help'], help: '' }],
  ['--version', { words: ['version'], help: '' }],
]);
