// serialport's native part, with one fault mended: at the end of a line (unplugged while data flows, or the other side of a
// pseudo-terminal closed) reading gives zero bytes for ever, and serialport would read again for ever instead of telling
// that the port is lost. It blocks nothing: it waits with the system's poll, in both directions.

import { read } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

export interface PortBinding {
  read(buffer: Buffer, offset: number, length: number): Promise<unknown>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly lock?: boolean;
}

interface Bindings {
  autoDetect(): { open(options: OpenOptions): Promise<PortBinding> };
  readonly LinuxPortBinding: new (descriptor: number, options: OpenOptions) => PortBinding;
  readonly DarwinPortBinding: new (descriptor: number, options: OpenOptions) => PortBinding;
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
const PACKAGE = '@serialport/bindings-cpp';

/** The very copy that serialport itself uses. */
function fromSerialport(): NodeJS.Require {
  return createRequire(createRequire(import.meta.url).resolve('serialport'));
}

function load(): Bindings {
  return fromSerialport()(PACKAGE) as Bindings;
}

export async function openPortBinding(options: OpenOptions): Promise<PortBinding> {
  const binding = await load().autoDetect().open(options);
  return process.platform === 'win32' ? binding : endingAtEnd(binding);
}

/** A binding for what the system has opened already; it owns the descriptor from now on. */
export function wrapDescriptor(descriptor: number, options: OpenOptions): PortBinding {
  const { LinuxPortBinding, DarwinPortBinding } = load();
  const Binding = process.platform === 'darwin' ? DarwinPortBinding : LinuxPortBinding;
  return endingAtEnd(new Binding(descriptor, options));
}

function endingAtEnd(binding: PortBinding): PortBinding {
  const { unixRead } = fromSerialport()(`${PACKAGE}/dist/unix-read`) as { unixRead: UnixRead };
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
