// A row of tabs that may be wider than its place: the one that is shown stays in sight, whole, and has the keys if the row has them.

import { useResizeObserver } from '@vueuse/core';
import { watch, type ShallowRef } from 'vue';

/**
 * Must be called in a component's set-up.
 *
 * @param shown which tab it is
 * @param looks what the width of the tabs depends on
 */
export function useTabRow(
  row: Readonly<ShallowRef<HTMLElement | null>>,
  shown: () => unknown,
  looks: () => unknown,
): void {
  const tab = (): HTMLElement | null | undefined =>
    row.value?.querySelector<HTMLElement>('[aria-selected="true"]');

  function reveal(): void {
    const whole = tab()?.closest('[role="presentation"]');
    whole?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  watch([shown, looks], reveal, { flush: 'post' });
  useResizeObserver(row, reveal);
  watch(
    shown,
    () => {
      if (row.value?.contains(document.activeElement)) tab()?.focus();
    },
    { flush: 'post' },
  );
}
