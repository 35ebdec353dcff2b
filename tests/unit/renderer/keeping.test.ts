// @vitest-environment happy-dom
// The tabs and the journal: what is kept when, and what comes back.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick } from 'vue';
import type { KeptTab } from '../../../src/ipc/journal';
import { useProblems } from '../../../src/renderer/problems/problems';
import { useKeeping, type Keeping } from '../../../src/renderer/tabs/keeping';
import { useTabs, type Tab } from '../../../src/renderer/tabs/tabs';
import { currentText } from '../../../src/renderer/tabs/documents';
import { textOf } from '../../../src/renderer/tabs/text';
import type { FakeMain } from './fake-bridge';
import { openWindow } from './support';

const BASE = {
  name: 'a.py',
  origin: { kind: 'new' },
  text: 'new\n',
  saved: 'old\n',
  ends: 'lf',
  mark: false,
  cursor: 2,
  waiting: null,
  uploadedTo: null,
} as const satisfies KeptTab;
const KEPT = { key: 'tab-1', ...BASE } as const;

let main: FakeMain;
let keeping: Keeping | undefined;
let scope: ReturnType<typeof effectScope>;

beforeEach(() => {
  vi.useFakeTimers();
  main = openWindow();
  scope = effectScope();
  keeping = scope.run(() => useKeeping());
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

function type(tab: Tab, text: string): void {
  const tabs = useTabs();
  const document = tabs.documentOf(tab.id);
  document.state = document.state.update({ changes: { from: 0, insert: text } }).state;
  tabs.noteText(tab.id);
}

function keptTexts(): string[] {
  return main.of('keepTab').map(([, tab]) => (tab as KeptTab).text);
}

describe('a tab that is edited', () => {
  it('is kept after a pause, once', async () => {
    const tab = useTabs().openNew();
    type(tab, 'a');
    await vi.advanceTimersByTimeAsync(200);
    type(tab, 'b');
    await vi.advanceTimersByTimeAsync(200);
    expect(keptTexts()).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(main.of('keepTab')).toEqual([
      [tab.key, { ...BASE, name: 'untitled.py', text: 'ba', saved: '', cursor: 0 }],
    ]);
  });

  it('is kept while somebody types without a pause', async () => {
    const tab = useTabs().openNew();
    for (let key = 0; key < 20; key++) {
      type(tab, 'x');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(keptTexts().length).toBeGreaterThan(0);
  });

  it('is kept at once when the page goes', () => {
    type(useTabs().openNew(), 'last words');
    window.dispatchEvent(new Event('pagehide'));
    expect(keptTexts()).toEqual(['last words']);
  });

  it('is forgotten when it is closed, and the order is kept', async () => {
    const tabs = useTabs();
    const first = tabs.openNew();
    const second = tabs.openNew();
    await vi.advanceTimersByTimeAsync(400);
    tabs.close(first.id);
    await nextTick();
    expect(main.of('forgetTab')).toEqual([[first.key]]);
    expect(main.of('arrangeTabs').at(-1)).toEqual([
      [second.key],
      { active: second.key, right: [], beside: null },
    ]);
  });

  it('that cannot be kept is told once, until it can be again', async () => {
    main.failures.set('keepTab', 'local-full');
    const tab = useTabs().openNew();
    const problems = useProblems();
    await vi.advanceTimersByTimeAsync(400);
    expect(problems.problems.map(({ error }) => error.code)).toEqual(['local-full']);
    problems.dismiss(problems.problems[0]?.id ?? 0);
    type(tab, 'a');
    await vi.advanceTimersByTimeAsync(400);
    expect(problems.problems).toEqual([]);
    main.failures.clear();
    type(tab, 'b');
    await vi.advanceTimersByTimeAsync(400);
    main.failures.set('keepTab', 'local-full');
    type(tab, 'c');
    await vi.advanceTimersByTimeAsync(400);
    expect(problems.problems).toHaveLength(1);
  });
});

describe('the tabs of the last time', () => {
  it('come back with their texts, marks, cursors and order', async () => {
    main.journal = {
      isFirst: false,
      tabs: [KEPT, { ...KEPT, key: 'tab-2', name: 'b.py', saved: null, ends: 'crlf' }],
      active: 'tab-1',
      right: ['tab-2'],
      beside: 'tab-2',
    };
    expect(await keeping?.restore()).toBe(true);
    const { tabs, active, documentOf } = useTabs();
    expect(tabs.map(({ name, unsaved }) => [name, unsaved])).toEqual([
      ['a.py', true],
      ['b.py', false],
    ]);
    expect(active?.key).toBe('tab-1');
    expect(
      useTabs()
        .on('right')
        .map(({ name }) => name),
    ).toEqual(['b.py']);
    expect(useTabs().shown.right).toBe(useTabs().tabs[1]?.id);
    const document = documentOf(active?.id ?? 0);
    expect(textOf(currentText(document))).toBe('new\n');
    expect(textOf(document.saved)).toBe('old\n');
    expect(document.state.selection.main.head).toBe(2);
  });

  it('are none at the first start', async () => {
    expect(await keeping?.restore()).toBe(false);
  });

  it('may all have been closed', async () => {
    main.journal = { isFirst: false, tabs: [], active: null, right: [], beside: null };
    expect(await keeping?.restore()).toBe(true);
    expect(useTabs().tabs).toEqual([]);
  });
});
