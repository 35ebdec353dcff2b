// How differences look, in the window's own tokens. Which side a line is on tells whose it is; the colours only help.

import { EditorView } from '@codemirror/view';

const side = (
  name: string,
  soft: string,
  strong: string,
): Record<string, Record<string, string>> => ({
  [`&.cm-merge-${name} .cm-changedLine, &.cm-merge-${name} .cm-deletedChunk`]: {
    backgroundColor: soft,
  },
  [`&.cm-merge-${name} .cm-changedText`]: {
    background: 'none',
    borderBottom: `2px solid ${strong}`,
  },
  [`&.cm-merge-${name} .cm-changedLineGutter`]: { background: strong },
});

export const mergeLook = EditorView.theme({
  ...side('a', 'var(--warning-soft)', 'var(--warning)'),
  ...side('b', 'var(--accent-soft)', 'var(--accent)'),
});
