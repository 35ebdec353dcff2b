// How a person wants plots to be drawn; kept for the next time, the same for all boards.

import { useLocalStorage } from '@vueuse/core';
import { computed, effectScope, type ComputedRef, type Ref } from 'vue';
import { MAX_ROWS } from './plot-data';

/** How many of the last rows are drawn. */
export const WINDOWS = [100, 500, 2000, 10_000, MAX_ROWS] as const;

/** What the plot is drawn over. */
export const AXES = ['rows', 'seconds'] as const;
export type Axis = (typeof AXES)[number];

export interface Range {
  readonly lowest: number;
  readonly highest: number;
}

interface Preferences {
  readonly rows: Ref<number>;
  readonly axis: Ref<Axis>;
  readonly isFixed: Ref<boolean>;
  readonly lowest: Ref<number>;
  readonly highest: Ref<number>;
  /** The fixed range, when there is one that makes sense. */
  readonly range: ComputedRef<Range | undefined>;
}

let shared: Preferences | undefined;

export function usePlotPreferences(): Preferences {
  // Lives as long as the window: no component owns it.
  shared ??= effectScope(true).run(() => {
    const kept = useLocalStorage<number>('adder.plot.rows', 500);
    const across = useLocalStorage<string>('adder.plot.axis', 'rows');
    const isFixed = useLocalStorage('adder.plot.fixed', false);
    const lowest = useLocalStorage('adder.plot.lowest', 0);
    const highest = useLocalStorage('adder.plot.highest', 100);
    return {
      rows: computed({
        get: () => WINDOWS.find((rows) => rows === kept.value) ?? 500,
        set: (rows) => {
          kept.value = rows;
        },
      }),
      axis: computed({
        get: () => AXES.find((axis) => axis === across.value) ?? 'rows',
        set: (axis) => {
          across.value = axis;
        },
      }),
      isFixed,
      lowest,
      highest,
      range: computed(() =>
        isFixed.value && lowest.value < highest.value
          ? { lowest: lowest.value, highest: highest.value }
          : undefined,
      ),
    };
  });
  if (shared === undefined) throw new Error('the preferences have no scope');
  return shared;
}
