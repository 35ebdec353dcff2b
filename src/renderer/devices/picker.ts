// What the picker offers: what is plugged in, then what was connected before and is not among it; filtered by what is typed.

import type { RememberedBoard } from '../../ipc/contract';
import type { DeviceInfo } from '../../shared/board';
import { visibleName } from '../bridge/visible';
import { agoText, t } from '../i18n';
import type { ConnectedBoard } from './connected';
import { deviceName } from './devices';

export interface PickerRow {
  readonly address: string;
  readonly kind: 'virtual' | 'usb' | 'port' | 'network' | 'bluetooth';
  readonly name: string;
  readonly detail: string;
  /** Why it cannot be chosen now. */
  readonly reason?: string;
  readonly connected: boolean;
  readonly shown: boolean;
}

export interface PickerInput {
  readonly devices: readonly DeviceInfo[];
  readonly remembered: readonly RememberedBoard[];
  readonly connected: readonly ConnectedBoard[];
  readonly shown: ConnectedBoard | undefined;
}

export interface PickerRows {
  readonly found: readonly PickerRow[];
  readonly before: readonly PickerRow[];
}

/** So many fit without searching. */
export const FEW = 8;

export function pickerRows({ devices, remembered, connected, shown }: PickerInput): PickerRows {
  const known = new Map(remembered.map((board) => [board.address, board]));
  const names = devices.map((device) => nameNow(device, known.get(device.address)));
  const state = (address: string): Pick<PickerRow, 'connected' | 'shown'> => ({
    connected: connected.some((board) => board.address === address),
    shown: shown?.address === address,
  });
  const found = devices.map((device, index): PickerRow => {
    const name = names[index] ?? '';
    const isAlike = names.filter((other) => other === name).length > 1;
    return {
      address: device.address,
      kind: device.kind === 'virtual' ? 'virtual' : device.vendorId === undefined ? 'port' : 'usb',
      name,
      detail: detailOf(device, isAlike),
      ...state(device.address),
    };
  });
  const here = new Set(devices.map(({ address }) => address));
  const before = remembered
    .filter(({ address }) => !here.has(address))
    .map((board): PickerRow => ({
      address: board.address,
      kind: kindOf(board.address),
      name: visibleName(board.name),
      detail: [
        ...(board.absent ? [t('devices.notPluggedIn')] : []),
        t('devices.lastUsed', { when: agoText(board.lastUsed) }),
        visibleName(board.address.replace(/^serial:/, '')),
      ].join(' · '),
      ...(board.absent && { reason: t('devices.absent') }),
      ...state(board.address),
    }));
  return { found, before };
}

export function matching(rows: readonly PickerRow[], query: string): readonly PickerRow[] {
  const words = query.trim().toLowerCase().split(/\s+/);
  return rows.filter(({ name, detail, address }) => {
    const text = `${name} ${detail} ${address}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function nameNow(device: DeviceInfo, known: RememberedBoard | undefined): string {
  // What its firmware has said of it tells more than its plug; but another board may be there now.
  return known?.named === true || (known && device.serialNumber !== undefined)
    ? visibleName(known.name)
    : deviceName(device);
}

/** What tells it from others of the same name. */
function detailOf(device: DeviceInfo, isAlike: boolean): string {
  if (device.kind === 'virtual') return t('devices.virtualHint');
  const { path, manufacturer = '', serialNumber } = device;
  return [
    path,
    manufacturer,
    ...(isAlike && serialNumber !== undefined
      ? [t('devices.serialNumber', { number: serialNumber })]
      : []),
  ]
    .filter((part) => part !== '')
    .map(visibleName)
    .join(' · ');
}

function kindOf(address: string): PickerRow['kind'] {
  const [, scheme = ''] = /^(?:[a-z]+=[^+]*\+)*([a-z0-9]+)[:=]/i.exec(address) ?? [];
  if (scheme === 'ble') return 'bluetooth';
  if (scheme === 'virtual') return 'virtual';
  return ['tcp', 'rfc2217', 'ws', 'wss'].includes(scheme) ? 'network' : 'port';
}
