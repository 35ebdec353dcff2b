// What of the window is shown; kept for the next time. Where there is no room for both the editor and what is at its sides, these go by
// themselves, and come back with the room. Whoever wants one all the same shows it.

import { useLocalStorage, useWindowSize } from '@vueuse/core';
import { computed, effectScope, shallowRef, watch, type Ref, type WritableComputedRef } from 'vue';

interface Layout {
  readonly filesShown: WritableComputedRef<boolean>;
  readonly workbenchShown: WritableComputedRef<boolean>;
  readonly hintShown: Ref<boolean>;
}

/** Widths of the window below which the editor would get less than about 240 pixels, or the side too little to be of use. */
const ROOM = { files: 520, workbench: 700 };

let shared: Layout | undefined;

function side(wanted: Ref<boolean>, room: number): WritableComputedRef<boolean> {
  const { width } = useWindowSize();
  const isTight = computed(() => width.value < room);
  const isAway = shallowRef(isTight.value);
  watch(isTight, (tight) => {
    isAway.value = tight;
  });
  return computed({
    get: () => wanted.value && !isAway.value,
    set: (shown) => {
      isAway.value = !shown && isTight.value;
      // Hidden where it is tight, it is still wanted elsewhere.
      if (!isAway.value) wanted.value = shown;
    },
  });
}

export function useLayout(): Layout {
  // Lives as long as the window: no component owns it.
  shared ??= effectScope(true).run(() => ({
    filesShown: side(useLocalStorage('adder.files', true), ROOM.files),
    workbenchShown: side(useLocalStorage('adder.workbench', true), ROOM.workbench),
    hintShown: useLocalStorage('adder.hint', true),
  }));
  if (shared === undefined) throw new Error('the layout has no scope');
  return shared;
}
