// What lies below the editor, as tabs: which one is shown, kept for the next time, and what happened meanwhile in those that
// are hidden. What is in them is not known here.

import { useLocalStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, effectScope, shallowRef } from 'vue';

export const PANELS = ['console', 'plotter', 'search'] as const;
export type PanelId = (typeof PANELS)[number];

function isPanel(id: string): id is PanelId {
  return (PANELS as readonly string[]).includes(id);
}

export const usePanels = defineStore('panels', () => {
  // Lives as long as the window, as the store does.
  const kept = effectScope(true).run(() => useLocalStorage<string>('adder.panel', 'console'));
  const news = shallowRef<ReadonlyMap<PanelId, string>>(new Map());

  /** Another version of Adder may have kept one that this one does not have. */
  const shown = computed<PanelId>(() =>
    kept !== undefined && isPanel(kept.value) ? kept.value : 'console',
  );

  function show(id: PanelId): void {
    if (kept) kept.value = id;
    if (!news.value.has(id)) return;
    const others = new Map(news.value);
    others.delete(id);
    news.value = others;
  }

  /** Something to look at, in words that stand beside the title of a tab that is hidden. */
  function tell(id: PanelId, words: string): void {
    if (id === shown.value || news.value.get(id) === words) return;
    news.value = new Map([...news.value, [id, words]]);
  }

  return { shown, news, show, tell };
});
