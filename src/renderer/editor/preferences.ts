// What the person has set for all editors, in one compartment: filled by one function, for new texts and again on every change.

import { indentUnit } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Settings } from '../../ipc/settings';

export const preferences = new Compartment();

type Preferred = Pick<Settings, 'editorFontSize' | 'indentWidth' | 'ruler' | 'wordWrap'>;

/** A thin line behind that many characters; the text begins where the line's padding ends. */
function rulerAt(column: string): Extension {
  return EditorView.theme({
    '.cm-content': {
      backgroundImage: 'linear-gradient(var(--line), var(--line))',
      backgroundPosition: `calc(var(--space-3) + ${column}ch) 0`,
      backgroundRepeat: 'no-repeat',
      backgroundSize: '1px 100%',
    },
  });
}

export function preferencesFor({
  editorFontSize,
  indentWidth,
  ruler,
  wordWrap,
}: Preferred): Extension {
  return [
    EditorView.theme({ '&.cm-editor': { fontSize: `${editorFontSize}px` } }),
    indentUnit.of(' '.repeat(Number(indentWidth))),
    EditorState.tabSize.of(Number(indentWidth)),
    wordWrap ? EditorView.lineWrapping : [],
    ruler === 'none' ? [] : rulerAt(ruler),
  ];
}
