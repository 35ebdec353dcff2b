// Whether the palette is open, and on what: the commands, or the files. What can be chosen stands in commands-list.ts and
// files-list.ts.

import { defineStore } from 'pinia';
import { shallowRef, type ShallowRef } from 'vue';

export type PaletteMode = 'commands' | 'files';

/** One line to choose. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** What tells it from others, behind the title. */
  readonly detail?: string | undefined;
  /** More words that find it. */
  readonly also?: string | undefined;
  readonly shortcut?: string | undefined;
  /** Why it cannot be chosen now. */
  readonly reason?: string | undefined;
  readonly run: () => void;
}

interface Palette {
  readonly mode: ShallowRef<PaletteMode | undefined>;
  readonly open: (mode: PaletteMode) => void;
  readonly close: () => void;
}

export const usePalette = defineStore('palette', (): Palette => {
  const mode = shallowRef<PaletteMode>();
  return {
    mode,
    open: (next) => {
      mode.value = next;
    },
    close: () => {
      mode.value = undefined;
    },
  };
});
