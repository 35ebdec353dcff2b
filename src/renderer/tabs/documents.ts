// The texts of the open tabs: CodeMirror's states, each with its own history, and what was last saved. Never in reactive
// state; the tabs store knows which of them have unsaved work.

import { isolateHistory } from '@codemirror/commands';
import { diff } from '@codemirror/merge';
import {
  EditorState,
  Transaction,
  type ChangeSpec,
  type StateEffect,
  type Text,
  type TransactionSpec,
} from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { editorExtensions, lineEnds, lineSeparator } from '../editor/extensions';
import type { LineEnds, TextFile } from '../editor/text-file';
import { digestOfText, type Digest } from '../saved/digest';
import { asText } from './text';

export interface OpenDocument {
  state: EditorState;
  /** As it is where it came from. */
  saved: Text;
  /** What lies there, where that is not what `saved` makes. */
  base?: Digest | undefined;
  /** What is to be saved when its board is back. */
  waiting?: Text | undefined;
  /** The editor that shows it now, if one does. */
  view?: EditorView | undefined;
  /** Where it was scrolled to. */
  scroll?: ReturnType<EditorView['scrollSnapshot']>;
  ends: LineEnds;
  mark: boolean;
}

/** A look for what has changed that takes longer than this, ms, is content with a coarser answer. */
const DIFF_LIMITS = { scanLimit: 500, timeout: 100 };

/** @param cursor characters from the start; behind the end it is at the end */
export function makeDocument(
  name: string,
  { text, ends, mark }: TextFile,
  cursor = 0,
): OpenDocument {
  const made = EditorState.create({ doc: text, extensions: editorExtensions({ name }, ends) });
  const anchor = Math.min(cursor, made.doc.length);
  const state = anchor === 0 ? made : made.update({ selection: { anchor } }).state;
  return { state, saved: state.doc, ends, mark };
}

export function currentText(document: OpenDocument): Text {
  return (document.view?.state ?? document.state).doc;
}

export function isUnsaved(document: OpenDocument): boolean {
  return !currentText(document).eq(document.saved);
}

/** The hash of what may be written over. */
export function baseOf(document: OpenDocument): Promise<Digest> {
  return document.base ? Promise.resolve(document.base) : digestOfText(document.saved, document);
}

/** Changes the text wherever it is shown. */
export function applyTo(document: OpenDocument, spec: TransactionSpec): void {
  if (document.view) document.view.dispatch(spec);
  else document.state = document.state.update(spec).state;
}

/** The text becomes that of the file, in one step that can be undone; the cursor stays where it was in the text. */
export function replaceText(document: OpenDocument, { text, ends, mark }: TextFile): void {
  const next = asText(text, ends);
  const effects = lineEnds.reconfigure(lineSeparator(ends));
  document.ends = ends;
  document.mark = mark;
  applyTo(document, {
    changes: changesBetween(currentText(document), next),
    effects,
    annotations: [isolateHistory.of('full'), Transaction.userEvent.of('input.replace')],
  });
}

/** The text and the cursor of another state. @param effect what else has become different */
export function takeText(
  document: OpenDocument,
  { doc, selection }: EditorState,
  effect: StateEffect<unknown>,
): void {
  applyTo(document, {
    changes: changesBetween(document.state.doc, doc),
    effects: [effect, lineEnds.reconfigure(lineSeparator(document.ends))],
    selection,
    annotations: isolateHistory.of('full'),
  });
}

/** What makes one text of another, no more than has to change. */
export function changesBetween(before: Text, after: Text): ChangeSpec[] {
  const [one, other] = [before.toString(), after.toString()];
  return diff(one, other, DIFF_LIMITS).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: after.slice(fromB, toB),
  }));
}
