// The Bluetooth process of the command: the engine's program at the end of a channel of child_process.fork. It ends with the command,
// however that ends.

import { loadBluetoothLibrary } from '../../engine/transport/ble/program/library';
import { BluetoothProgram } from '../../engine/transport/ble/program/program';

const program = new BluetoothProgram(
  (report) => void process.send?.(report),
  loadBluetoothLibrary,
  () => process.exit(),
);

process.on('message', (message) => program.hear(message));
// The command is gone.
process.on('disconnect', () => program.end());
process.on('uncaughtException', (error) => program.fault(error));
process.on('unhandledRejection', (error) => program.fault(error));
// A terminal's Ctrl-C is for the command, which says what follows from it.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
