// Light, dark, or as the system has it. The choice is kept; `resolved` is what is on the screen.

import { useLocalStorage, usePreferredDark } from '@vueuse/core';
import { computed, effectScope, watchEffect, type ComputedRef, type Ref } from 'vue';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

interface ThemeState {
  readonly chosen: Ref<Theme>;
  readonly resolved: ComputedRef<'light' | 'dark'>;
}

let shared: ThemeState | undefined;

export function useTheme(): ThemeState {
  // Lives as long as the window: no component owns it.
  shared ??= effectScope(true).run(() => {
    const chosen = useLocalStorage<Theme>('adder.theme', 'system');
    const dark = usePreferredDark();
    const resolved = computed(() => {
      if (chosen.value === 'light' || chosen.value === 'dark') return chosen.value;
      return dark.value ? 'dark' : 'light';
    });
    return { chosen, resolved };
  });
  if (shared === undefined) throw new Error('the theme has no scope');
  return shared;
}

/** Puts the theme on the page, now and whenever it changes. */
export function applyTheme(): void {
  const { resolved } = useTheme();
  watchEffect(
    () => {
      document.documentElement.dataset['theme'] = resolved.value;
    },
    { flush: 'sync' },
  );
}

/** The value of a token as the page has it now, for what cannot read CSS. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
