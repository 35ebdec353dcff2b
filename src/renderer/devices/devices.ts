// The boards that could be connected to.

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DeviceInfo } from '../../shared/board';
import { useAdder } from '../bridge/adder';
import { visibleName } from '../bridge/visible';
import { t } from '../i18n';
import { usbName } from '../../shared/usb-names';
import { useProblems } from '../problems/problems';

export const useDevices = defineStore('devices', () => {
  const adder = useAdder();
  const problems = useProblems();
  const devices = shallowRef<readonly DeviceInfo[]>([]);

  adder.on('devicesChanged', (list) => {
    devices.value = list;
  });

  async function refresh(): Promise<void> {
    const list = await problems.guard(() => adder.call('listDevices'));
    if (list) devices.value = list;
  }

  return { devices, refresh };
});

/** A name that a person knows the thing by. */
export function deviceName(device: DeviceInfo): string {
  if (device.kind === 'virtual') {
    const name = device.address.replace(/^virtual:/, '');
    return name === 'default'
      ? t('devices.virtual')
      : `${t('devices.virtual')} ${visibleName(name)}`;
  }
  const known = usbName(device.vendorId, device.productId);
  if (known?.kind === 'bridge') return t('devices.bridge', { chip: known.name });
  if (known?.kind === 'bootloader') return t('devices.bootloader', { name: known.name });
  if (known && !known.vague) return known.name;
  const product = visibleName(device.product ?? '').trim();
  if (product === '' && known) return known.name;
  return product === ''
    ? t(device.vendorId === undefined ? 'devices.serialPort' : 'devices.port', {
        port: visibleName(device.path),
      })
    : product;
}
