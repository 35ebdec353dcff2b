// The transport over a process and a channel that are real; only the adapter in the process is a fake.

import { forkBluetooth } from '../../../../src/engine/host/bluetooth/launch';
import type { BluetoothLauncher } from '../../../../src/engine/transport/ble/process';
import { createTransport } from '../../../../src/engine/transport/resolve';
import type { Transport } from '../../../../src/engine/transport/transport';
import { describeCompliance } from '../compliance';
import program from './fake-program?modulePath';
import { FakeBluetooth, FakeDevice } from './fake-bluetooth';
import { inProcess } from './in-process';

function link(device: string, launch: BluetoothLauncher): Transport {
  const host = { dataDirectory: '', holder: 'a test', launchBluetooth: launch };
  return createTransport(`ble:${device}`, host);
}

function refusing(device: FakeDevice): Transport {
  return link(device.id, inProcess(new FakeBluetooth([device])).launch);
}

describeCompliance({
  name: 'a Bluetooth device',
  rig: (behaviour) => {
    let pid = 0;
    const launch: BluetoothLauncher = () => {
      process.env['ADDER_FAKE_PEER'] = behaviour;
      const started = forkBluetooth(program);
      pid = started.pid;
      return started;
    };
    return Promise.resolve({
      transport: link('AA:BB:CC:DD:EE:01', launch),
      ready: () => Promise.resolve(),
      endPeer: () => process.kill(pid, 'SIGUSR2'),
      dispose: () => Promise.resolve(),
    });
  },
  // a message to the process and back for every 100 bytes
  largeBytes: 200_000,
  refused: [
    {
      what: 'a device that does not let itself be connected',
      code: 'bluetooth-failed',
      make: () => refusing(new FakeDevice({ id: 'a', refuses: 'Connect failed' })),
    },
    {
      what: 'a device without the Nordic UART service',
      code: 'no-uart-service',
      make: () => refusing(new FakeDevice({ id: 'a', services: {} })),
    },
    {
      what: 'a process that cannot be started',
      code: 'bluetooth-unavailable',
      make: () =>
        link('a', () => {
          throw new Error('no more processes');
        }),
    },
  ],
});
