// What a press of a key or of the mouse in a tree does to its selection: it follows the focus, as in file managers. The focus itself is
// moved by the tree's own part (Reka).

import { isMac, matches, type Chord } from '../app/chords';
import { everything, extended, only, toggled } from './selection';
import type { FileTree, TreeNode } from './tree';

const ALL: Chord = { key: 'a', mod: true };
const LESS: Chord = { key: 'escape' };

export interface TreeKeys {
  /** Before anything in the tree hears of it. @returns whether that was all that there is to do */
  readonly key: (event: KeyboardEvent, node: TreeNode | undefined) => boolean;
  readonly pointer: () => void;
  /** The focus has come to an entry. */
  readonly arrive: (node: TreeNode) => void;
  readonly press: (event: MouseEvent, node: TreeNode) => void;
  /** A press with a key that only selects. */
  readonly isSelecting: (event: MouseEvent) => boolean;
  readonly toggle: (node: TreeNode) => void;
}

export function makeTreeKeys({ rows, selection }: FileTree): TreeKeys {
  /** What the last key wants of the selection when the focus moves; a tab into the tree wants nothing. */
  let follow: 'only' | 'extend' | undefined;

  const order = (): string[] => rows.value.map(({ path }) => path);
  const isMoreThan = ({ path }: TreeNode): boolean => {
    const { paths } = selection.value;
    return paths.size > (paths.has(path) ? 1 : 0);
  };
  const more = (event: MouseEvent): boolean => (isMac ? event.metaKey : event.ctrlKey);

  return {
    key(event, node) {
      const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
      follow = undefined;
      if (matches(ALL, event)) selection.value = everything(order());
      else if (matches(LESS, event) && node && isMoreThan(node)) selection.value = only(node.path);
      else {
        if (key !== 'Tab' && !ctrlKey && !metaKey && !altKey) follow = shiftKey ? 'extend' : 'only';
        return false;
      }
      return true;
    },
    pointer() {
      follow = undefined;
    },
    arrive({ path }) {
      if (follow === 'extend') selection.value = extended(selection.value, order(), path);
      else if (follow === 'only') selection.value = only(path);
    },
    press(event, { path }) {
      if (event.shiftKey) selection.value = extended(selection.value, order(), path);
      else selection.value = more(event) ? toggled(selection.value, path) : only(path);
    },
    isSelecting: (event) => event.shiftKey || more(event),
    toggle({ path }) {
      selection.value = toggled(selection.value, path);
    },
  };
}
