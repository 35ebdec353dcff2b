// The words of CodeMirror's own panels, from the window's catalogue.

import { EditorState, type Extension } from '@codemirror/state';
import { t } from '../i18n';

/** CodeMirror's words and the catalogue's keys under `editorPhrases`. */
const PHRASES: Readonly<Record<string, string>> = {
  'Go to line': 'goToLine',
  go: 'go',
  Find: 'find',
  Replace: 'replacement',
  next: 'next',
  previous: 'previous',
  all: 'all',
  'match case': 'matchCase',
  'by word': 'byWord',
  regexp: 'regexp',
  replace: 'replace',
  'replace all': 'replaceAll',
  close: 'close',
  'current match': 'currentMatch',
  'on line': 'onLine',
  'replaced match on line $': 'replacedOnLine',
  'replaced $ matches': 'replacedMatches',
  Diagnostics: 'diagnostics',
  'No diagnostics': 'noDiagnostics',
  Completions: 'completions',
  'Folded lines': 'foldedLines',
  'Unfolded lines': 'unfoldedLines',
  to: 'to',
  'folded code': 'foldedCode',
  unfold: 'unfold',
  'Fold line': 'foldLine',
  'Unfold line': 'unfoldLine',
  'Selection deleted': 'selectionDeleted',
  'Control character': 'controlCharacter',
};

/** Made when an editor is, since the catalogue may have changed its language. */
export function phrases(): Extension {
  return EditorState.phrases.of(
    Object.fromEntries(
      Object.entries(PHRASES).map(([words, key]) => [words, t(`editorPhrases.${key}`)]),
    ),
  );
}
