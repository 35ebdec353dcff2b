// Which page lies over the window: the help, the settings, the list of shortcuts, or the deleted files.

import { defineStore } from 'pinia';
import { shallowRef, type ShallowRef } from 'vue';

export type PageId = 'help' | 'settings' | 'shortcuts' | 'bin';

interface Pages {
  readonly shown: ShallowRef<PageId | undefined>;
  /** Which part of the page is looked for, where the page knows it. */
  readonly part: ShallowRef<string | undefined>;
  readonly open: (page: PageId, part?: string) => void;
  readonly close: () => void;
}

export const usePages = defineStore('pages', (): Pages => {
  const shown = shallowRef<PageId>();
  const part = shallowRef<string>();
  return {
    shown,
    part,
    open: (page, wanted) => {
      part.value = wanted;
      shown.value = page;
    },
    close: () => {
      shown.value = undefined;
    },
  };
});
