// The link over a serial port (USB or UART) by serialport. Owns the open port and its DTR/RTS lines; why a port does not open is
// explained by port-errors.ts, what hangs on it is told by usb.ts. It never calls serialport's flush(), which throws
// away data in both directions, nor drain(): bytes are accepted when the system's buffer has them.

import { realpath } from 'node:fs/promises';
import { baudRateOf, type BoardAddress } from '../../shared/address';
import { AdderError } from '../../shared/errors';
import type { LinkDriver, LinkEvents, Signals } from './driver';
import { PipeTransport } from './pipe-transport';
import { createPortStream } from './port-bindings';
import { explainOpenFailure, type PortProbe } from './port-errors';
import { openLines, PortLines, type OpenLines } from './port-lines';
import { listPorts, type PortFacts } from './port-list';
import { portProbe } from './port-probe';
import {
  done,
  drain,
  toBuffer,
  type PortStream,
  RELEASE_MS,
  settledWithin,
  whenReleased,
} from './port-stream';
import type { LinkTraits, Transport } from './transport';
import { hasNativeUsb, readUsbFacts, USB_BOARD } from './usb';

export type SerialTarget = ({ readonly path: string } | { readonly serialNumber: string }) & {
  /** 115200 unless told otherwise; USB itself has no rate. */
  readonly baudRate?: number | undefined;
};

export interface PortOptions extends OpenLines {
  readonly path: string;
  readonly baudRate: number;
}

export interface SerialSystem {
  readonly probe: PortProbe;
  createPort(options: PortOptions): Promise<PortStream>;
  listPorts(): Promise<readonly PortFacts[]>;
  vendorId(path: string): Promise<number | undefined>;
}

const DEFAULT_BAUD_RATE = 115_200;
/** A UART at the other end understands a rate that is off by so much at most. */
const BAUD_TOLERANCE = 0.03;

/** 90 ms at 115200 baud: so long a piece that was begun keeps a Ctrl-C waiting. */
const CHUNK_BYTES = 1024;

/** Smallest receive buffer of a MicroPython UART. */
const UART_IN_FLIGHT = 256;

const UART: LinkTraits = { ...USB_BOARD, inFlight: UART_IN_FLIGHT, resetsOnOpen: true };
/** A pty has no speed: who names one has a UART at its other end, as socat and ser2net's clients bring one from elsewhere. */
const UART_BEHIND_PTY: LinkTraits = { ...UART, resetsOnOpen: false };

const system: SerialSystem = {
  probe: portProbe,
  createPort: (options) => Promise.resolve(createPortStream(options)),
  listPorts: () => listPorts(),
  vendorId: async (path) => {
    if (process.platform === 'linux') return (await readUsbFacts(path))?.vendorId;
    return (await listPorts()).find((port) => port.path === path)?.vendorId;
  },
};

/** The transport of an address that is a serial port and nothing around it. */
export function serialLink(address: BoardAddress): Transport | undefined {
  const { link, wrappers } = address;
  if (link.kind !== 'serial' && link.kind !== 'serial-id') return undefined;
  if (wrappers.some(({ kind }) => kind !== 'baud')) return undefined;
  return serialTransport(address, { ...link, baudRate: baudRateOf(address) });
}

export function serialTransport(
  address: BoardAddress,
  target: SerialTarget,
  on: SerialSystem = system,
): Transport {
  return new PipeTransport(address, new SerialDriver(target, on));
}

class SerialDriver implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  link = UART;
  private port: PortStream | undefined;
  private path = '';
  private released: Promise<void> = Promise.resolve();
  private lines: PortLines | undefined;

  constructor(
    private readonly target: SerialTarget,
    private readonly system: SerialSystem,
  ) {}

  async open(events: LinkEvents): Promise<void> {
    const path = await this.findPath();
    this.path = path;
    const vendorId = await this.system.vendorId(path);
    this.link = await this.traitsOf(path, vendorId);
    const port = await this.createPort(path, vendorId);
    await done((callback) => port.open(callback)).catch(async (error: unknown) => {
      throw await explainOpenFailure(path, error, this.system.probe);
    });
    this.port = port;
    this.released = whenReleased(port);
    this.report(port, path, events);
    this.lines = new PortLines(port, this.system.probe.platform);
    await this.lines.raise();
    await this.checkBaudRate(port);
  }

  async send(bytes: Uint8Array): Promise<void> {
    const { port } = this;
    if (!port) return;
    try {
      await done((callback) => port.write(toBuffer(bytes), callback));
    } catch (cause) {
      // EIO, ENXIO, ENODEV: unplugged, and writing was the first to notice.
      throw new AdderError('link-lost', { detail: this.path, cause });
    }
  }

  pause(): void {
    this.port?.pause();
  }

  resume(): void {
    this.port?.resume();
  }

  async setSignals(signals: Signals): Promise<void> {
    await this.lines?.change(signals);
  }

  async close(): Promise<void> {
    const { port } = this;
    if (!port?.isOpen) return settledWithin(this.released, RELEASE_MS);
    await this.lines?.lower();
    await done((callback) => port.close(callback)).catch(() => undefined); // lost meanwhile
  }

  private async findPath(): Promise<string> {
    if ('path' in this.target) return this.target.path;
    const { serialNumber } = this.target;
    const ports = await this.system.listPorts();
    const found = ports.find((port) => port.serialNumber === serialNumber);
    if (found) return found.path;
    const known = ports.flatMap((port) => port.serialNumber ?? []).join(', ');
    throw new AdderError('port-not-found', {
      detail:
        `No board with the serial number ${serialNumber} is plugged in` +
        (known === '' ? '.' : `; there is ${known}.`),
    });
  }

  private async traitsOf(path: string, vendorId: number | undefined): Promise<LinkTraits> {
    const device = await realpath(path).catch(() => path);
    if (device.startsWith('/dev/pts/'))
      return this.target.baudRate === undefined ? USB_BOARD : this.paced(UART_BEHIND_PTY);
    return hasNativeUsb(vendorId) ? USB_BOARD : this.paced(UART);
  }

  /** 8N1: ten bits a byte. */
  private paced(traits: LinkTraits): LinkTraits {
    return { ...traits, bytesPerSecond: (this.target.baudRate ?? DEFAULT_BAUD_RATE) / 10 };
  }

  private async createPort(path: string, vendorId: number | undefined): Promise<PortStream> {
    const { platform } = this.system.probe;
    const baudRate = this.target.baudRate ?? DEFAULT_BAUD_RATE;
    try {
      return await this.system.createPort({ path, baudRate, ...openLines(platform, vendorId) });
    } catch (cause) {
      throw new AdderError('port-failed', {
        detail: `The part of Adder that talks to serial ports cannot be loaded: ${String(cause)}`,
        cause,
      });
    }
  }

  private report(port: PortStream, path: string, events: LinkEvents): void {
    port.on('data', (bytes) => events.bytes(bytes));
    // A failed write says so to its caller and, when the port is gone, by 'close'; unheard it would end the program.
    port.on('error', () => undefined);
    port.on('close', (cause) => {
      drain(port);
      events.lost(new AdderError('link-lost', { detail: path, ...(cause && { cause }) }));
    });
  }

  /** A driver that cannot run at a rate takes another one and says so only when asked. macOS and some drivers do not tell. */
  private async checkBaudRate(port: PortStream): Promise<void> {
    const wanted = this.target.baudRate;
    if (wanted === undefined) return;
    const actual = await port.port?.getBaudRate().catch(() => undefined);
    if (!actual || Math.abs(actual.baudRate - wanted) <= wanted * BAUD_TOLERANCE) return;
    await this.close();
    throw new AdderError('bad-baud-rate', {
      detail: `${this.path} runs at ${actual.baudRate} instead of ${wanted}.`,
    });
  }
}
