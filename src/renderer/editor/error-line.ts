// Marks the line that a traceback names, until the text changes.

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** The position of the line's start, or null for none. */
export const markErrorLine = StateEffect.define<number | null>();

const mark = Decoration.line({ class: 'cm-error-line' });

export const errorLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects)
      if (effect.is(markErrorLine))
        next = effect.value === null ? Decoration.none : Decoration.set(mark.range(effect.value));
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
