// The link to a board by Bluetooth LE, `ble:NAME-OR-ID`: the Nordic UART service. Owns a Bluetooth process (ble/process.ts says why it is one)
// for the life of the connection; radio, device and sizes are that process's affair (ble/program).

import type { BoardAddress } from '../../shared/address';
import { AdderError } from '../../shared/errors';
import type * as ClientModule from './ble/client';
import type { Report } from './ble/messages';
import type { BluetoothLauncher } from './ble/process';
import type { LinkDriver, LinkEvents } from './driver';
import { PipeTransport } from './pipe-transport';
import type { LinkTraits, Transport } from './transport';

/** What the process takes in one message: five of the smallest writes, between which an abort has to wait. */
const CHUNK_BYTES = 100;
/**
 * A write is confirmed when the board's Bluetooth has it, not when MicroPython has read it. In between lie the buffers of the prompt:
 * 100 bytes in the characteristic (examples/bluetooth/ble_uart_peripheral.py), 128 in the nrf port
 * (ports/nrf/drivers/bluetooth/ble_uart.c), 259 behind os.dupterm_notify on others. All of them drop what exceeds.
 */
const IN_FLIGHT = 100;

type Client = typeof ClientModule;

/** ms */
export interface BleTimes {
  /** How long to look for the device. */
  readonly scan: number;
  /** How long to look on for another of the same name: two of MicroPython's advertisements (0.5 s). */
  readonly settle: number;
  /** Connecting: the library tries five times, 2 s each. And starting the process. */
  readonly connect: number;
}

const TIMES: BleTimes = { scan: 10_000, settle: 1200, connect: 30_000 };

export function bleTransport(
  address: BoardAddress,
  device: string,
  launch: BluetoothLauncher,
  times: BleTimes = TIMES,
): Transport {
  return new PipeTransport(address, new BleDriver(device, launch, times));
}

class BleDriver implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  readonly link: LinkTraits = {
    inFlight: IN_FLIGHT,
    eightBitClean: true,
    resetsOnOpen: false,
    survivesSoftReset: false, // the board's Bluetooth goes down with it
  };
  private client: ClientModule.BluetoothClient | undefined;
  private writing: { resolve(): void; reject(error: AdderError): void } | undefined;

  constructor(
    private readonly device: string,
    private readonly launch: BluetoothLauncher,
    private readonly times: BleTimes,
  ) {}

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    // Not loaded by who uses other links: the schemas take a while.
    const client = await import('./ble/client');
    try {
      await this.opened(client, events, signal);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.writing = { resolve, reject };
      this.client?.send({ kind: 'write', bytes });
    });
  }

  /** Notifications have no flow control: what comes while nobody takes it is kept. */
  pause(): void {
    // the radio goes on
  }

  resume(): void {
    // it has never stopped
  }

  async close(): Promise<void> {
    await this.client?.close();
  }

  private opened(
    { BluetoothClient, failureError }: Client,
    events: LinkEvents,
    signal: AbortSignal,
  ): Promise<void> {
    const { scan: scanMs, settle: settleMs, connect: connectMs } = this.times;
    const limitMs = scanMs + settleMs + connectMs;
    return new Promise((resolve, reject) => {
      const done = (error?: AdderError): void => {
        clearTimeout(limit);
        signal.removeEventListener('abort', onAbort);
        if (error) reject(error);
        else resolve();
      };
      const onAbort = (): void => done(new AdderError('aborted'));
      const late = (): void => {
        const detail = `It takes longer than ${limitMs / 1000} s.`;
        done(new AdderError('bluetooth-failed', { detail }));
      };
      const limit = setTimeout(late, limitMs);
      signal.addEventListener('abort', onAbort);

      let open = false;
      const lose = (error: AdderError): void => {
        this.writing?.reject(error);
        if (open) events.lost(error);
        else done(error);
      };
      const hear = (report: Report): void => {
        switch (report.kind) {
          case 'open':
            open = true;
            done();
            return;
          case 'bytes':
            events.bytes(report.bytes);
            return;
          case 'written':
            this.writing?.resolve();
            return;
          case 'lost':
            lose(new AdderError('link-lost', { detail: report.detail }));
            return;
          case 'failed':
            lose(failureError(report));
            return;
          case 'found':
            return;
        }
      };
      if (signal.aborted) {
        onAbort();
        return;
      }
      const command = { kind: 'connect', device: this.device, scanMs, settleMs } as const;
      this.client = BluetoothClient.start(this.launch, command, hear);
      void this.client.ended.then((error) => {
        lose(open ? new AdderError('link-lost', { detail: error.detail ?? '' }) : error);
      });
    });
  }
}
