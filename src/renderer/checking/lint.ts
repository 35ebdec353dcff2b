// Lines under what is wrong, as it is typed: what the checker finds, at its place in the editor.

import { linter, lintGutter, lintKeymap, type Action, type Diagnostic } from '@codemirror/lint';
import type { EditorState, Extension, Text } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';
import { assemblerRanges } from './assembler';
import { Checker } from './checker';
import type { Edit, Place } from './messages';
import { mistakeOf, type Mistake } from './mistakes';

/** A pause of typing, ms. */
const PAUSE_MS = 400;
/** Beyond that nobody reads marks, characters. */
const LONGEST = 1_000_000;

export const checker = new Checker(
  () => new Worker(new URL('./checker-worker.ts', import.meta.url), { type: 'module' }),
);
/** It is told once that the checker does not work. */
let told = false;

export function pythonLint(): Extension {
  return [
    linter(({ state }) => diagnose(state), { delay: PAUSE_MS }),
    lintGutter(),
    keymap.of(lintKeymap),
  ];
}

async function diagnose(state: EditorState): Promise<Diagnostic[]> {
  if (state.doc.length > LONGEST) return [];
  try {
    const found = await checker.check(state.doc.sliceString(0, undefined, '\n'));
    return toDiagnostics(
      state,
      found.flatMap((one) => mistakeOf(one) ?? []),
    );
  } catch (error) {
    if (!told) useProblems().report(error);
    told = true;
    return [];
  }
}

export function toDiagnostics(state: EditorState, mistakes: readonly Mistake[]): Diagnostic[] {
  const skipped = assemblerRanges(state);
  return mistakes.flatMap(({ found, severity, words }) => {
    const from = positionOf(state.doc, found.from);
    const to = Math.max(from, positionOf(state.doc, found.to));
    const isSkipped = skipped.some((range) => from >= range.from && from < range.to);
    if (isSkipped && found.code !== 'invalid-syntax') return [];
    return [
      { from, to, severity, message: words, source: found.code, actions: actionsOf(found.fix) },
    ];
  });
}

/** A place that is not in the text is at the end of its line, or of the text. */
function positionOf(text: Text, { row, column }: Place): number {
  if (row > text.lines) return text.length;
  const line = text.line(Math.max(1, row));
  return Math.min(line.from + Math.max(0, column - 1), line.to);
}

function actionsOf(fix: readonly Edit[] | undefined): Action[] {
  if (!fix) return [];
  return [
    {
      name: t('mistakes.fix'),
      apply: (view) => {
        const { doc } = view.state;
        view.dispatch({
          changes: fix.map(({ from, to, text }) => ({
            from: positionOf(doc, from),
            to: positionOf(doc, to),
            insert: text,
          })),
          userEvent: 'input.fix',
        });
      },
    },
  ];
}
