// Light, dark or high contrast, as the person or the system has it. `resolved` is what is on the screen.

import { useMediaQuery, usePreferredDark } from '@vueuse/core';
import { computed, effectScope, watchEffect, type ComputedRef } from 'vue';
import { useSettings } from '../settings/settings';

export type ShownTheme = 'light' | 'dark' | 'contrast';

interface ThemeState {
  readonly resolved: ComputedRef<ShownTheme>;
}

let shared: ThemeState | undefined;

export function useTheme(): ThemeState {
  // Lives as long as the window: no component owns it.
  shared ??= effectScope(true).run(() => {
    const dark = usePreferredDark();
    const contrast = useMediaQuery('(prefers-contrast: more)');
    const resolved = computed<ShownTheme>(() => {
      const { theme } = useSettings().values;
      if (theme !== 'system') return theme;
      if (contrast.value) return 'contrast';
      return dark.value ? 'dark' : 'light';
    });
    return { resolved };
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
