// The Bluetooth process of the command with a fake adapter: a device "board" whose peer is named by ADDER_FAKE_PEER. SIGUSR2 takes the
// device out of reach.

import { serveParent } from '../../../../src/engine/host/bluetooth/serve';
import type { Behaviour } from '../compliance';
import { FakeBluetooth, FakeDevice } from './fake-bluetooth';
import { scriptedPeer } from './peers';

const peer = scriptedPeer(process.env['ADDER_FAKE_PEER'] as Behaviour);
const device = new FakeDevice({ id: 'AA:BB:CC:DD:EE:01', name: 'board', peer, payload: 244 });

serveParent(() => new FakeBluetooth([device]));
process.on('SIGUSR2', () => device.drop());
