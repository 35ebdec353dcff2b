// The Bluetooth devices in reach, while a form shows them. Those that say that they have a prompt come first, those without a name
// last; within that as they were found, so that none moves away under a pointer.

import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { BluetoothDeviceInfo } from '../../../shared/board';
import { isAdderError, toAdderError, type AdderError } from '../../../shared/errors';
import { useAdder } from '../../bridge/adder';

export interface Nearby {
  readonly devices: ComputedRef<readonly BluetoothDeviceInfo[]>;
  readonly searching: Readonly<ShallowRef<boolean>>;
  readonly error: Readonly<ShallowRef<AdderError | undefined>>;
  readonly search: () => Promise<void>;
  readonly stop: () => void;
}

function rank({ uart, name }: BluetoothDeviceInfo): number {
  return uart ? 0 : name === '' ? 2 : 1;
}

/** The search ends with the component that it is called in. */
export function useNearby(): Nearby {
  const adder = useAdder();
  const found = shallowRef<ReadonlyMap<string, BluetoothDeviceInfo>>(new Map());
  const searching = shallowRef(false);
  const error = shallowRef<AdderError>();

  adder.on('bluetoothFound', (device) => {
    found.value = new Map(found.value).set(device.id, device);
  });

  async function search(): Promise<void> {
    if (searching.value) return;
    searching.value = true;
    error.value = undefined;
    try {
      await adder.call('findBluetooth');
    } catch (failure) {
      if (!isAdderError(failure, 'aborted')) error.value = toAdderError(failure);
    } finally {
      searching.value = false;
    }
  }

  function stop(): void {
    void adder.call('stopFinding').catch(() => undefined); // it ends with the window anyway
  }

  onScopeDispose(stop);

  return {
    devices: computed(() =>
      [...found.value.values()].sort((one, other) => rank(one) - rank(other)),
    ),
    searching,
    error,
    search,
    stop,
  };
}

/** A key of the catalogue. */
export function signalWords({ signal }: BluetoothDeviceInfo): string | undefined {
  if (signal === undefined) return undefined;
  if (signal >= -60) return 'bluetooth.close';
  return signal >= -80 ? 'bluetooth.near' : 'bluetooth.far';
}
