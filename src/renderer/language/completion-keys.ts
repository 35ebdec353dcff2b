// The list of names that fit, and its keys. Enter and Tab do what they always do, unless the person chose in the list or typed the
// beginning of what is marked in it: who ends a line must never get a word that nobody meant.

import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { Prec, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { keymap, type Command } from '@codemirror/view';
import { completeName } from './completion';

const chose = StateEffect.define();
/** The person moved through the list since they last typed. */
const hasChosen = StateField.define<boolean>({
  create: () => false,
  update: (value, transaction) =>
    transaction.effects.some((effect) => effect.is(chose)) || (value && !transaction.docChanged),
});

/** @param typed the word before the cursor */
export function isMeant(typed: string, label: string, isChosen: boolean): boolean {
  return isChosen || (typed !== '' && typed !== label && label.startsWith(typed));
}

function typedWord(state: EditorState): string {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  return /[\p{L}\p{N}_]*$/u.exec(line.text.slice(0, head - line.from))?.[0] ?? '';
}

const accept: Command = (view) => {
  const { state } = view;
  const marked = selectedCompletion(state);
  if (completionStatus(state) !== 'active' || !marked) return false;
  if (isMeant(typedWord(state), marked.label, state.field(hasChosen)))
    return acceptCompletion(view);
  closeCompletion(view);
  return false;
};

function moving(forward: boolean, by?: 'page'): Command {
  const move = moveCompletionSelection(forward, by);
  return (view) => {
    if (!move(view)) return false;
    view.dispatch({ effects: chose.of(null) });
    return true;
  };
}

export function completion(): Extension {
  return [
    hasChosen,
    autocompletion({ override: [completeName], defaultKeymap: false, maxRenderedOptions: 60 }),
    Prec.highest(
      keymap.of([
        { key: 'Ctrl-Space', run: startCompletion },
        { mac: 'Alt-i', run: startCompletion },
        { key: 'Escape', run: closeCompletion },
        { key: 'ArrowDown', run: moving(true) },
        { key: 'ArrowUp', run: moving(false) },
        { key: 'PageDown', run: moving(true, 'page') },
        { key: 'PageUp', run: moving(false, 'page') },
        { key: 'Enter', run: accept },
        { key: 'Tab', run: accept },
      ]),
    ),
  ];
}
