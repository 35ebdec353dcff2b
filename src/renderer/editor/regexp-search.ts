// Regular expressions in the search of one file. CodeMirror would run them here, where one that takes for ever takes the window along. So
// main looks for them, in a thread that it can end, and CodeMirror's panel, keys and marks go by the places that it found:
//
//     setSearchQuery ──> PlacesQuery without places ──(main)──> PlacesQuery with places, or with a problem
//                             ^                                      │ the text changes: places move along
//                             └──────────── looked for again ────────┘
//
// CodeMirror asks its query through `create`, which its types leave out; its version is pinned, and a test sees that it never runs an
// expression itself.

import {
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  selectMatches,
  setSearchQuery,
} from '@codemirror/search';
import { EditorState, type ChangeDesc, type Extension, type Text } from '@codemirror/state';
import {
  ViewPlugin,
  type Command,
  type EditorView,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import { toAdderError, type AdderError } from '../../shared/errors';
import type { TextEdit } from '../../shared/text-search';
import { editsInTexts } from '../search/matching';
import { textOf } from '../tabs/text';

/** The text is looked through again when nobody has typed for so long, ms. */
const QUIET_MS = 150;
/** `selectMatches` asks for no more; who asks for more replaces all. */
const MOST_SELECTED = 1000;

/** As CodeMirror wants it, with what is put in its place. */
interface Place extends TextEdit {
  readonly precise: true;
}

interface Found {
  readonly places: readonly TextEdit[];
  /** What was looked through; nothing before the first answer. */
  readonly doc?: Text;
  readonly problem?: AdderError;
}

/** Stands in the place of CodeMirror's query, and of what that makes to search with. */
class PlacesQuery extends SearchQuery {
  readonly spec = this;
  /** What was pressed before the places were there. */
  waiting: Command | undefined;

  constructor(
    { search: text, caseSensitive, wholeWord, replace }: SearchQuery,
    readonly found: Found,
  ) {
    super({ search: text, caseSensitive, wholeWord, replace, regexp: true });
  }

  create(): this {
    return this;
  }

  wantsLook(doc: Text): boolean {
    const { found } = this;
    return this.search !== '' && !found.problem && found.doc !== doc;
  }

  nextMatch(state: EditorState, from: number, to: number): Place | null {
    const { main } = state.selection;
    if (!this.isReady(!main.empty && to === main.from ? replaceNext : findNext)) return null;
    const { places } = this.found;
    return asPlace(
      places.find((place) => place.from >= to) ?? places.find((place) => place.to <= from),
    );
  }

  prevMatch(_state: EditorState, from: number, to: number): Place | null {
    if (!this.isReady(findPrevious)) return null;
    const { places } = this.found;
    const before = places.filter((place) => place.to <= from);
    return asPlace(before.at(-1) ?? places.filter((place) => place.from >= to).at(-1));
  }

  matchAll(_state: EditorState, most: number): readonly Place[] | null {
    if (!this.isReady(most > MOST_SELECTED ? replaceAll : selectMatches)) return [];
    const { places } = this.found;
    return places.length > most ? null : places.map((place) => asPlace(place));
  }

  highlight(
    _state: EditorState,
    from: number,
    to: number,
    add: (from: number, to: number) => void,
  ): void {
    for (const place of this.found.places) {
      const start = Math.max(place.from, from);
      const end = Math.min(place.to, to);
      if (start < end) add(start, end);
    }
  }

  getReplacement({ insert }: Place): string {
    return insert;
  }

  /** With the places that these changes have left as they were. */
  mapped(changes: ChangeDesc): PlacesQuery {
    const { places } = this.found;
    const kept: TextEdit[] = [];
    let next = 0;
    changes.iterGaps((before, after, length) => {
      const moved = after - before;
      for (let place = places[next]; place && place.to <= before + length; place = places[++next]) {
        const { from, to, insert } = place;
        if (from >= before) kept.push({ from: from + moved, to: to + moved, insert });
      }
    });
    return new PlacesQuery(this, { ...this.found, places: kept });
  }

  /** Main's answer for a text. Does not reject. */
  async look(doc: Text): Promise<PlacesQuery> {
    const { search: text, caseSensitive: matchCase, wholeWord, replace } = this;
    const query = { text, matchCase, wholeWord, regexp: true, empties: true };
    try {
      const [places = []] = await editsInTexts([textOf(doc)], query, replace);
      return new PlacesQuery(this, { places, doc });
    } catch (error) {
      return new PlacesQuery(this, { places: [], doc, problem: toAdderError(error) });
    }
  }

  private isReady(command: Command): boolean {
    if (!this.found.doc) this.waiting = command;
    return this.found.doc !== undefined;
  }
}

function asPlace(edit: TextEdit): Place;
function asPlace(edit: TextEdit | undefined): Place | null;
function asPlace(edit: TextEdit | undefined): Place | null {
  return edit ? { ...edit, precise: true } : null;
}

export function placesQuery(state: EditorState): PlacesQuery | undefined {
  const query = getSearchQuery(state);
  return query instanceof PlacesQuery ? query : undefined;
}

/** No expression reaches CodeMirror's own query. What the last one found stays marked until there is an answer. */
const inItsPlace = EditorState.transactionExtender.of((transaction) => {
  const before = placesQuery(transaction.startState);
  const asked = transaction.effects.find((effect) => effect.is(setSearchQuery));
  let query: PlacesQuery | undefined;
  if (!asked) {
    if (transaction.docChanged) query = before?.mapped(transaction.changes);
  } else if (asked.value.regexp && !(asked.value instanceof PlacesQuery)) {
    query = new PlacesQuery(asked.value, { places: before?.found.places ?? [] });
  }
  return query ? { effects: setSearchQuery.of(query) } : null;
});

/** Asks main, one question at a time. */
class Looker implements PluginValue {
  private isLooking = false;
  private isGone = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly view: EditorView) {
    void this.look();
  }

  update({ state, startState, docChanged }: ViewUpdate): void {
    const query = placesQuery(state);
    if (!query?.wantsLook(state.doc)) return;
    if (docChanged) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(), QUIET_MS);
    } else if (query !== placesQuery(startState)) void this.look();
  }

  destroy(): void {
    this.isGone = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const { doc } = this.view.state;
    const query = placesQuery(this.view.state);
    if (this.isLooking || !query?.wantsLook(doc)) return;
    this.isLooking = true;
    const answered = await query.look(doc);
    this.isLooking = false;
    if (this.isGone) return;
    // Another text, or another question, since.
    if (placesQuery(this.view.state) !== query) return this.look();
    this.view.dispatch({ effects: setSearchQuery.of(answered) });
    query.waiting?.(this.view);
  }
}

/** Has to stand beside CodeMirror's own search. */
export const regexpSearch: Extension = [inItsPlace, ViewPlugin.fromClass(Looker)];
