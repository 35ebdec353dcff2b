// What a tab may say about itself: whether what it shows is also on the computer and on the board. Only hashes decide; what is not known
// is said to be not known.

import type { BoardFact, LocalFact } from '../../ipc/contract';
import type { AdderError } from '../../shared/errors';
import type { Digest } from './digest';

/**
 * - `same`, `different`, `missing`: what a look at the place has shown
 * - `running`: the board is not asked while a program runs on it
 * - `unknown`: it was not looked at yet, or could not be
 * - `none`: there is no such place
 */
export type Mark = 'same' | 'different' | 'missing' | 'running' | 'unknown' | 'none';

export type LocalKnown = LocalFact | { readonly kind: 'unreachable'; readonly error: AdderError };

export interface Marks {
  /** What was typed is not where the tab came from. */
  readonly edited: boolean;
  readonly waiting: boolean;
  readonly computer: Mark;
  readonly board: Mark;
  /** When the board was last asked. */
  readonly wasOnBoard: boolean;
}

export function markOf(
  mine: Digest | undefined,
  fact: LocalKnown | BoardFact | undefined,
): Exclude<Mark, 'running' | 'none'> {
  if (fact === undefined || fact.kind === 'unreachable') return 'unknown';
  if (fact.kind !== 'file') return fact.kind === 'missing' ? 'missing' : 'different';
  if (mine === undefined) return 'unknown';
  if (fact.size !== mine.size) return 'different';
  if (fact.sha256 === undefined) return 'unknown';
  return fact.sha256 === mine.sha256 ? 'same' : 'different';
}

/** The keys of the words for the status bar, the tooltip and whoever listens. */
export function wordsOf({ edited, waiting, computer, board }: Marks): string[] {
  const words: string[] = [];
  if (edited) words.push('marks.edited');
  if (waiting) words.push('marks.waiting');
  if (computer !== 'none') words.push(`marks.computer.${computer}`);
  if (board !== 'none') words.push(`marks.board.${board}`);
  return words.length > 0 ? words : ['marks.nowhere'];
}
