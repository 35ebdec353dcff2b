// The engine's end of one Bluetooth process: commands go out, checked reports come in, and the end of the process, which may come at any
// time, becomes an error that a person can do something about. Knows neither addresses nor the library.

import { AdderError } from '../../../shared/errors';
import { readReport, type Command, type Report } from './messages';
import type { BluetoothLauncher, BluetoothProcess, ProcessEnd } from './process';

/** Most characters of its last words that an error repeats. */
const MAX_WORDS = 300;

/** How long the process may take to let its device go, ms. The library waits one second for each of its attempts. */
const CLOSE_MS = 2000;

export class BluetoothClient {
  /** Settles when the process has ended; never rejects. */
  readonly ended: Promise<AdderError>;

  private constructor(
    private readonly process: BluetoothProcess,
    onReport: (report: Report) => void,
  ) {
    this.ended = process.ended.then(whyEnded);
    process.onMessage((message) => {
      const report = readReport(message);
      onReport(
        report ?? { kind: 'failed', code: 'internal', detail: 'a report that makes no sense' },
      );
    });
  }

  /** Throws `bluetooth-unavailable` when the host cannot start the process. */
  static start(
    launch: BluetoothLauncher,
    command: Command,
    onReport: (report: Report) => void,
  ): BluetoothClient {
    let process: BluetoothProcess;
    try {
      process = launch();
    } catch (cause) {
      throw new AdderError('bluetooth-unavailable', {
        detail: `The part of Adder that talks to Bluetooth does not start: ${String(cause)}`,
        cause,
      });
    }
    const client = new BluetoothClient(process, onReport);
    client.send(command);
    return client;
  }

  send(command: Command): void {
    this.process.send(command);
  }

  /** Resolves when the process has ended, by itself or by force. */
  async close(): Promise<void> {
    this.send({ kind: 'close' });
    const force = setTimeout(() => this.process.kill(), CLOSE_MS);
    await this.ended;
    clearTimeout(force);
  }
}

/** What a failed report says. */
export function failureError({ code, detail }: Extract<Report, { kind: 'failed' }>): AdderError {
  return new AdderError(code, detail === '' ? {} : { detail });
}

/** SimpleBLE's words on stderr are those of D-Bus, where it speaks with bluetoothd. */
function whyEnded({ how, lastWords }: ProcessEnd): AdderError {
  if (/AccessDenied|not allowed to own|rejected send message/i.test(lastWords))
    return new AdderError('bluetooth-denied', { detail: oneLine(lastWords) });
  if (/DBus/i.test(lastWords))
    return new AdderError('bluetooth-unavailable', {
      detail: `The Bluetooth service of this computer, bluetoothd, does not answer (${how}).`,
    });
  const lines = lastWords.trim().split('\n').map(oneLine);
  const words = lines.find((line) => /error|what\(\)/i.test(line)) ?? lines.at(-1) ?? '';
  return new AdderError('bluetooth-unavailable', {
    detail: `The part of Adder that talks to Bluetooth has ended: ${how}${words && `: ${words}`}.`,
  });
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_WORDS);
}
