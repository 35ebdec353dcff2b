// Files dropped on the window, but not on a list that takes them: they open as tabs. The page never goes away, and the editor
// does not paste them into the program.

import { useEventListener } from '@vueuse/core';
import { useOpening } from '../tabs/opening';

/** More than anybody wants as tabs. */
const MOST = 10;

function isElsewhere(event: DragEvent): boolean {
  const { target, dataTransfer } = event;
  if (dataTransfer?.types.includes('Files') !== true) return false;
  return !(target instanceof Element && target.closest('[data-drop]'));
}

/** Must be called in a component's set-up. */
export function useDropsOnWindow(): void {
  const opening = useOpening();
  useEventListener(
    window,
    'dragover',
    (event) => {
      if (!isElsewhere(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  useEventListener(
    window,
    'drop',
    (event) => {
      if (!isElsewhere(event)) return;
      event.preventDefault();
      event.stopPropagation();
      // A folder has no text, and cannot be read as a file.
      const files = [...(event.dataTransfer?.items ?? [])]
        .filter((item) => item.webkitGetAsEntry()?.isDirectory !== true)
        .flatMap((item) => item.getAsFile() ?? []);
      for (const file of files.slice(0, MOST)) void opening.openDropped(file);
    },
    { capture: true },
  );
}
