// Which keys of the console are the window's, and which the board's. Ctrl+C always goes to the board, so that it always
// stops the program; copying has Ctrl+Shift+C. Escape, then Tab leaves the console. What means something only at the prompt
// (Up, Down, Ctrl+R, Ctrl+L, of which MicroPython's line editor uses none but the arrows) goes to the board everywhere else.

import type { Terminal } from '@xterm/xterm';
import { matches, type Chord } from '../app/chords';
import { copyText } from '../bridge/clipboard';

export const FIND: Chord = { key: 'f', mod: true, consoleOnly: true };
/** Only at the prompt, as the next one. */
export const SHOW_HISTORY: Chord = { key: 'r', ctrl: true, consoleOnly: true };
export const CLEAR: Chord = { key: 'l', ctrl: true, consoleOnly: true };

export interface ConsoleDeeds {
  readonly terminal: Terminal;
  readonly isMac: boolean;
  /** The board waits at its prompt. */
  readonly isAtPrompt: () => boolean;
  /** @returns false when the key is the board's */
  readonly recall: (by: 1 | -1) => boolean;
  readonly find: () => void;
  readonly showHistory: () => void;
  readonly clear: () => void;
}

/** @returns for `attachCustomKeyEventHandler`: false leaves a key to the browser */
export function consoleKeys(deeds: ConsoleDeeds): (event: KeyboardEvent) => boolean {
  const { terminal, isMac } = deeds;
  let escaped = false;

  /** Whether the key was the window's and is done. */
  function take(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    const { ctrlKey, shiftKey, altKey, metaKey } = event;
    const isPlain = !ctrlKey && !shiftKey && !altKey && !metaKey;
    if (isPlain && key === 'arrowup') return deeds.recall(-1);
    if (isPlain && key === 'arrowdown') return deeds.recall(1);
    const isHistory = matches(SHOW_HISTORY, event);
    if (isHistory || matches(CLEAR, event)) {
      if (!deeds.isAtPrompt()) return false;
      if (isHistory) deeds.showHistory();
      else deeds.clear();
      return true;
    }
    if (matches(FIND, event)) {
      deeds.find();
      return true;
    }
    const mod = isMac ? metaKey : ctrlKey;
    if (!mod || altKey) return false;
    if (key !== 'c' || (!isMac && !shiftKey)) return false;
    if (terminal.hasSelection()) copyText(terminal.getSelection());
    return true;
  }

  return (event) => {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Tab' && escaped) {
      escaped = false;
      return false;
    }
    if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) escaped = event.key === 'Escape';
    if (take(event)) {
      event.preventDefault();
      return false;
    }
    // The browser's own paste reaches the console as an event.
    const mod = isMac ? event.metaKey : event.ctrlKey;
    return !(mod && !event.altKey && event.key.toLowerCase() === 'v');
  };
}
