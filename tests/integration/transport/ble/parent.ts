// A program that holds a Bluetooth process, for the test that kills it. Prints the process's id once it is connected.

import { forkBluetooth } from '../../../../src/engine/host/bluetooth/launch';

const [, , program] = process.argv;
process.env['ADDER_FAKE_PEER'] = 'flood';
const child = forkBluetooth(program ?? '');
child.onMessage((message) => {
  if ((message as { kind: string }).kind === 'open') process.stdout.write(`${child.pid}\n`);
});
child.send({ kind: 'connect', device: 'board', scanMs: 5000, settleMs: 10 });
