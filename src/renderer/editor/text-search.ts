// Find and replace in one file: CodeMirror's, with the words that it leaves out.

import { getSearchQuery, search, searchPanelOpen, setSearchQuery } from '@codemirror/search';
import { StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, showPanel, type Panel } from '@codemirror/view';
import type { AdderError } from '../../shared/errors';
import { errorWords, t } from '../i18n';
import { placesQuery, regexpSearch } from './regexp-search';

function wordsOf({ code, detail }: AdderError): string {
  if (code === 'bad-pattern') return t('search.badPattern', { why: detail ?? '' });
  const { title, action } = errorWords(code);
  return `${title} ${action}`;
}

/** Why nothing is found; undefined as long as main is looking. */
function complaintOf(state: EditorState): string | undefined {
  const query = getSearchQuery(state);
  if (query.search === '' || !searchPanelOpen(state)) return '';
  const found = placesQuery(state)?.found;
  if (found?.problem) return wordsOf(found.problem);
  if (found && !found.doc) return undefined;
  const isThere = found ? found.places.length > 0 : !query.getCursor(state).next().done;
  return isThere ? '' : t('search.nothing', { text: query.search });
}

function complaintPanel(words: string): Panel {
  const dom = document.createElement('p');
  dom.className = 'cm-search-complaint';
  dom.dataset['testid'] = 'editor-search-complaint';
  dom.setAttribute('role', 'status');
  dom.textContent = words;
  return { dom, top: true };
}

/** Below the panel; it stays until there is another answer. */
const complaint = StateField.define<string>({
  create: () => '',
  update(words, { state, startState, docChanged, effects }) {
    const isOpen = searchPanelOpen(state);
    const isOther =
      docChanged ||
      isOpen !== searchPanelOpen(startState) ||
      effects.some((effect) => effect.is(setSearchQuery));
    return isOther ? (complaintOf(state) ?? words) : words;
  },
  provide: (field) =>
    showPanel.from(field, (words) => (words === '' ? null : () => complaintPanel(words))),
});

/** Whoever presses Select all wants to write in the places. */
const focusSelected = EditorView.updateListener.of(({ view, transactions }) => {
  const isPressed = document.activeElement?.closest('.cm-search') !== null;
  if (isPressed && transactions.some((one) => one.isUserEvent('select.search.matches')))
    view.focus();
});

/** Find and replace in one file. */
export function textSearch(): Extension {
  return [search({ top: true }), regexpSearch, complaint, focusSelected];
}
