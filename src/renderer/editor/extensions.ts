// Everything an editor is made of. What can be set sits in one compartment, filled by one function.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
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
import { t } from '../i18n';
import { errorLine } from './error-line';
import { editorLook } from './look';
import type { LineEnds } from './text-file';

export interface EditorSettings {
  readonly name: string;
}

export const settings = new Compartment();

/** What depends on the file and can change while it is open. */
export function settingsFor({ name }: EditorSettings): Extension {
  return [
    isPython(name) ? python() : [],
    EditorView.contentAttributes.of({ 'aria-label': `${t('editor.label')} ${name}` }),
  ];
}

function isPython(name: string): boolean {
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
    // Mixed line ends stay as they are: only \n ends a line of the editor, and \r is shown.
    ends === 'mixed' ? EditorState.lineSeparator.of('\n') : [],
    EditorState.tabSize.of(4),
    indentUnit.of('    '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    rectangularSelection(),
    crosshairCursor(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    errorLine,
    editorLook,
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      indentWithTab,
    ]),
    settings.of(settingsFor(given)),
  ];
}
