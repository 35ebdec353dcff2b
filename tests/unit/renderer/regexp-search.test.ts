// @vitest-environment happy-dom
// What is looked for in one file. Main looks for regular expressions, and CodeMirror's panel, keys and marks go by what it found.

import {
  closeSearchPanel,
  findNext,
  findPrevious,
  openSearchPanel,
  replaceAll,
  replaceNext,
  SearchQuery,
  selectMatches,
  setSearchQuery,
} from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { textSearch } from '../../../src/renderer/editor/text-search';
import type { FakeMain } from './fake-bridge';
import { openWindow, settle } from './support';

let main: FakeMain;
let view: EditorView;

function open(doc: string): void {
  const extensions = [textSearch(), EditorState.allowMultipleSelections.of(true)];
  view = new EditorView({ doc, extensions, parent: document.body });
  onTestFinished(() => {
    view.destroy();
  });
  openSearchPanel(view);
}

function ask(search: string, replace = ''): void {
  const effects = setSearchQuery.of(new SearchQuery({ search, replace, regexp: true }));
  view.dispatch({ effects });
}

function text(): string {
  return view.state.doc.toString();
}

function selected(): string[] {
  return view.state.selection.ranges.map(({ from, to }) => view.state.sliceDoc(from, to));
}

function marked(): string[] {
  return Array.from(view.dom.querySelectorAll('.cm-searchMatch'), (mark) => mark.textContent);
}

function complaint(): string | undefined {
  return view.dom.querySelector('[role=status]')?.textContent;
}

function asked(): unknown[] {
  return main.heard.filter(({ name }) => name === 'editsInTexts').map(({ args }) => args[0]);
}

beforeEach(() => {
  main = openWindow();
});

describe('a regular expression in one file', () => {
  it('marks its places, goes from one to the next, and around the ends', async () => {
    open('led1 x led2 y led3');
    ask('led\\d');
    await settle();
    expect(marked()).toEqual(['led1', 'led2', 'led3']);
    const seen: string[][] = [];
    for (const command of [findNext, findNext, findNext, findNext, findPrevious]) {
      command(view);
      seen.push(selected());
    }
    expect(seen.flat()).toEqual(['led1', 'led2', 'led3', 'led1', 'led3']);
    selectMatches(view);
    expect(selected()).toEqual(['led1', 'led2', 'led3']);
  });

  it('is replaced one by one and at once, with its groups', async () => {
    open('led1 led2 led3 led4');
    ask('led(\\d)', '$1-$1');
    await settle();
    findNext(view);
    replaceNext(view);
    replaceNext(view); // before main has looked again
    expect(text()).toBe('1-1 2-2 led3 led4');
    replaceAll(view);
    expect(text()).toBe('1-1 2-2 3-3 4-4');
  });

  it('counts places with nothing in them', async () => {
    open('one\ntwo\n');
    ask('^(?=\\w)', '# ');
    await settle();
    replaceAll(view);
    expect(text()).toBe('# one\n# two\n');
  });

  it.each([
    [findNext, 'a1 a2', ['a1']],
    [findPrevious, 'a1 a2', ['a2']],
    [selectMatches, 'a1 a2', ['a1', 'a2']],
    [replaceAll, '1 2', ['']],
  ])('what is pressed before the answer is done after it', async (command, after, selection) => {
    open('a1 a2');
    ask('a(\\d)', '$1');
    command(view);
    expect(text()).toBe('a1 a2');
    await settle();
    expect(text()).toBe(after);
    expect(selected()).toEqual(selection);
  });

  it('is looked for again when the text has changed; meanwhile its places move along', async () => {
    open('led1 led2');
    ask('led\\d');
    await settle();
    view.dispatch({
      changes: [
        { from: 0, insert: 'led0 ' },
        { from: 3, to: 4 },
      ],
    });
    expect(marked()).toEqual(['led2']);
    await vi.waitFor(() => {
      expect(asked()).toEqual([['led1 led2'], ['led0 led led2']]);
    });
    await settle();
    expect(marked()).toEqual(['led0', 'led2']);
  });

  it('an answer for another question is not used', async () => {
    open('a b');
    ask('a');
    ask('b');
    await settle();
    expect(marked()).toEqual(['b']);
  });

  it('one that takes for ever is never run in the window, and it says so', async () => {
    main.failures.set('editsInTexts', 'slow-pattern');
    open('a'.repeat(40) + '!');
    // It would: this test would not end.
    ask('(a+)+$', 'x');
    const all = [findNext, findPrevious, replaceNext, selectMatches, replaceAll];
    for (const command of all) command(view);
    await settle();
    expect(complaint()).toContain('This regular expression takes too long');
    for (const command of all) command(view);
    view.dispatch({ changes: { from: 0, insert: 'a' } });
    expect(marked()).toEqual([]);
    expect(text()).toBe('a'.repeat(41) + '!');
    expect(asked()).toHaveLength(1);
    main.failures.clear();
    ask('!');
    await settle();
    expect(complaint()).toBeUndefined();
    expect(marked()).toEqual(['!']);
  });

  it.each([true, false])('says that nothing is found (as a pattern: %s)', async (regexp) => {
    open('led1');
    view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search: 'lamp', regexp })) });
    await settle();
    expect(complaint()).toBe('“lamp” was not found.');
    view.dispatch({ changes: { from: 0, insert: 'lamp ' } });
    await vi.waitFor(() => {
      expect(complaint()).toBeUndefined();
    });
    closeSearchPanel(view);
    view.dispatch({ changes: { from: 0, to: 5 } });
    expect(complaint()).toBeUndefined();
    openSearchPanel(view);
    await vi.waitFor(() => {
      expect(complaint()).toBe('“lamp” was not found.');
    });
  });

  it('says what is wrong with one that is none', async () => {
    open('(');
    ask('(');
    await settle();
    expect(complaint()).toContain('Unterminated group');
    expect(marked()).toEqual([]);
  });
});
