// A pseudo-terminal whose program side is a plain 8-bit line: no echo, no line editing, no translated line ends, no byte
// that means a signal. It owns the pair; what runs on it is process.ts's affair.
//
// node-pty brings the system call, and only that: its own streams decode, cook the line, and spin for ever when the program
// does not read (its master is written blocking). The master is driven as what it is, a serial port, by serialport's
// binding, which waits for room and for bytes without blocking a thread.

import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PortStream } from './port-stream';

export interface Pty {
  /** Opened already by the system; `open` it to begin reading. */
  readonly master: PortStream;
  /** File descriptor of the program's side. Close it once the program has it, or its end is never heard. */
  readonly slave: number;
}

interface PtyBinary {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

/** The parts of serialport's binding package that are used here. */
interface PortBindings {
  readonly LinuxPortBinding: PortBindingClass;
  readonly DarwinPortBinding: PortBindingClass;
  autoDetect(): { open(options: object): Promise<{ close(): Promise<void> }> };
}
type PortBindingClass = new (fd: number, options: object) => object;

/** Rejects where this system or installation has no pseudo-terminals. */
export async function openPty(): Promise<Pty> {
  const binary = loadPtyBinary();
  const { SerialPort } = await import('serialport');
  const bindings = loadPortBindings();
  const { master, slave, pty } = binary.open(80, 24);
  try {
    const options = { path: pty, baudRate: 115_200, lock: false };
    // Opening a line as a serial port makes it raw, and it stays so while `slave` is open.
    await (await bindings.autoDetect().open(options)).close();
    const Binding =
      process.platform === 'darwin' ? bindings.DarwinPortBinding : bindings.LinuxPortBinding;
    const binding = {
      open: (settings: object) => Promise.resolve(new Binding(master, settings)),
    };
    const withBinding = { ...options, autoOpen: false, binding };
    return { master: new SerialPort(withBinding), slave };
  } catch (error) {
    closeSync(slave);
    closeSync(master);
    throw error;
  }
}

const require = createRequire(import.meta.url);

function loadPtyBinary(): PtyBinary {
  if (process.platform === 'win32')
    throw new Error('Windows has no terminals through which every byte passes unchanged.');
  const nodePty = createRequire(require.resolve('@lydell/node-pty'));
  const loader = nodePty('./requireBinary.js') as { requireBinary(file: string): PtyBinary };
  return loader.requireBinary('pty.node');
}

/** The very copy that serialport itself uses. */
function loadPortBindings(): PortBindings {
  return createRequire(require.resolve('serialport'))('@serialport/bindings-cpp') as PortBindings;
}
