// The part of serialport's stream that Adder uses, written down here because serialport's own types lose the bindings'
// under this project's module resolution. The real stream, its mock and a pty's master all fit it.

export interface PortSignals {
  readonly dtr: boolean;
  readonly rts: boolean;
  readonly brk: boolean;
}

type Done = (error: Error | null | undefined) => void;

export interface PortStream {
  readonly isOpen: boolean;
  open(done: Done): void;
  close(done: Done): void;
  set(signals: PortSignals, done: Done): void;
  write(bytes: Buffer, done: Done): boolean;
  read(): unknown;
  pause(): unknown;
  resume(): unknown;
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  on(event: 'close' | 'error', listener: (error?: Error | null) => void): unknown;
}

/** One of the stream's callback methods as a promise. */
export function done(start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}

export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Lets the 'data' listeners have what a paused stream still holds: reading emits it. */
export function drain(port: PortStream): void {
  while (port.read() !== null);
}
