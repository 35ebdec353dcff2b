// Where the keys were when something opened over the window: they go back there when it closes, or to the editor if that is gone.

import { watch } from 'vue';

/** @returns for `closeAutoFocus` of a dialog */
export function useFocusBefore(isOpen: () => boolean): (event: Event) => void {
  let before: Element | null = null;
  watch(
    isOpen,
    (open) => {
      if (open) before = document.activeElement;
    },
    { flush: 'sync', immediate: true },
  );
  return (event) => {
    event.preventDefault();
    const isThere = before?.isConnected === true && before !== document.body;
    const target = isThere ? before : document.querySelector('.cm-content');
    if (target instanceof HTMLElement) target.focus();
  };
}
