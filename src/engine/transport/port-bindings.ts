// serialport's parts, with one fault mended: at the end of a line (unplugged while data flows, or the other side of a
// pseudo-terminal closed) reading gives zero bytes for ever, and serialport would read again for ever instead of telling
// that the port is lost. It blocks nothing: it waits with the system's poll, in both directions.
//
// Only the parts that this system needs are loaded, when they are needed, and by `require`: the whole package, imported as an
// ES module, took 50 of the 130 ms of processor time that a short command of `adder` cost.

import { read } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { PortStream } from './port-stream';

export interface PortBinding {
  read(buffer: Buffer, offset: number, length: number): Promise<unknown>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly lock?: boolean;
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

/** One system's way to its ports. */
interface SystemBinding {
  open(options: OpenOptions): Promise<PortBinding>;
  list(): Promise<readonly ListedPort[]>;
}

type PortBindingClass = new (descriptor: number, options: OpenOptions) => PortBinding;

interface StreamOptions extends OpenOptions {
  readonly binding: { open(options: OpenOptions): Promise<PortBinding> };
}

interface StreamPart {
  readonly SerialPortStream: new (
    options: StreamOptions & { readonly autoOpen: false },
  ) => PortStream;
}

type Read = (...args: Parameters<typeof readAsync>) => ReturnType<typeof readAsync>;
type UnixRead = (parts: {
  readonly binding: PortBinding;
  readonly buffer: Buffer;
  readonly offset: number;
  readonly length: number;
  readonly fsReadAsync: Read;
}) => Promise<unknown>;

const readAsync = promisify(read);

/** A part of the very copies that serialport itself uses. */
function part(name: string): unknown {
  return createRequire(createRequire(import.meta.url).resolve('serialport'))(name);
}

function bindings(name: string): Readonly<Record<string, unknown>> {
  return part(`@serialport/bindings-cpp/dist/${name}`) as Readonly<Record<string, unknown>>;
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

/** A stream over a port, not open yet. Throws where serialport cannot be loaded. */
export function createPortStream(options: StreamOptions): PortStream {
  const { SerialPortStream } = part('@serialport/stream') as StreamPart;
  return new SerialPortStream({ ...options, autoOpen: false });
}

/** The ports that the system knows. */
export async function listSystemPorts(): Promise<readonly ListedPort[]> {
  return systemBinding().list();
}

export async function openPortBinding(options: OpenOptions): Promise<PortBinding> {
  const binding = await systemBinding().open(options);
  return process.platform === 'win32' ? binding : endingAtEnd(binding);
}

/** A binding for what the system has opened already; it owns the descriptor from now on. */
export function wrapDescriptor(descriptor: number, options: OpenOptions): PortBinding {
  const Binding = (
    process.platform === 'darwin'
      ? bindings('darwin')['DarwinPortBinding']
      : bindings('linux')['LinuxPortBinding']
  ) as PortBindingClass;
  return endingAtEnd(new Binding(descriptor, options));
}

function endingAtEnd(binding: PortBinding): PortBinding {
  const { unixRead } = bindings('unix-read') as { unixRead: UnixRead };
  binding.read = (buffer, offset, length) =>
    unixRead({ binding, buffer, offset, length, fsReadAsync: readSome });
  return binding;
}

/** A port is opened so that reading waits for a byte at least: none at all is the end. */
const readSome: Read = async (...args) => {
  const result = await readAsync(...args);
  if (result.bytesRead === 0) throw new Error('the line has ended');
  return result;
};
