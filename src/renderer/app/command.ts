// What a command is. Each room of the window says which ones it has (its own commands.ts), and src/renderer/app/commands.ts puts
// them together for the menu, the keys, the palette, the list of shortcuts and the buttons.

import type { Chord } from './chords';

/** The menus of the bar and the headings of the list of shortcuts, in their order. */
export const GROUPS = ['file', 'edit', 'board', 'console', 'view', 'help'] as const;
export type Group = (typeof GROUPS)[number];

export interface CommandEntry {
  readonly group: Group;
  /** Commands of one section stand together; the menu draws a line between two sections. */
  readonly section: string;
  /** The first one is shown. */
  readonly keys?: readonly Chord[];
  /** Why it cannot be done now; nothing when it can. Reactive, as a computed value is. */
  readonly reason?: () => string | undefined;
  readonly run: () => unknown;
  /** It has no place in the menu: only keys, palette and buttons. */
  readonly hidden?: boolean;
  /** Its keys also work while a dialog is open. */
  readonly inDialogs?: boolean;
  /** Holding the key down does it again and again. */
  readonly repeats?: boolean;
}

/** By their ids, which are small letters and hyphens. The title of `x` is `commands.x` in the catalogue, a tip may be `tips.x`. */
export type CommandEntries = Readonly<Record<string, CommandEntry>>;
