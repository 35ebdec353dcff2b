// A ble: transport on a fake adapter in this process, for tests that look at every write.

import { parseAddress } from '../../../../src/shared/address';
import { bleTransport, type BleTimes } from '../../../../src/engine/transport/ble';
import type { Transport } from '../../../../src/engine/transport/transport';
import { FakeBluetooth, FakeDevice, type FakeDeviceOptions } from './fake-bluetooth';
import { inProcess, type InProcess } from './in-process';

export interface BleRig {
  readonly transport: Transport;
  readonly air: FakeBluetooth;
  readonly process: InProcess;
}

export const QUICK: BleTimes = { scan: 10_000, settle: 20, connect: 10_000 };

export function rigFor(
  device: string,
  air: FakeBluetooth,
  times: BleTimes = QUICK,
  process: InProcess = inProcess(air),
): BleRig {
  const transport = bleTransport(parseAddress(`ble:${device}`), device, process.launch, times);
  return { transport, air, process };
}

/** An open transport to one device. */
export async function connected(
  options: Omit<FakeDeviceOptions, 'id'>,
): Promise<BleRig & { readonly device: FakeDevice }> {
  const device = new FakeDevice({ id: 'AA:01', name: 'board', ...options });
  const rig = rigFor('aa:01', new FakeBluetooth([device]));
  await rig.transport.open();
  return { ...rig, device };
}
