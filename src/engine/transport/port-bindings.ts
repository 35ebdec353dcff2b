// serialport, as far as Adder uses it: its native part on Linux and macOS, with a stream of Adder's own over it (unix-port.ts
// says why); its whole stream on Windows.
//
// Only the parts that this system needs are loaded, when they are needed, and by `require`: the whole package, imported as an
// ES module, took 50 of the 130 ms of processor time that a short command of `adder` cost.

import { createRequire } from 'node:module';
import type { PortSignals, PortStream } from './port-stream';
import { UnixPort } from './unix-port';

export interface OpenOptions {
  readonly path: string;
  readonly baudRate: number;
  /** Nobody else may have it open; so it is unless told otherwise. */
  readonly lock?: boolean;
  readonly hupcl?: boolean;
}

/** What serialport's `list` gives of a port. */
export interface ListedPort {
  readonly path: string;
  readonly serialNumber?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly friendlyName?: string | undefined;
}

/** Tells once when a descriptor can be read or written; waits with the system's poll. */
export interface Poller {
  poll(events: number): void;
  stop(): void;
  destroy(): void;
}

type PollerClass = new (
  descriptor: number,
  onEvents: (error: Error | null | undefined, events?: number) => void,
) => Poller;

/** The native part, as Linux and macOS have it. */
export interface NativePorts {
  readonly Poller: PollerClass;
  asyncOpen(path: string, options: object): Promise<number>;
  asyncClose(descriptor: number): Promise<void>;
  asyncSet(descriptor: number, signals: PortSignals): Promise<void>;
  asyncGetBaudRate(descriptor: number): Promise<{ readonly baudRate: number }>;
}

/** 8N1, raw: reading waits for one byte. */
const RAW_LINE = {
  dataBits: 8,
  stopBits: 1,
  parity: 'none',
  rtscts: false,
  xon: false,
  xoff: false,
  xany: false,
  vmin: 1,
  vtime: 0,
} as const;

/** A stream over a port, not open yet. Throws where serialport cannot be loaded. */
export function createPortStream(options: OpenOptions): PortStream {
  if (process.platform === 'win32') return windowsStream(options);
  const native = nativePorts();
  return new UnixPort(native, () => openDescriptor(native, options));
}

/** A stream over what the system has opened already; it owns the descriptor from its opening on. */
export function wrapDescriptor(descriptor: number): PortStream {
  return new UnixPort(nativePorts(), () => Promise.resolve(descriptor));
}

/** Makes a terminal a plain 8-bit line. It stays one while somebody has it open. */
export async function makeRaw(path: string): Promise<void> {
  const native = nativePorts();
  const descriptor = await openDescriptor(native, { path, baudRate: 115_200, lock: false });
  await native.asyncClose(descriptor);
}

/** The ports that the system knows. */
export async function listSystemPorts(): Promise<readonly ListedPort[]> {
  return systemBinding().list();
}

function openDescriptor(native: NativePorts, options: OpenOptions): Promise<number> {
  const settings = { lock: true, hupcl: true, ...RAW_LINE, ...options };
  return native.asyncOpen(options.path, settings);
}

/** A part of the very copies that serialport itself uses. */
function part(name: string): unknown {
  return createRequire(createRequire(import.meta.url).resolve('serialport'))(name);
}

function bindings(name: string): Readonly<Record<string, unknown>> {
  return part(`@serialport/bindings-cpp/dist/${name}`) as Readonly<Record<string, unknown>>;
}

function nativePorts(): NativePorts {
  const { binding } = bindings('serialport-bindings') as {
    readonly binding: { readonly Poller: PollerClass };
  };
  const calls = bindings('load-bindings') as unknown as Omit<NativePorts, 'Poller'>;
  return { ...calls, Poller: binding.Poller };
}

/** One system's way to its ports. */
interface SystemBinding {
  list(): Promise<readonly ListedPort[]>;
}

function systemBinding(): SystemBinding {
  switch (process.platform) {
    case 'win32':
      return bindings('win32')['WindowsBinding'] as SystemBinding;
    case 'darwin':
      return bindings('darwin')['DarwinBinding'] as SystemBinding;
    default:
      return bindings('linux')['LinuxBinding'] as SystemBinding;
  }
}

function windowsStream(options: OpenOptions): PortStream {
  const { SerialPortStream } = part('@serialport/stream') as {
    readonly SerialPortStream: new (options: object) => PortStream;
  };
  return new SerialPortStream({ ...options, autoOpen: false, binding: systemBinding() });
}
