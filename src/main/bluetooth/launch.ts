// Starts the Bluetooth process of the app: a utility process of Electron (src/engine/transport/ble/process.ts says why).

import { utilityProcess } from 'electron';
import { finished, type Readable } from 'node:stream';
import { keepLastWords, type BluetoothProcess } from '../../engine/transport/ble/process';
import program from './program?modulePath';

export function launchBluetooth(): BluetoothProcess {
  const child = utilityProcess.fork(program, [], {
    serviceName: 'Adder Bluetooth',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stderr = child.stderr as unknown as Readable; // it is a pipe, as asked for
  const lastWords = keepLastWords(stderr);
  return {
    send: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    ended: new Promise((resolve) => {
      child.once('exit', (code) => {
        // Electron takes all listeners off the stream right after this, though words may still be on their way.
        queueMicrotask(() => {
          const later = keepLastWords(stderr);
          finished(stderr, { writable: false }, () => {
            resolve({ how: `exit code ${String(code)}`, lastWords: lastWords() + later() });
          });
        });
      });
    }),
    kill: () => {
      // `child.kill()` asks politely, which a process inside a system call does not hear.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
