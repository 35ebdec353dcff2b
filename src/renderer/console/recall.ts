// Up and Down at the prompt. The board has a history of its own, which is empty after every reset; ours holds the same lines and those
// of earlier days, so that at a prompt these keys are ours, and go on where a reset has cut the board's short. Everywhere else, as in
// input() or in a program that reads keys, they are the board's.

import type { Terminal } from '@xterm/xterm';
import { clearKeys } from './entering';
import { currentPrompt, promptAt } from './prompt';

export interface Recall {
  /** One line further back (-1) or forth (1). False: not at a prompt, or there is no such line. */
  readonly step: (by: 1 | -1) => boolean;
  /** Puts a line at the prompt, in the place of what is there. */
  readonly put: (line: string) => void;
  /** A person typed: what is there now is their own line. */
  readonly typed: (keys: string) => void;
}

export interface RecallParts {
  readonly terminal: Terminal;
  /** The board waits at its prompt. */
  readonly isIdle: () => boolean;
  readonly lines: () => readonly string[];
  readonly type: (keys: string) => void;
  readonly onEntered: (line: string) => void;
}

export function makeRecall({ terminal, isIdle, lines, type, onEntered }: RecallParts): Recall {
  /** Where in the history we are; undefined: at the person's own line. */
  let place: number | undefined;
  let draft = '';
  /** Bytes that were put there last, which the board may not have shown yet. */
  let hidden = 0;
  /** Lines that were ended and that the board has not answered. */
  let ended = 0;

  // The board answers the end of a line with a line feed: then the line is on the screen as the board has it, completed and
  // corrected.
  terminal.onLineFeed(() => {
    if (ended === 0) return;
    ended--;
    const { baseY, cursorY } = terminal.buffer.active;
    const found = promptAt(terminal.buffer, baseY + cursorY - 1);
    if (found) onEntered(found.text);
  });

  function put(line: string): void {
    const text = currentPrompt(terminal)?.text ?? '';
    type(clearKeys(text, hidden) + line);
    hidden = new TextEncoder().encode(line).length;
  }

  return {
    put(line) {
      place = undefined;
      put(line);
    },
    step(by) {
      const prompt = isIdle() ? currentPrompt(terminal) : undefined;
      const all = lines();
      if (!prompt || all.length === 0 || (by > 0 && place === undefined)) return false;
      if (place === undefined) draft = prompt.text;
      const next = (place ?? all.length) + by;
      if (next < 0) return true;
      place = next < all.length ? next : undefined;
      put(all[next] ?? draft);
      return true;
    },
    typed(keys) {
      place = undefined;
      const ends = keys.split('\r').length - 1;
      ended += ends;
      hidden = ends > 0 ? 0 : hidden + keys.length;
    },
  };
}
