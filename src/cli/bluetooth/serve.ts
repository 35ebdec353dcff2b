// The end of the command's Bluetooth process that hears the command: a channel of child_process.fork. The process ends with the
// command, however that ends.

import type { BluetoothLibrary } from '../../engine/transport/ble/program/library';
import { BluetoothProgram } from '../../engine/transport/ble/program/program';

export function serveCommand(load: () => BluetoothLibrary): void {
  const program = new BluetoothProgram(
    (report) => void process.send?.(report),
    load,
    () => process.exit(),
  );
  process.on('message', (message) => program.hear(message));
  // The command is gone.
  process.on('disconnect', () => program.end());
  process.on('uncaughtException', (error) => program.fault(error));
  process.on('unhandledRejection', (error) => program.fault(error));
  // A terminal's Ctrl-C is for the command, which says what follows from it.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
}
