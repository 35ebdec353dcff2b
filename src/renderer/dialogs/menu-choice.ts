// What is chosen in a context menu is done when the menu has given the keys back. By itself it gives them back a moment later, and would
// take them from the question that was asked meanwhile: what is typed then would go to what lies below.

import { shallowRef } from 'vue';
import { useFocusBefore } from './focus-before';

export interface MenuChoice {
  /** For `update:open` of the menu's root. */
  readonly turned: (isOpen: boolean) => void;
  /** For `select` of an item: what it does. */
  readonly choose: (run: () => unknown) => void;
  /** For `closeAutoFocus` of the menu's content. */
  readonly closed: (event: Event) => void;
}

export function useMenuChoice(): MenuChoice {
  const isShown = shallowRef(false);
  const giveBack = useFocusBefore(() => isShown.value);
  let chosen: (() => unknown) | undefined;
  return {
    turned(isOpen) {
      isShown.value = isOpen;
    },
    choose(run) {
      chosen = run;
    },
    closed(event) {
      giveBack(event);
      const run = chosen;
      chosen = undefined;
      void run?.();
    },
  };
}
