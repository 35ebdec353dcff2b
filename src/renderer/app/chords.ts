// Combinations of keys: when one is pressed, and how it is written for people and for the system's menu. Knows no command.

export const isMac = navigator.platform.startsWith('Mac');

export interface Chord {
  /** As the browser names it, in small letters: `s`, `f5`, `,`, `tab`. */
  readonly key: string;
  /** Ctrl; Cmd on a Mac. */
  readonly mod?: boolean;
  /** Ctrl on every system, where Cmd means something else on a Mac. */
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  /** The console keeps it to itself, except on a Mac, where Cmd is not a key of the prompt. */
  readonly notInConsole?: boolean;
  /** Only the console has it, and takes it itself: what it means depends on what the board does. */
  readonly consoleOnly?: boolean;
  /** Works, but is not shown: another spelling of the same key. */
  readonly unseen?: boolean;
}

export function matches(chord: Chord, event: KeyboardEvent): boolean {
  const { mod = false, ctrl = false, shift = false, alt = false } = chord;
  return (
    event.key.toLowerCase() === chord.key &&
    event.ctrlKey === (ctrl || (mod && !isMac)) &&
    event.metaKey === (mod && isMac) &&
    event.altKey === alt &&
    event.shiftKey === shift
  );
}

/** Where the keys go: all of them are the window's, or some are the console's or a dialog's. */
export type Place = 'window' | 'console' | 'dialog';

/** Whether the window does what this key says while the keys go there. */
export function worksIn(place: Place, chord: Chord): boolean {
  const { notInConsole = false, consoleOnly = false } = chord;
  return !consoleOnly && (place !== 'console' || isMac || !notInConsole);
}

const NAMES: Readonly<Record<string, string>> = {
  pagedown: 'PageDown',
  pageup: 'PageUp',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  delete: 'Delete',
  escape: 'Escape',
  enter: 'Enter',
  tab: 'Tab',
  space: 'Space',
};

function keyName(key: string): string {
  return NAMES[key] ?? key.toUpperCase();
}

/** `Ctrl+Shift+U`, `⇧⌘U` */
export function chordText(chord: Chord): string {
  const key = keyName(chord.key);
  const { mod = false, ctrl = false, shift = false, alt = false } = chord;
  if (isMac) return `${ctrl ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${key}`;
  const words = [
    ...(mod || ctrl ? ['Ctrl'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
  ];
  return [...words, key].join('+');
}

/** As Electron writes it in a menu. */
export function accelerator({ key, mod, ctrl, shift, alt }: Chord): string {
  const words = [
    ...(mod ? ['CmdOrCtrl'] : []),
    ...(ctrl ? ['Ctrl'] : []),
    ...(alt ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
  ];
  return [...words, key === '+' ? 'Plus' : keyName(key)].join('+');
}
