// The Bluetooth process of the app: the engine's program in a utility process. Electron ends it with the app, however that ends.

import { loadBluetoothLibrary } from '../../engine/transport/ble/program/library';
import { BluetoothProgram } from '../../engine/transport/ble/program/program';

const { parentPort } = process;

const program = new BluetoothProgram(
  (report) => {
    parentPort.postMessage(report);
  },
  loadBluetoothLibrary,
  () => process.exit(),
);

parentPort.on('message', ({ data }) => {
  program.hear(data);
});
process.on('uncaughtException', (error) => {
  program.fault(error);
});
process.on('unhandledRejection', (error) => {
  program.fault(error);
});
