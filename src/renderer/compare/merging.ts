// Two texts side by side, each difference to be settled one way or the other: theirs at the left is only a working copy, mine at the right
// is what will be saved. Sits on CodeMirror's merge view; knows no tabs and no files.

import { getChunks, goToNextChunk, goToPreviousChunk, MergeView } from '@codemirror/merge';
import { EditorState, Prec, type Extension, type Text } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { editorExtensions } from '../editor/extensions';
import type { LineEnds } from '../editor/text-file';
import { mergeLook } from './look';

export interface MergingOptions {
  readonly parent: HTMLElement;
  readonly name: string;
  readonly ends: LineEnds;
  readonly theirs: Text;
  readonly mine: EditorState;
  /** The names of the two texts, for whoever does not see that they are side by side. */
  readonly labels: { readonly theirs: string; readonly mine: string };
  /** So many differences are left. */
  readonly onCount: (count: number) => void;
  /** My text was changed, or the cursor moved. */
  readonly onMine: (docChanged: boolean) => void;
  readonly onLeave: () => void;
}

export interface Merging {
  /** The editor of my text. */
  readonly mine: EditorView;
  readonly next: () => void;
  readonly previous: () => void;
  /** Settles the difference at the cursor, or the next one. */
  readonly take: (whose: 'theirs' | 'mine') => void;
  readonly destroy: () => void;
}

type Chunk = NonNullable<ReturnType<typeof getChunks>>['chunks'][number];

const DIFF_LIMITS = { scanLimit: 500, timeout: 300 };

export function makeMerging(options: MergingOptions): Merging {
  const { parent, name, ends, theirs, mine, labels } = options;
  const shared = [editorExtensions({ name }, ends), mergeLook];
  /** Filled when the view is whole: before that it has no differences. */
  const whole: { merge?: MergeView } = {};
  const merge = new MergeView({
    parent,
    diffConfig: DIFF_LIMITS,
    a: {
      doc: theirs,
      extensions: [
        keys(),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': labels.theirs, 'aria-readonly': 'true' }),
        shared,
      ],
    },
    b: {
      doc: mine.doc,
      selection: mine.selection,
      extensions: [
        keys(),
        EditorView.contentAttributes.of({ 'aria-label': labels.mine }),
        listen(),
        shared,
      ],
    },
  });

  /** Mine hears of every change on either side: that is how the merge view tells it which differences are left. */
  function listen(): Extension {
    return EditorView.updateListener.of((update) => {
      if (update.docChanged || update.selectionSet) options.onMine(update.docChanged);
      options.onCount(chunks().length);
    });
  }

  function keys(): Extension {
    const act = (work: () => void) => () => {
      work();
      return true;
    };
    return [
      Prec.highest(
        keymap.of([
          { key: 'F7', run: act(next) },
          { key: 'Shift-F7', run: act(previous) },
          { key: 'Alt-ArrowRight', run: act(() => take('theirs')) },
          { key: 'Alt-ArrowLeft', run: act(() => take('mine')) },
        ]),
      ),
      Prec.lowest(keymap.of([{ key: 'Escape', run: act(options.onLeave) }])),
    ];
  }

  function chunks(): readonly Chunk[] {
    return (whole.merge && getChunks(whole.merge.b.state)?.chunks) ?? [];
  }

  function show(): void {
    const { head } = merge.b.state.selection.main;
    merge.b.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'center' }) });
    merge.b.focus();
  }

  function next(): void {
    goToNextChunk(merge.b);
    show();
  }

  function previous(): void {
    goToPreviousChunk(merge.b);
    show();
  }

  function take(whose: 'theirs' | 'mine'): void {
    const { head } = merge.b.state.selection.main;
    const all = chunks();
    const chunk = all.find(({ endB }) => endB >= head) ?? all[0];
    if (!chunk) return;
    const { fromA, toA, fromB, toB } = chunk;
    if (whose === 'theirs') copy(merge.a, fromA, toA, merge.b, fromB, toB);
    else copy(merge.b, fromB, toB, merge.a, fromA, toA);
    const left = chunks();
    const following = left.find(({ endB }) => endB >= fromB) ?? left[0];
    if (following) merge.b.dispatch({ selection: { anchor: following.fromB } });
    show();
  }

  whole.merge = merge;
  const [first] = chunks();
  if (first) merge.b.dispatch({ selection: { anchor: first.fromB } });
  options.onCount(chunks().length);
  show();

  return {
    mine: merge.b,
    next,
    previous,
    take,
    destroy: () => {
      merge.destroy();
    },
  };
}

/** A difference is of whole lines; where one is at the end of a text, its last line has no end of its own. */
function copy(
  from: EditorView,
  start: number,
  end: number,
  to: EditorView,
  toStart: number,
  toEnd: number,
): void {
  const { length } = to.state.doc;
  const lines = from.state.sliceDoc(start, Math.max(start, end - 1));
  const isWhole = start !== end && toEnd <= length;
  to.dispatch({
    changes: {
      from: Math.min(length, toStart),
      to: Math.min(length, toEnd),
      insert: isWhole ? lines + to.state.lineBreak : lines,
    },
    userEvent: 'revert',
  });
}
