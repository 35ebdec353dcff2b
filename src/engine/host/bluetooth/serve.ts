// The end of a Bluetooth process that hears who started it: a channel of child_process.fork. The process ends with its parent,
// however that ends.

import type { BluetoothLibrary } from '../../transport/ble/program/library';
import { BluetoothProgram } from '../../transport/ble/program/program';

export function serveParent(load: () => BluetoothLibrary): void {
  const program = new BluetoothProgram(
    (report) => void process.send?.(report),
    load,
    () => process.exit(),
  );
  process.on('message', (message) => program.hear(message));
  // The parent is gone.
  process.on('disconnect', () => program.end());
  process.on('uncaughtException', (error) => program.fault(error));
  process.on('unhandledRejection', (error) => program.fault(error));
  // A terminal's Ctrl-C is for the parent, which says what follows from it.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
}
