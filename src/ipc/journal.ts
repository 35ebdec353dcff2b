// What comes back after a crash and at the next start: the tabs with their texts, and what was entered in the console.

import * as v from 'valibot';
import { call } from './call';
import { address, boardPath, id, MAX_TABS, name, text, type FileId } from './fields';

/** Where a tab came from. */
export type KeptOrigin =
  | { readonly kind: 'new' | 'example' }
  | { readonly kind: 'computer'; readonly file: FileId }
  | { readonly kind: 'board'; readonly address: string; readonly path: string };

/** The text of a tab, as it must come back after the app was killed. */
export interface KeptText {
  readonly name: string;
  /** With `\n` line ends, unless they are mixed. */
  readonly text: string;
  /** What is saved where it came from; `null`: the same. */
  readonly saved: string | null;
  readonly ends: 'lf' | 'crlf' | 'mixed';
  /** It begins with a byte order mark. */
  readonly mark: boolean;
  /** Where the cursor is, in characters from the start. */
  readonly cursor: number;
  /** The text that is to be saved when its board is back; `null`: none. */
  readonly waiting: string | null;
  /** Where it was last uploaded to, on whichever board. */
  readonly uploadedTo: string | null;
}

export interface KeptTab extends KeptText {
  readonly origin: KeptOrigin;
}

/** Where tabs are shown, by their keys. */
export interface TabSides {
  /** The one that has the person's attention. */
  readonly active: string | null;
  /** Those on the right side; the others are on the left. */
  readonly right: readonly string[];
  /** The one in front on the side where `active` is not. */
  readonly beside: string | null;
}

export interface RestoredTabs extends TabSides {
  /** Adder was never started before with this data folder. */
  readonly isFirst: boolean;
  readonly tabs: readonly (KeptTab & { readonly key: string })[];
}

/** The window's own name for a tab, for the journal. */
const tabKey = v.pipe(v.string(), v.regex(/^tab-[a-z0-9-]{1,64}$/));
const keptTab = v.strictObject({
  name,
  origin: v.variant('kind', [
    v.strictObject({ kind: v.literal('new') }),
    v.strictObject({ kind: v.literal('example') }),
    v.strictObject({ kind: v.literal('computer'), file: id }),
    v.strictObject({ kind: v.literal('board'), address, path: boardPath }),
  ]),
  text,
  saved: v.nullable(text),
  ends: v.picklist(['lf', 'crlf', 'mixed']),
  mark: v.boolean(),
  cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  waiting: v.nullable(text),
  uploadedTo: v.nullable(boardPath),
});
const tabKeys = v.pipe(v.array(tabKey), v.maxLength(MAX_TABS));
const tabSides = v.strictObject({
  active: v.nullable(tabKey),
  right: tabKeys,
  beside: v.nullable(tabKey),
});

/** Lines of the console's history that are kept, and the longest of them in characters. */
export const MAX_HISTORY = 500;
export const MAX_HISTORY_LINE = 2000;
export const historyLines = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(MAX_HISTORY_LINE))),
  v.maxLength(MAX_HISTORY),
);

export const journalCalls = {
  /** The journal: resolves when the tab is on the disk, where it stays until it is forgotten. */
  keepTab: call(v.strictTuple([tabKey, keptTab])).returns<undefined>(),
  forgetTab: call(v.strictTuple([tabKey])).returns<undefined>(),
  /** The order of the tabs, and where they are shown. */
  arrangeTabs: call(v.strictTuple([tabKeys, tabSides])).returns<undefined>(),
  restoreTabs: call(v.strictTuple([])).returns<RestoredTabs>(),

  /** What was entered at the prompts of boards, the last line last. */
  getConsoleHistory: call(v.strictTuple([])).returns<readonly string[]>(),
  /** Resolves when it is on the disk, in the place of what was there. */
  keepConsoleHistory: call(v.strictTuple([historyLines])).returns<undefined>(),
} as const;
