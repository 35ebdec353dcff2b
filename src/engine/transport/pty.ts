// A pseudo-terminal whose program side is a plain 8-bit line: no echo, no line editing, no translated line ends, no byte
// that means a signal. It owns the pair; what runs on it is process.ts's affair.
//
// node-pty brings the system call, and only that: its own streams decode, cook the line, and spin for ever when the program
// does not read (its master is written blocking). The master is driven as what it is, a serial port.

import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openPortBinding, wrapDescriptor } from './port-bindings';
import type { PortStream } from './port-stream';

export interface Pty {
  /** Not opened yet as a stream. */
  readonly master: PortStream;
  /** File descriptor of the program's side. Close it once the program has it, or its end is never heard. */
  readonly slave: number;
}

interface PtyBinary {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

/** Rejects where this system or installation has no pseudo-terminals. */
export async function openPty(): Promise<Pty> {
  const binary = loadPtyBinary();
  const { SerialPort } = await import('serialport');
  const { master, slave, pty } = binary.open(80, 24);
  try {
    const options = { path: pty, baudRate: 115_200, lock: false };
    // Opening a line as a serial port makes it raw, and it stays so while `slave` is open.
    await (await openPortBinding(options)).close();
    const binding = { open: () => Promise.resolve(wrapDescriptor(master, options)) };
    const withBinding = { ...options, autoOpen: false, binding };
    return { master: new SerialPort(withBinding), slave };
  } catch (error) {
    closeSync(slave);
    closeSync(master);
    throw error;
  }
}

function loadPtyBinary(): PtyBinary {
  if (process.platform === 'win32')
    throw new Error('Windows has no terminals through which every byte passes unchanged.');
  const path = createRequire(import.meta.url).resolve('@lydell/node-pty');
  const loader = createRequire(path)('./requireBinary.js') as {
    requireBinary(file: string): PtyBinary;
  };
  return loader.requireBinary('pty.node');
}
