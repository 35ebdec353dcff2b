// What people who cannot see the window hear: changes of state, politely.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export const useAnnouncer = defineStore('announcer', () => {
  const message = shallowRef('');
  let last = false;

  function announce(text: string): void {
    // The same words twice are read twice only if they differ.
    last = !last;
    message.value = last ? text : `${text}\u00a0`;
  }

  return { message, announce };
});
