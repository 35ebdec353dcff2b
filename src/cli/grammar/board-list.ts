// Several boards in one word: `connect A,B,C`. A comma that belongs to an address is written twice.

import { CommandLineError } from './command-line-error';

/** Throws CommandLineError where a board is missing between the commas. */
export function splitBoards(text: string): string[] {
  const boards = split(text);
  if (boards.length > 1 && boards.includes(''))
    throw new CommandLineError(`connect: a board is missing in '${text}'`, 2);
  return boards;
}

/** The opposite. An address does not begin with a comma. */
export function joinBoards(boards: readonly string[]): string {
  return boards.map((board) => board.replaceAll(',', ',,')).join(',');
}

function split(text: string): string[] {
  const boards = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === ',' && text[at + 1] !== ',') boards.push('');
    else {
      boards.push(`${boards.pop() ?? ''}${character}`);
      if (character === ',') at++;
    }
  }
  return boards;
}
