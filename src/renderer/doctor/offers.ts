// A board that is plugged in and that nobody has connected: which one is worth an offer. One that was declined, or that was
// connected before, is not offered again in this run.

import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { DeviceInfo } from '../../shared/board';
import { usbBoard, type UsbBoard } from '../../shared/usb-boards';
import { useBoards } from '../devices/boards';
import { useDevices } from '../devices/devices';
import { isDisplaced } from '../devices/same-board';

export interface Offer {
  readonly device: DeviceInfo;
  readonly board: UsbBoard;
}

/** Which board it is, as far as that can be told of two of one kind. */
export function offerKey({ serialNumber, vendorId, productId, path }: DeviceInfo): string {
  return `${vendorId ?? ''}:${productId ?? ''}:${serialNumber ?? path}`;
}

/** Only what is known to be a board: a telephone or a scanner also has a port. */
export function boardOf({ vendorId, productId }: DeviceInfo): UsbBoard | undefined {
  if (vendorId === undefined || productId === undefined) return undefined;
  const board = usbBoard(vendorId, productId);
  return board?.bootloader === true ? undefined : board;
}

export const useOffers = defineStore('offers', () => {
  const boards = useBoards();
  const devices = useDevices();
  const done = shallowRef<ReadonlySet<string>>(new Set());

  const addresses = computed(() =>
    boards.boards.filter((board) => !isDisplaced(board)).map(({ address }) => address),
  );
  const current = computed<Offer | undefined>(() => {
    // While a board is being connected it may be this one, under another name.
    if (boards.boards.some(({ connecting }) => connecting)) return undefined;
    for (const device of devices.devices) {
      const board = boardOf(device);
      if (!board || done.value.has(offerKey(device))) continue;
      if (!addresses.value.includes(device.address)) return { device, board };
    }
    return undefined;
  });

  watch(
    () => devices.devices.filter(({ address }) => addresses.value.includes(address)),
    (connected) => {
      const keys = connected.map(offerKey).filter((key) => !done.value.has(key));
      if (keys.length > 0) done.value = new Set([...done.value, ...keys]);
    },
    { immediate: true },
  );

  function dismiss(offer: Offer): void {
    done.value = new Set([...done.value, offerKey(offer.device)]);
  }

  async function accept(offer: Offer): Promise<void> {
    await boards.connect(offer.device.address);
  }

  return { current, accept, dismiss };
});
