// What the board does, calm enough to be read: Adder's own short work with it is not worth a word.

import { tryOnScopeDispose } from '@vueuse/core';
import { readonly, shallowRef, watch, type ShallowRef } from 'vue';
import { useBoard, type ShownMode } from './board';

/** Work that is longer is named. */
const WORTH_A_WORD_MS = 400;

export function useSettledMode(): Readonly<ShallowRef<ShownMode>> {
  const board = useBoard();
  const shown = shallowRef(board.mode);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => board.mode,
    (mode) => {
      clearTimeout(timer);
      timer = undefined;
      if (mode !== 'engine') shown.value = mode;
      else
        timer = setTimeout(() => {
          shown.value = mode;
        }, WORTH_A_WORD_MS);
    },
  );
  tryOnScopeDispose(() => {
    clearTimeout(timer);
  });
  return readonly(shown);
}
