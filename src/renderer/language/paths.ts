// Where a tab lies for the language server: as its file lies on the board, so that imports are found as the board finds them.

import type { Tab } from '../tabs/tabs';

/** From `/`. Of tabs that would lie at the same place, the one that was opened first does. */
export function pathOf(tab: Tab, all: readonly Tab[]): string {
  const path = placeOf(tab);
  const isTaken = all.some((other) => other.id < tab.id && placeOf(other) === path);
  return isTaken ? `/.tab-${tab.id}/${tab.name}` : path;
}

function placeOf({ name, origin }: Tab): string {
  return origin.kind === 'board' ? origin.path : `/${name}`;
}
