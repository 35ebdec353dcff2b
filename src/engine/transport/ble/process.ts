// The Bluetooth process as the engine sees it, whoever started it. The system's Bluetooth library ends its whole process when something
// is wrong (SIGABRT where there is a D-Bus but no bluetoothd), and its calls block; so it lives in a process of its own,
// which the host starts: Electron's utilityProcess in the app, child_process.fork elsewhere (src/engine/host/bluetooth).

import type { Readable } from 'node:stream';

/** A process that was started for Bluetooth. */
export interface BluetoothProcess {
  /** Carries a structured clone. Does nothing once the process has ended. */
  send(message: unknown): void;
  /** Called once, before the first message can come. */
  onMessage(listener: (message: unknown) => void): void;
  /** Settles once, with how it ended, also when it could not be started; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** At once, whatever it is doing. */
  kill(): void;
}

/** How such a process has ended. */
export interface ProcessEnd {
  /** `exit code 1`, `SIGABRT`, or the system's words for why it did not start. */
  readonly how: string;
  /** The end of what it wrote to stderr. */
  readonly lastWords: string;
}

/** Starts a Bluetooth process. */
export type BluetoothLauncher = () => BluetoothProcess;

const MAX_LAST_WORDS = 2000;

/** Reads a stream to its end; the function returned has the last of it. */
export function keepLastWords(stream: Readable | null): () => string {
  let words = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-MAX_LAST_WORDS);
  });
  return () => words;
}
