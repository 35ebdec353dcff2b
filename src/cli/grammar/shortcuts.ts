// Words that stand for others, as in mpremote.

import { FS_COMMANDS } from './steps';

const NUMBERED: readonly (readonly [prefix: string, port: string])[] = [
  ['a', '/dev/ttyACM'],
  ['u', '/dev/ttyUSB'],
  ['c', 'COM'],
];
const PORTS_EACH = 4;

const SHORTCUTS = new Map<string, readonly string[]>([
  ['devs', ['connect', 'list']],
  ...FS_COMMANDS.map((name) => [name, ['fs', name]] as const),
  ...NUMBERED.flatMap(([prefix, port]) =>
    Array.from({ length: PORTS_EACH }, (_, n) => {
      const number = String(n);
      return [prefix + number, ['connect', port + number]] as const;
    }),
  ),
  ['--help', ['help']],
  ['-h', ['help']],
  ['--version', ['version']],
]);

/** What a word at the place of a command stands for: usually itself. */
export function expandShortcut(word: string): readonly string[] {
  return SHORTCUTS.get(word) ?? [word];
}
