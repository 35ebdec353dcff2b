// Small news: what people who cannot see the window hear, politely, and what all others may read for a moment.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

const SHOWN_MS = 4000;

export const useAnnouncer = defineStore('announcer', () => {
  /** For screen readers. */
  const message = shallowRef('');
  /** On the screen, for a moment. */
  const notice = shallowRef<string>();
  let last = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function announce(text: string): void {
    // The same words twice are read twice only if they differ.
    last = !last;
    message.value = last ? text : `${text}\u00a0`;
  }

  /** For what a person has asked for and cannot see otherwise. */
  function show(text: string): void {
    announce(text);
    notice.value = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      notice.value = undefined;
    }, SHOWN_MS);
  }

  return { message, notice, announce, show };
});
