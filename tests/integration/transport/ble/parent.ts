// A program that holds a Bluetooth process, for the test that kills it. Prints the process's id once it is connected.

import { launchBluetooth } from '../../../../src/cli/bluetooth/launch';

const [, , program] = process.argv;
process.env['ADDER_FAKE_PEER'] = 'flood';
const child = launchBluetooth(program);
child.onMessage((message) => {
  if ((message as { kind: string }).kind === 'open') process.stdout.write(`${child.pid}\n`);
});
child.send({ kind: 'connect', device: 'board', scanMs: 5000, settleMs: 10 });
