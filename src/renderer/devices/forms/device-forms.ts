// What about boards is open: the picker, or a form; one at a time, and none while nobody asked.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export type DeviceForm = 'network' | 'bluetooth' | 'known';

export const useDeviceForms = defineStore('device-forms', () => {
  const open = shallowRef<DeviceForm>();
  /** The picker at the top is open. */
  const picking = shallowRef(false);

  function show(form: DeviceForm): void {
    open.value = form;
  }

  function close(): void {
    open.value = undefined;
  }

  return { open, picking, show, close };
});
