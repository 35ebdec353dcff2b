// Which lines of the palette fit what is typed, the best first. Letters may be left out, as in "svas" for "Save as".

import { go } from 'fuzzysort';
import type { PaletteEntry } from './palette';

const MOST_SHOWN = 100;
/** Below it, too little of what was typed is in the line. */
const LEAST_SCORE = 0.3;

/** A word in the title counts more than one elsewhere. */
const ELSEWHERE = 0.7;

export function filterEntries(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const query = typed.trim();
  if (query === '') return entries.slice(0, MOST_SHOWN);
  const found = go(query, entries, {
    keys: [({ title }) => title, ({ detail }) => detail, ({ also }) => also],
    limit: MOST_SHOWN,
    threshold: LEAST_SCORE,
    scoreFn: ([title, ...others]) =>
      Math.max(title?.score ?? 0, ...others.map((other) => other.score * ELSEWHERE)),
  });
  return found.map(({ obj }) => obj);
}
