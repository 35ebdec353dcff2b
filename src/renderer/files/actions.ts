// What can be done with entries of a tree, or with the tree itself, as items of its menu.

import type { Component } from 'vue';
import type { Chord } from '../app/chords';

export interface FileAction {
  readonly id: string;
  readonly label: string;
  readonly icon: Component;
  /** The menu draws a line between two sections. */
  readonly section: string;
  readonly danger?: boolean;
  /** Keys that do it too. */
  readonly keys?: Chord;
  /** Gives the path of the entry that has the person's attention afterwards, if it is another one. */
  readonly run: () => unknown;
}

/** The arrow of the keys is the arrow of the picture: up to the board, down to the computer. */
export const SEND_KEYS: Readonly<Record<'upload' | 'download', Chord>> = {
  upload: { key: 'arrowup', ctrl: true, shift: true },
  download: { key: 'arrowdown', ctrl: true, shift: true },
};
