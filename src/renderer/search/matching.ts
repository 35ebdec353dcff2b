// The places in the open files, and what is put there. A regular expression is looked for by main, in a thread that it can end: one that
// takes for ever would take the window along.

import {
  editsInText,
  findInText,
  unpacked,
  type TextEdit,
  type TextMatch,
  type TextQuery,
} from '../../shared/text-search';
import { useAdder } from '../bridge/adder';

/** In the order of the texts; at most so many in each. Rejects with `bad-pattern` and `slow-pattern`. */
export async function findInTexts(
  texts: readonly string[],
  query: TextQuery,
  most: number,
): Promise<readonly (readonly TextMatch[])[]> {
  if (!query.regexp) return texts.map((text) => findInText(text, query, most));
  return texts.length === 0 ? [] : useAdder().call('findInTexts', [...texts], query);
}

/** What changes when all is replaced. Rejects as `findInTexts`. */
export async function editsInTexts(
  texts: readonly string[],
  query: TextQuery,
  replacement: string,
): Promise<readonly (readonly TextEdit[])[]> {
  if (!query.regexp) return texts.map((text) => editsInText(text, query, replacement));
  if (texts.length === 0) return [];
  return (await useAdder().call('editsInTexts', [...texts], query, replacement)).map(unpacked);
}
