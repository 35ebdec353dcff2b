// Which keys of the console are the window's, and which the board's. Ctrl+C always goes to the board, so that it always
// stops the program; copying has Ctrl+Shift+C. Escape, then Tab leaves the console.

import type { Terminal } from '@xterm/xterm';
import { copyText } from '../bridge/clipboard';

/** @returns for `attachCustomKeyEventHandler`: false leaves a key to the browser */
export function consoleKeys(terminal: Terminal, isMac: boolean): (event: KeyboardEvent) => boolean {
  let escaped = false;
  return (event) => {
    if (event.type !== 'keydown') return true;
    const key = event.key.toLowerCase();
    if (event.key === 'Tab' && escaped) {
      escaped = false;
      return false;
    }
    if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) escaped = event.key === 'Escape';
    const mod = isMac ? event.metaKey : event.ctrlKey;
    if (!mod || event.altKey) return true;
    if (key === 'c' && (isMac || event.shiftKey)) {
      event.preventDefault();
      if (terminal.hasSelection()) copyText(terminal.getSelection());
      return false;
    }
    // The browser's own paste reaches xterm as an event.
    return key !== 'v';
  };
}
