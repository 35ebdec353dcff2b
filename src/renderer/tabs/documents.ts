// The texts of the open tabs: CodeMirror's states, each with its own history, and what was last saved. Never in reactive
// state; the tabs store knows which of them have unsaved work.

import type { Text } from '@codemirror/state';
import { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { editorExtensions } from '../editor/extensions';
import type { LineEnds, TextFile } from '../editor/text-file';

export interface OpenDocument {
  state: EditorState;
  /** As it is where it came from. */
  saved: Text;
  /** The editor that shows it now, if one does. */
  view?: EditorView | undefined;
  /** Where it was scrolled to. */
  scroll?: ReturnType<EditorView['scrollSnapshot']>;
  readonly ends: LineEnds;
  readonly mark: boolean;
}

export function makeDocument(name: string, { text, ends, mark }: TextFile): OpenDocument {
  const state = EditorState.create({ doc: text, extensions: editorExtensions({ name }, ends) });
  return { state, saved: state.doc, ends, mark };
}

export function currentText(document: OpenDocument): Text {
  return (document.view?.state ?? document.state).doc;
}

/** `sliceString` keeps to `\n`, whatever the state's own separator is. */
export function textOf(text: Text): string {
  return text.sliceString(0, text.length, '\n');
}

export function isUnsaved(document: OpenDocument): boolean {
  return !currentText(document).eq(document.saved);
}
