// What can be clicked in a terminal: lines of a traceback, which lead into the editor, and https addresses, which open in the
// system's browser. A link is what is printed, never something behind it.

import { WebLinksAddon } from '@xterm/addon-web-links';
import type { IBufferRange, ILink, Terminal } from '@xterm/xterm';

export interface LinkTargets {
  readonly openPlace: (file: string, line: number) => void;
  readonly openAddress: (address: string) => void;
}

const FRAME = /File "([^"]{1,300})", line (\d{1,9})/g;
const ADDRESS = /https:\/\/[^\s"'<>()[\]{}]{3,2000}[^\s"'<>()[\]{}.,;:!?]/;

export function addLinks(terminal: Terminal, { openPlace, openAddress }: LinkTargets): void {
  terminal.loadAddon(
    new WebLinksAddon(
      (_event, address) => {
        openAddress(address);
      },
      { urlRegex: ADDRESS },
    ),
  );
  terminal.registerLinkProvider({
    provideLinks(row, answer) {
      answer(framesAt(terminal, row - 1, openPlace));
    },
  });
}

/** @param row of the buffer, from 0 */
function framesAt(terminal: Terminal, row: number, open: LinkTargets['openPlace']): ILink[] {
  const { text, first } = foldedLine(terminal, row);
  return Array.from(text.matchAll(FRAME), (match) => ({
    range: rangeOf(match.index, match.index + match[0].length, first, terminal.cols),
    text: match[0],
    activate: () => {
      open(match[1] ?? '', Number(match[2]));
    },
  }));
}

/** One cell is one character here: a name with wide letters has a link that is a little off, and works. */
function foldedLine({ buffer }: Terminal, row: number): { text: string; first: number } {
  const { active } = buffer;
  let first = row;
  while (first > 0 && active.getLine(first)?.isWrapped === true) first--;
  let text = '';
  for (let at = first; ; at++) {
    const line = active.getLine(at);
    if (!line || (at > first && !line.isWrapped) || text.length > 1000) return { text, first };
    text += line.translateToString(false);
  }
}

/** xterm counts rows and columns from 1, and the end is part of the link. */
function rangeOf(from: number, to: number, first: number, cols: number): IBufferRange {
  const place = (at: number): { x: number; y: number } => ({
    x: (at % cols) + 1,
    y: first + Math.floor(at / cols) + 1,
  });
  return { start: place(from), end: place(to - 1) };
}
