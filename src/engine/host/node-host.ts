// What links need from the program that runs the engine, as a plain Node program has it: the data directory that the app and the command
// use too, and Bluetooth in a process of its own. It asks nobody for passwords: who knows them hands `secret` in. Electron has a
// host of its own in src/main.

import type { TransportHost } from '../transport/transport';
import { launchBluetooth } from './bluetooth/launch';
import { dataDirectory } from './data-directory';

/** @param given what is different in this program */
export function nodeHost(given: Partial<TransportHost> = {}): TransportHost {
  return {
    dataDirectory: dataDirectory(),
    holder: `the program with the number ${String(process.pid)}`,
    launchBluetooth,
    ...given,
  };
}
