// The part of serialport's stream that Adder uses, written down here because serialport's own types lose the bindings'
// under this project's module resolution. The real stream, its mock and a pty's master all fit it.

export interface PortSignals {
  readonly dtr: boolean;
  readonly rts: boolean;
  readonly brk: boolean;
}

export type Done = (error: Error | null | undefined) => void;

export interface PortStream {
  readonly isOpen: boolean;
  /** The binding, once it is open. */
  readonly port?: { getBaudRate(): Promise<{ readonly baudRate: number }> } | undefined;
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

/** How long a lost port may take to let go of its file, ms; it is a matter of one turn of the event loop. */
export const RELEASE_MS = 500;

/**
 * To be called once the port is open: resolves when its file is closed. A port that is lost is not open from that moment on,
 * but has its file a little longer; whoever opens it again then would find it busy.
 */
export function whenReleased(port: PortStream): Promise<void> {
  return new Promise((resolve) => {
    port.on('close', () => resolve());
  });
}

export async function settledWithin(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
