// Everything an editor is made of. What can be set sits in one compartment, filled by one function.

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { indentationMarkers } from '@replit/codemirror-indentation-markers';
import { pythonLint } from '../checking/lint';
import { t } from '../i18n';
import { completion } from '../language/completion-keys';
import { help } from '../language/language';
import { useSettings } from '../settings/settings';
import { errorLine } from './error-line';
import { editorLook } from './look';
import { phrases } from './phrases';
import { preferences, preferencesFor } from './preferences';
import type { LineEnds } from './text-file';
import { textSearch } from './text-search';

export interface EditorSettings {
  readonly name: string;
}

const GUIDES = {
  light: 'var(--line)',
  dark: 'var(--line)',
  activeLight: 'var(--line-strong)',
  activeDark: 'var(--line-strong)',
};

export const settings = new Compartment();
export const lineEnds = new Compartment();

/** Mixed line ends stay as they are: only \n ends a line of the editor, and \r is shown. */
export function lineSeparator(ends: LineEnds): Extension {
  return ends === 'mixed' ? EditorState.lineSeparator.of('\n') : [];
}

/** What depends on the file and can change while it is open. */
export function settingsFor({ name }: EditorSettings): Extension {
  return [
    isPython(name) ? [python(), pythonLint()] : [],
    EditorView.contentAttributes.of({ 'aria-label': `${t('editor.label')} ${name}` }),
  ];
}

export function isPython(name: string): boolean {
  return /\.pyi?$/i.test(name) || !name.includes('.');
}

export function editorExtensions(given: EditorSettings, ends: LineEnds): Extension {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    foldGutter(),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    lineEnds.of(lineSeparator(ends)),
    indentOnInput(),
    indentationMarkers({ thickness: 1, colors: GUIDES }),
    bracketMatching(),
    closeBrackets(),
    completion(),
    // With Alt a click sets one more cursor; with Shift as well it draws a rectangle.
    EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
    rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey }),
    crosshairCursor(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    textSearch(),
    phrases(),
    errorLine,
    editorLook,
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
    settings.of(settingsFor(given)),
    help.of([]),
    preferences.of(preferencesFor(useSettings().values)),
  ];
}
