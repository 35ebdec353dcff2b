// Where the keys go in a tree whose entries come and go: with an entry to its new place, to what was made or renamed, and from what was
// deleted to what has come into its place.

import { nextTick, watch } from 'vue';
import { only } from './selection';
import type { FileTree, TreeNode } from './tree';

export interface TreeFocus {
  /** Does something with these entries; what it gives, if it is a path, is what has the focus afterwards. */
  readonly during: (nodes: readonly TreeNode[], work: () => unknown) => Promise<void>;
}

/** Must be called in a component's set-up. */
export function useTreeFocus(
  { rows, selection }: FileTree,
  box: () => HTMLElement | undefined,
): TreeFocus {
  const placeOf = (path: string | undefined): number =>
    rows.value.findIndex((node) => node.path === path);

  function isNowhere(): boolean {
    return document.activeElement === null || document.activeElement === document.body;
  }

  function focus(index: number): void {
    const row = box()?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    row?.focus();
  }

  // A row that comes to another place is another element: its key has its place in it.
  watch(rows, async (_, before) => {
    const { activeElement } = document;
    const path = activeElement?.getAttribute('data-path');
    if (path == null || box()?.contains(activeElement) !== true) return;
    await nextTick();
    if (!isNowhere()) return;
    const place = placeOf(path);
    const old = before.findIndex((node) => node.path === path);
    focus(place < 0 ? Math.min(old, rows.value.length - 1) : place);
  });

  return {
    async during([first], work) {
      const index = placeOf(first?.path);
      const result = await work();
      await nextTick();
      const made = typeof result === 'string' ? placeOf(result) : -1;
      const isGone = first !== undefined && placeOf(first.path) < 0;
      if (made < 0 && !isGone) return;
      const next = made < 0 ? Math.min(index, rows.value.length - 1) : made;
      const node = rows.value[next];
      if (node) selection.value = only(node.path);
      if (isNowhere() || box()?.contains(document.activeElement) === true) focus(next);
    },
  };
}
