// Starts the Bluetooth process of any Node program, the command among them: a Node process of its own
// (src/engine/transport/ble/process.ts says why).

import { fork } from 'node:child_process';
import { keepLastWords, type BluetoothProcess } from '../../transport/ble/process';
import program from './program?modulePath';

interface ForkedProcess extends BluetoothProcess {
  /** 0 when it could not be started. */
  readonly pid: number;
}

/** The launcher of a Node program (`TransportHost.launchBluetooth`). */
export function launchBluetooth(): BluetoothProcess {
  return forkBluetooth(program);
}

/** @param file the built program; the tests have others */
export function forkBluetooth(file: string): ForkedProcess {
  const child = fork(file, [], {
    serialization: 'advanced', // bytes stay bytes
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const lastWords = keepLastWords(child.stderr);
  return {
    pid: child.pid ?? 0,
    send: (message) => {
      if (child.connected) child.send(message as object, () => undefined); // the end is told by `ended`
    },
    onMessage: (listener) => void child.on('message', listener),
    ended: new Promise((resolve) => {
      child.once('error', (error) => resolve({ how: error.message, lastWords: lastWords() }));
      child.once('close', (code, signal) =>
        resolve({ how: signal ?? `exit code ${String(code)}`, lastWords: lastWords() }),
      );
    }),
    kill: () => void child.kill('SIGKILL'),
  };
}
