// The thread in which regular expressions are looked for: one may take for ever, and nothing but the end of its thread stops it.

import { parentPort } from 'node:worker_threads';
import { editsInText, findInText, packed } from '../../shared/text-search';
import type { PackedEdits, TextMatch, TextQuery } from '../../shared/text-search';

export interface MatchRequest {
  readonly text: string;
  readonly query: TextQuery;
  /** `find`: so many at most. `edit`: what to put in the place of each. */
  readonly want:
    | { readonly kind: 'find'; readonly most: number }
    | { readonly kind: 'edit'; readonly replacement: string };
}

export type MatchAnswer = TextMatch[] | PackedEdits;

/** Told before each answer: from now on it is the expression that takes the time. */
export const BEGUN = 'begun';

parentPort?.on('message', ({ text, query, want }: MatchRequest) => {
  parentPort?.postMessage(BEGUN);
  const answer: MatchAnswer =
    want.kind === 'find'
      ? findInText(text, query, want.most)
      : packed(editsInText(text, query, want.replacement));
  parentPort?.postMessage(answer);
});
