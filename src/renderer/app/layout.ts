// What of the window is shown; kept for the next time.

import { useLocalStorage } from '@vueuse/core';
import { effectScope, type Ref } from 'vue';

interface Layout {
  readonly workbenchShown: Ref<boolean>;
  readonly hintShown: Ref<boolean>;
}

let shared: Layout | undefined;

export function useLayout(): Layout {
  // Lives as long as the window: no component owns it.
  shared ??= effectScope(true).run(() => ({
    workbenchShown: useLocalStorage('adder.workbench', true),
    hintShown: useLocalStorage('adder.hint', true),
  }));
  if (shared === undefined) throw new Error('the layout has no scope');
  return shared;
}
