// Which lines are no Python although they look like it: functions for MicroPython's inline assemblers, whose words are instructions
// and labels.

import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

const DECORATOR = /^@(micropython\.asm_\w+|(rp2\.)?asm_pio\b)/;

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function assemblerRanges(state: EditorState): Range[] {
  const ranges: Range[] = [];
  syntaxTree(state).iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'DecoratedStatement') return;
      if (DECORATOR.test(state.sliceDoc(from, Math.min(to, from + 100)))) ranges.push({ from, to });
    },
  });
  return ranges;
}
