// What a board does, calm enough to be read: Adder's own short work with it is not worth a word.

import { tryOnScopeDispose } from '@vueuse/core';
import { readonly, shallowRef, watch, type ShallowRef } from 'vue';
import { modeOf, type ConnectedBoard, type ShownMode } from './connected';

/** Work that is longer is named. */
const WORTH_A_WORD_MS = 400;

export function useSettledMode(
  board: () => ConnectedBoard | undefined,
): Readonly<ShallowRef<ShownMode>> {
  const shown = shallowRef(modeOf(board()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch([() => modeOf(board()), board], ([mode, now], [, before]) => {
    clearTimeout(timer);
    timer = undefined;
    if (mode !== 'engine') shown.value = mode;
    else {
      // What another board did before says nothing of this one.
      if (now !== before) shown.value = 'idle';
      timer = setTimeout(() => {
        shown.value = mode;
      }, WORTH_A_WORD_MS);
    }
  });
  tryOnScopeDispose(() => {
    clearTimeout(timer);
  });
  return readonly(shown);
}
