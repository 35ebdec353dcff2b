// What is looked for and replaced: in a picked folder by main itself, and in texts that the window has.

import * as v from 'valibot';
import type { ErrorData } from '../shared/errors';
import { LONGEST_QUERY, type PackedEdits, type TextMatch } from '../shared/text-search';
import { call } from './call';
import { id, localPath, MAX_TABS, sha256, text, type FileId } from './fields';

/** One file of a search in a folder. */
export interface FoundFile {
  /** Below the folder. */
  readonly steps: readonly string[];
  /** Only where the window has opened it before. */
  readonly file?: FileId;
  /** SHA-256 of the bytes that were looked through, hexadecimal. */
  readonly hash: string;
  readonly matches: readonly TextMatch[];
}

export interface FolderMatches {
  readonly files: readonly FoundFile[];
  /** There is nothing more; else there were too many places, or the next search came. */
  readonly isWhole: boolean;
  /** So many files and folders could not be read. */
  readonly unread: number;
}

export interface ReplaceResult {
  /** For `undoReplacement`; `null` when nothing was changed. */
  readonly undo: string | null;
  readonly changed: readonly (readonly string[])[];
  /** Places that were changed. */
  readonly count: number;
  readonly failed: readonly { readonly steps: readonly string[]; readonly error: ErrorData }[];
}

const textQuery = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_QUERY), v.regex(/^[^\n\r]*$/)),
  matchCase: v.boolean(),
  wholeWord: v.boolean(),
  regexp: v.boolean(),
  empties: v.exactOptional(v.boolean()),
});
const texts = v.pipe(v.array(text), v.maxLength(MAX_TABS));
const replacement = v.pipe(v.string(), v.maxLength(LONGEST_QUERY));
const folderReplacement = v.strictObject({
  query: textQuery,
  replacement,
  /** Only these, and each only while it has this hash. */
  files: v.pipe(v.array(v.strictObject({ steps: localPath, hash: sha256 })), v.maxLength(2000)),
});
export type FolderReplacement = v.InferOutput<typeof folderReplacement>;

export const searchCalls = {
  /** Calls off the search before. */
  searchFolder: call(v.strictTuple([id, textQuery])).returns<FolderMatches>(),
  /** The places in texts that the window has, for a regular expression: main can end one that takes too long. */
  findInTexts: call(v.strictTuple([texts, textQuery])).returns<readonly (readonly TextMatch[])[]>(),
  /** What changes in them when all is replaced. */
  editsInTexts: call(v.strictTuple([texts, textQuery, replacement])).returns<
    readonly PackedEdits[]
  >(),
  cancelSearch: call(v.strictTuple([])).returns<undefined>(),
  replaceInFolder: call(v.strictTuple([id, folderReplacement])).returns<ReplaceResult>(),
  /** Only the last one can be taken back. Answers which files have their text again. */
  undoReplacement: call(v.strictTuple([id])).returns<readonly (readonly string[])[]>(),
} as const;
