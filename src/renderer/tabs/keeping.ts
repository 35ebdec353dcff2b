// The journal's side in the window: every change of a tab is on the disk a moment later, and all tabs come back when the window
// opens. What they are kept as is main's affair.

import { useDebounceFn, useEventListener } from '@vueuse/core';
import { watch } from 'vue';
import type { KeptTab, TabSides } from '../../ipc/journal';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';
import { useSettings } from '../settings/settings';
import { currentText } from './documents';
import { otherSide } from './sides';
import { textOf } from './text';
import { useTabs, type Tab } from './tabs';

/** A pause of typing so long, and at most so long without one, ms. */
const PAUSE_MS = 300;
const LONGEST_MS = 1500;

export interface Keeping {
  /** Opens the tabs of the last time. Whether there was one. */
  readonly restore: () => Promise<boolean>;
}

export function useKeeping(): Keeping {
  const adder = useAdder();
  const tabs = useTabs();
  const problems = useProblems();
  const changed = new Set<Tab>();
  const kept = new Set<string>();
  /** It is told once that the journal cannot be written, until it can again. */
  let failed = false;

  async function attempt(work: Promise<unknown>): Promise<void> {
    try {
      await work;
      failed = false;
    } catch (error) {
      if (!failed) problems.report(error);
      failed = true;
    }
  }

  function write(): void {
    for (const tab of changed) {
      if (!tabs.tabs.includes(tab)) continue; // closed meanwhile
      kept.add(tab.key);
      void attempt(adder.call('keepTab', tab.key, snapshot(tab)));
    }
    changed.clear();
  }

  function snapshot(tab: Tab): KeptTab {
    const { name, origin, unsaved, uploadedTo } = tab;
    const document = tabs.documentOf(tab.id);
    const { ends, mark, saved, waiting } = document;
    const state = document.view?.state ?? document.state;
    return {
      name,
      origin: { ...origin },
      text: textOf(currentText(document)),
      saved: unsaved ? textOf(saved) : null,
      ends,
      mark,
      cursor: state.selection.main.head,
      waiting: waiting ? textOf(waiting) : null,
      uploadedTo: uploadedTo ?? null,
    };
  }

  function sidesNow(): TabSides {
    const { shown, focused } = tabs;
    const keyOf = (id: number | undefined): string | null =>
      tabs.tabs.find((tab) => tab.id === id)?.key ?? null;
    return {
      active: keyOf(shown[focused]),
      right: tabs.on('right').map(({ key }) => key),
      beside: keyOf(shown[otherSide(focused)]),
    };
  }

  const writeSoon = useDebounceFn(write, PAUSE_MS, { maxWait: LONGEST_MS });

  tabs.onChange((tab) => {
    changed.add(tab);
    void writeSoon();
  });
  watch(
    () => [tabs.tabs.map(({ key }) => key), sidesNow()] as const,
    ([keys, sides], before) => {
      if (JSON.stringify([keys, sides]) === JSON.stringify(before)) return;
      for (const key of kept) {
        if (keys.includes(key)) continue;
        kept.delete(key);
        void attempt(adder.call('forgetTab', key));
      }
      void attempt(adder.call('arrangeTabs', keys, { ...sides, right: [...sides.right] }));
    },
  );
  // What was typed a moment ago is sent before the page goes.
  useEventListener(window, 'pagehide', write);

  async function restore(): Promise<boolean> {
    const session = await problems.guard(() => adder.call('restoreTabs'));
    if (!session) return true; // nobody knows; better nothing than an example over somebody's work
    for (const { name, origin, text, ends, mark, ...state } of session.tabs) {
      if (state.saved === null && state.waiting === null && !useSettings().values.reopenTabs) {
        void attempt(adder.call('forgetTab', state.key));
        continue;
      }
      kept.add(state.key);
      tabs.open(name, origin, { text, ends, mark }, state);
    }
    const { right, beside, active } = session;
    for (const tab of tabs.tabs) if (right.includes(tab.key)) tabs.moveAcross(tab);
    for (const key of [beside, active]) {
      const tab = tabs.tabs.find((other) => other.key === key);
      if (tab) tabs.activate(tab.id);
    }
    return !session.isFirst;
  }

  return { restore };
}
