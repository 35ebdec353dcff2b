// A Bluetooth process inside the test: the real program with a fake adapter, behind a channel that clones as the real ones do.

import { BluetoothProgram } from '../../../../src/engine/transport/ble/program/program';
import type { BluetoothLauncher, ProcessEnd } from '../../../../src/engine/transport/ble/process';
import type { FakeBluetooth } from './fake-bluetooth';

export interface InProcess {
  readonly launch: BluetoothLauncher;
  /** Processes that run. */
  readonly running: () => number;
  /** Ends the last one as a crash does. */
  crash(end: ProcessEnd): void;
  /** What the engine gets, besides what the program reports. */
  say(message: unknown): void;
  /** What the program gets, besides what the engine commands. */
  tell(message: unknown): void;
}

export function inProcess(
  library: FakeBluetooth | (() => never),
  { deafToClose = false } = {},
): InProcess {
  let running = 0;
  let crash: (end: ProcessEnd) => void = () => undefined;
  let hear: (message: unknown) => void = () => undefined;
  let tell: (message: unknown) => void = () => undefined;
  const launch: BluetoothLauncher = () => {
    running++;
    let over = false;
    let settle!: (end: ProcessEnd) => void;
    const ended = new Promise<ProcessEnd>((resolve) => (settle = resolve));
    const finish = (end: ProcessEnd): void => {
      if (over) return;
      over = true;
      running--;
      setImmediate(() => settle(end));
    };
    const later = (message: unknown, to: (message: unknown) => void): void => {
      const clone: unknown = structuredClone(message);
      setImmediate(() => {
        if (!over) to(clone);
      });
    };
    crash = finish;
    const program = new BluetoothProgram(
      (report) => later(report, hear),
      typeof library === 'function' ? library : () => library,
      () => finish({ how: 'exit code 0', lastWords: '' }),
    );
    if (typeof library !== 'function') library.onFault = (error) => program.fault(error);
    tell = (message) => later(message, (clone) => program.hear(clone));
    return {
      send: (message) => {
        if (!(deafToClose && (message as { kind?: string }).kind === 'close')) tell(message);
      },
      onMessage: (listener) => (hear = listener),
      ended,
      kill: () => finish({ how: 'SIGKILL', lastWords: '' }),
    };
  };
  return {
    launch,
    running: () => running,
    crash: (end) => crash(end),
    say: (message) => hear(message),
    tell: (message) => tell(message),
  };
}
