// What the person has set, for every room that asks. Main keeps it; which settings there are stands in src/ipc/settings.ts. A
// change is in force at once, and is told when it cannot be kept.

import { defineStore } from 'pinia';
import { computed, shallowRef, type WritableComputedRef } from 'vue';
import {
  DEFAULT_SETTINGS,
  type SettingName,
  type Settings,
  type SettingsChange,
} from '../../ipc/settings';
import { AdderError } from '../../shared/errors';
import { useAdder } from '../bridge/adder';
import { useProblems } from '../problems/problems';

export const useSettings = defineStore('settings', () => {
  const adder = useAdder();
  const problems = useProblems();
  const values = shallowRef<Settings>(DEFAULT_SETTINGS);

  adder.on('settingsChanged', (next) => {
    values.value = next;
  });

  /** Before anything is shown. Never rejects: the defaults do as well. */
  async function load(): Promise<void> {
    const known = await problems.guard(() => adder.call('getSettings'));
    if (!known) return;
    values.value = known.settings;
    if (known.damaged) problems.report(new AdderError('settings-damaged'));
  }

  async function change(change: SettingsChange): Promise<void> {
    values.value = { ...values.value, ...change };
    await problems.guard(() => adder.call('changeSettings', change));
  }

  async function reset(names: readonly SettingName[]): Promise<void> {
    await problems.guard(() => adder.call('resetSettings', [...names]));
  }

  /** For a `v-model`, or to read one of them. */
  function one<Name extends SettingName>(name: Name): WritableComputedRef<Settings[Name]> {
    return computed({
      get: () => values.value[name],
      set: (value) => void change({ [name]: value }),
    });
  }

  return { values, load, change, reset, one };
});
