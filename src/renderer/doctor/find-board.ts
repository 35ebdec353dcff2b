// The guided look for a board that is in no list: unplug it, plug it in, and see what the computer notices.

import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useAdder } from '../bridge/adder';
import { useDevices } from '../devices/devices';
import { useProblems } from '../problems/problems';
import { nothingCame, NEW_LOOK, seePorts, seeUsb, type Look } from './sightings';

export const useFindBoard = defineStore('find-board', () => {
  const adder = useAdder();
  const devices = useDevices();
  const problems = useProblems();
  const look = shallowRef<Look>();
  const seen = computed(() => look.value?.seen);

  adder.on('usbChanged', (list) => {
    if (look.value) look.value = seeUsb(look.value, list);
  });
  watch(
    () => devices.devices,
    (list) => {
      if (look.value) look.value = seePorts(look.value, list);
    },
  );

  function open(): void {
    look.value = seePorts(NEW_LOOK, devices.devices);
    void problems.guard(() => adder.call('lookForBoard', true));
  }

  function close(): void {
    look.value = undefined;
    void problems.guard(() => adder.call('lookForBoard', false));
  }

  function nothing(): void {
    if (look.value) look.value = nothingCame(look.value);
  }

  return { seen, open, close, nothing };
});
