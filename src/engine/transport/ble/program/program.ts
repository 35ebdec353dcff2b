// What runs in the Bluetooth process: takes commands of messages.ts, drives the library, reports. One task a process: it scans, or it
// connects to one device. Knows neither how messages travel nor who started it; a host's entry file brings both.

import { AdderError, isAdderError } from '../../../../shared/errors';
import {
  cutDetail,
  isBluetoothFailure,
  readCommand,
  type BluetoothFailure,
  type Command,
  type Report,
} from '../messages';
import type { BluetoothLibrary } from './library';
import { advertisesUart, findDevice, nameOf, scan } from './scan';
import { messageOf, Uart } from './uart';

export class BluetoothProgram {
  private readonly stopping = new AbortController();
  private busy = false;
  private uart: Uart | undefined;

  /**
   * @param report to the engine
   * @param load the library, only when there is a task
   * @param exit ends the process
   */
  constructor(
    private readonly report: (report: Report) => void,
    private readonly load: () => BluetoothLibrary,
    private readonly exit: () => void,
  ) {}

  /** A message of the engine. */
  hear(message: unknown): void {
    const command = readCommand(message);
    if (command) this.obey(command);
    else this.fail(new AdderError('internal', { detail: 'a command that makes no sense' }));
  }

  /** What nobody caught: the library lets its own errors escape. */
  fault(error: unknown): void {
    // A device that is connected says by itself when it is lost.
    if (!this.uart) this.fail(error);
  }

  /** Lets the device go and ends the process: on command, and when the engine is gone. */
  end(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.uart?.close();
    this.exit();
  }

  private obey(command: Command): void {
    switch (command.kind) {
      case 'scan':
        this.begin((library) => {
          this.scan(library);
        });
        return;
      case 'connect':
        this.begin((library) => this.connect(library, command));
        return;
      case 'write':
        void this.write(command.bytes);
        return;
      case 'close':
        this.end();
        return;
    }
  }

  private begin(task: (library: BluetoothLibrary) => void | Promise<void>): void {
    if (this.busy) {
      this.fail(new AdderError('internal', { detail: 'a second task' }));
      return;
    }
    this.busy = true;
    this.loadAvailable()
      .then(task)
      .catch((error: unknown) => this.fail(error));
  }

  private async loadAvailable(): Promise<BluetoothLibrary> {
    const library = this.loadLibrary();
    const scanner = new library.Bluetooth({ scanTime: 1, deviceFound: () => false });
    if (await scanner.getAvailability()) return library;
    throw new AdderError('bluetooth-unavailable', {
      detail:
        library.getAdapters().length === 0
          ? 'This computer has no Bluetooth adapter.'
          : 'The Bluetooth adapter is switched off.',
    });
  }

  private loadLibrary(): BluetoothLibrary {
    try {
      return this.load();
    } catch (cause) {
      const detail = `The part of Adder that talks to Bluetooth cannot be loaded: ${messageOf(cause)}`;
      throw new AdderError('bluetooth-unavailable', { detail, cause });
    }
  }

  private scan(library: BluetoothLibrary): void {
    const stop = scan(
      library,
      (device) => {
        const signal = device._adData?.rssi;
        this.tell({
          kind: 'found',
          id: device.id,
          name: nameOf(device),
          ...(signal !== undefined && { signal }),
          uart: advertisesUart(device),
        });
      },
      (error) => this.fail(error),
    );
    this.stopping.signal.addEventListener('abort', stop);
  }

  private async connect(
    library: BluetoothLibrary,
    wanted: Extract<Command, { kind: 'connect' }>,
  ): Promise<void> {
    const device = await findDevice(library, wanted, this.stopping.signal);
    const uart = await Uart.connect(library, device, {
      bytes: (bytes) => this.tell({ kind: 'bytes', bytes }),
      lost: (detail) => this.tell({ kind: 'lost', detail: cutDetail(detail) }),
    });
    this.uart = uart;
    if (this.stopping.signal.aborted) uart.close();
    else this.tell({ kind: 'open' });
  }

  private async write(bytes: Uint8Array): Promise<void> {
    const { uart } = this;
    if (!uart) this.fail(new AdderError('internal', { detail: 'a write before the connection' }));
    else if (await uart.write(bytes)) this.tell({ kind: 'written' });
  }

  private fail(error: unknown): void {
    const { code, detail } = failureOf(error);
    this.tell({ kind: 'failed', code, detail: cutDetail(detail) });
  }

  private tell(report: Report): void {
    if (!this.stopping.signal.aborted) this.report(report);
  }
}

/** An error of the library in Adder's words; its own are in the detail. */
function failureOf(error: unknown): { code: BluetoothFailure; detail: string } {
  if (isAdderError(error))
    return {
      code: isBluetoothFailure(error.code) ? error.code : 'bluetooth-failed',
      detail: error.detail ?? '',
    };
  const detail = messageOf(error);
  if (/denied|not (authori[sz]ed|permitted|allowed)/i.test(detail))
    return { code: 'bluetooth-denied', detail };
  if (/not enabled/i.test(detail)) return { code: 'bluetooth-unavailable', detail };
  return { code: 'bluetooth-failed', detail };
}
