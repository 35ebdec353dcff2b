// Starts the Bluetooth process of the app: a utility process of Electron (src/engine/transport/ble/process.ts says why).

import { utilityProcess } from 'electron';
import type { Readable } from 'node:stream';
import { keepLastWords, type BluetoothProcess } from '../../engine/transport/ble/process';
import program from './program?modulePath';

export function launchBluetooth(): BluetoothProcess {
  const child = utilityProcess.fork(program, [], {
    serviceName: 'Adder Bluetooth',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastWords = keepLastWords(child.stderr as Readable | null);
  return {
    send: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    ended: new Promise((resolve) => {
      child.once('exit', (code) => {
        resolve({ how: `exit code ${String(code)}`, lastWords: lastWords() });
      });
    }),
    kill: () => {
      // `child.kill()` asks politely, which a process inside a system call does not hear.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
