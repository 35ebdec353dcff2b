// Asking for the right to use a port: what an administrator's answer has led to, in words, and trying again when that helps.

import { shallowRef, watch, type ShallowRef } from 'vue';
import type { FixOutcome } from '../../ipc/doctor';
import { useAdder } from '../bridge/adder';
import { useDevices } from '../devices/devices';
import { t } from '../i18n';
import { useProblems } from '../problems/problems';

interface Permission {
  readonly asking: Readonly<ShallowRef<boolean>>;
  /** How it went; nothing before. */
  readonly note: Readonly<ShallowRef<string | undefined>>;
  readonly ask: (how: 'group' | 'rule') => Promise<void>;
}

/** Must be called in a component's set-up. */
export function usePermission(address: () => string, retry: () => void): Permission {
  const adder = useAdder();
  const devices = useDevices();
  const asking = shallowRef(false);
  const note = shallowRef<string>();
  /** The rule counts for what is plugged in from now on. */
  const waitsForPlug = shallowRef(false);
  let wasGone = false;

  watch(
    () => devices.devices.some((device) => device.address === address()),
    (isThere) => {
      if (!waitsForPlug.value) return;
      if (!isThere) wasGone = true;
      else if (wasGone) retry();
    },
  );

  function tell(outcome: FixOutcome, how: 'group' | 'rule'): void {
    if (outcome !== 'done') {
      note.value = t(`doctor.repair.${outcome}`);
      return;
    }
    if (how === 'group') {
      retry();
      return;
    }
    note.value = t('doctor.repair.replug');
    waitsForPlug.value = true;
  }

  async function ask(how: 'group' | 'rule'): Promise<void> {
    asking.value = true;
    note.value = t('doctor.repair.asking');
    const outcome = await useProblems().guard(() => adder.call('repairPermission', address()));
    asking.value = false;
    note.value = undefined;
    if (outcome) tell(outcome, how);
  }

  return { asking, note, ask };
}
