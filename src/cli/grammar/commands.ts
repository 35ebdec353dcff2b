// The table of all commands.

import type { Command } from './command';
import { ABOUT_COMMANDS } from './commands/about';
import { BOARD_COMMANDS } from './commands/board';
import { FILE_COMMANDS } from './commands/files';
import { PACKAGE_COMMANDS } from './commands/packages';
import { PROGRAM_COMMANDS } from './commands/programs';

export const COMMANDS: readonly Command[] = [
  ...BOARD_COMMANDS,
  ...PROGRAM_COMMANDS,
  ...FILE_COMMANDS,
  ...PACKAGE_COMMANDS,
  ...ABOUT_COMMANDS,
];

const BY_NAME = new Map(COMMANDS.map((command) => [command.shape.command, command]));

export function commandNamed(name: string): Command | undefined {
  return BY_NAME.get(name);
}
