// Keys that put text at the board's prompt. They are the line editor's own (`shared/readline/readline.c`), which is also behind input():
// End, then a backspace for each byte. More of these do nothing, while Ctrl-U is not in every firmware and Ctrl-E at an empty
// line would begin paste mode.

import type { PromptLine } from './prompt';

const END = '\x1b[F';
const BACKSPACE = '\x7f';
const PASTE = '\x05';
const DONE = '\x04';
/** Between what is on the screen and what the board has, while a key is on its way. */
const SPARE = 8;

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** @param hidden bytes that may be in the line and are not on the screen yet */
export function clearKeys(text: string, hidden = 0): string {
  return END + BACKSPACE.repeat(Math.max(bytes(text), hidden) + SPARE);
}

export interface Paste {
  readonly keys: string;
  /** How many lines go through the board's paste mode; 0: none. */
  readonly lines: number;
}

/** Control characters in a pasted text would be commands: Ctrl-C, Ctrl-D and the like are left out. */
function harmless(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}

/**
 * Several lines at the prompt go through paste mode, so that no line is indented twice and a block is one piece. One line is only
 * put there: it runs when the person presses Enter.
 *
 * @param prompt where the cursor is, when the board waits for a line of Python
 */
export function pasteKeys(text: string, prompt: PromptLine | undefined): Paste {
  const clean = harmless(text);
  if (prompt === undefined) return { keys: clean.replaceAll('\n', '\r'), lines: 0 };
  const body = clean.replace(/\n+$/, '');
  if (!body.includes('\n')) return { keys: body, lines: 0 };
  if (prompt.prompt !== '>>> ') return { keys: body.replaceAll('\n', '\r'), lines: 0 };
  const whole = prompt.text + body;
  const begin = prompt.text === '' ? '' : clearKeys(prompt.text);
  return {
    keys: begin + PASTE + whole.replaceAll('\n', '\r') + DONE,
    lines: whole.split('\n').length,
  };
}
