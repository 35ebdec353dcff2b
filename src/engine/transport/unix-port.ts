// A port or terminal of Linux and macOS as a stream. serialport's native part opens it, sets its lines and tells when bytes can
// be read or written; reading and writing are the system's own calls, which never wait here. It owns the descriptor.
//
// serialport's own stream, which Windows has, is not used: it and what it loads take 15 ms of a short command's 50, it hands
// every read and write to another thread, and at the end of a line (the other side of a pseudo-terminal closed, unplugged while
// data flows) it reads for ever instead of telling that the port is lost.
//
//   new ── open ──▶ open ── close ──▶ closed
//                     └── the line ends, an error ──▶ closed ('close' with the error)

import { EventEmitter } from 'node:events';
import { readSync, writeSync } from 'node:fs';
import type { NativePorts, Poller } from './port-bindings';
import type { Done, PortSignals, PortStream } from './port-stream';

/** What a poller is asked for and tells (poller.cpp). */
const READABLE = 1;
const WRITABLE = 2;
const HUNG_UP = 4;

/** Bytes at a time: what a terminal's buffer holds. */
const READ_BYTES = 64 * 1024;

interface Write {
  bytes: Buffer;
  readonly done: Done;
}

export class UnixPort extends EventEmitter implements PortStream {
  private descriptor: number | undefined;
  private poller: Poller | undefined;
  private paused = false;
  private readonly writes: Write[] = [];
  private readonly buffer = Buffer.allocUnsafe(READ_BYTES);

  constructor(
    private readonly native: NativePorts,
    /** Gives what the system has opened. */
    private readonly obtain: () => Promise<number>,
  ) {
    super();
  }

  get isOpen(): boolean {
    return this.descriptor !== undefined;
  }

  get port(): PortStream['port'] {
    const { descriptor } = this;
    if (descriptor === undefined) return undefined;
    return { getBaudRate: () => this.native.asyncGetBaudRate(descriptor) };
  }

  open(done: Done): void {
    this.start().then(
      () => done(null),
      (error: unknown) => done(asError(error)),
    );
  }

  close(done: Done): void {
    this.release(null).then(
      () => done(null),
      (error: unknown) => done(asError(error)),
    );
  }

  set(signals: PortSignals, done: Done): void {
    if (this.descriptor === undefined) {
      done(notOpen());
      return;
    }
    this.native.asyncSet(this.descriptor, signals).then(
      () => done(null),
      (error: unknown) => done(asError(error)),
    );
  }

  /** @returns whether the system has taken all of it already */
  write(bytes: Buffer, done: Done): boolean {
    if (!this.isOpen) {
      done(notOpen());
      return false;
    }
    this.writes.push({ bytes, done });
    if (this.writes.length === 1) this.writeOn();
    return this.writes.length === 0;
  }

  /** Nothing is held here: a port that is paused is not read. */
  read(): null {
    return null;
  }

  pause(): void {
    this.paused = true;
    this.watch();
  }

  resume(): void {
    this.paused = false;
    this.watch();
  }

  private async start(): Promise<void> {
    const descriptor = await this.obtain();
    this.poller = new this.native.Poller(descriptor, (error, events = 0) => {
      if (!this.isOpen) return;
      if (error || events & HUNG_UP) {
        this.readRest();
        this.lose(error ?? ended());
        return;
      }
      if (events & WRITABLE) this.writeOn();
      if (events & READABLE) this.readOn();
      this.watch();
    });
    this.descriptor = descriptor;
    this.watch();
  }

  /** A poller forgets what it has told. */
  private watch(): void {
    if (!this.isOpen) return;
    const reading = this.paused ? HUNG_UP : READABLE;
    this.poller?.poll(reading | (this.writes.length > 0 ? WRITABLE : 0));
  }

  private readOn(): void {
    if (this.paused) return;
    const result = this.readSome();
    if (result === 'nothing') return;
    if (result instanceof Error) this.lose(result);
    else this.emit('data', result);
  }

  /** What had arrived before the end, also while nobody wants it: after this there is nothing to read it from. */
  private readRest(): void {
    for (;;) {
      const result = this.readSome();
      if (result === 'nothing' || result instanceof Error) return;
      this.emit('data', result);
    }
  }

  /** The port is opened so that reading waits for a byte at least: none at all is the end. */
  private readSome(): Buffer | 'nothing' | Error {
    const { descriptor, buffer } = this;
    if (descriptor === undefined) return notOpen();
    try {
      const count = readSync(descriptor, buffer, 0, buffer.length, null);
      return count === 0 ? ended() : Buffer.from(buffer.subarray(0, count));
    } catch (error) {
      return wouldWait(error) ? 'nothing' : asError(error);
    }
  }

  private writeOn(): void {
    for (let [write] = this.writes; write && this.descriptor !== undefined; [write] = this.writes) {
      try {
        const count = writeSync(this.descriptor, write.bytes, 0, write.bytes.length, null);
        write.bytes = write.bytes.subarray(count);
      } catch (error) {
        if (!wouldWait(error)) this.lose(asError(error));
        else this.watch();
        return;
      }
      if (write.bytes.length > 0) continue;
      this.writes.shift();
      write.done(null);
    }
  }

  private lose(error: Error): void {
    void this.release(error).catch(() => undefined); // it is closed all the same
  }

  private async release(cause: Error | null): Promise<void> {
    const { descriptor, poller } = this;
    if (descriptor === undefined) throw notOpen();
    this.descriptor = undefined;
    poller?.stop();
    poller?.destroy();
    const error = cause ?? notOpen();
    for (const write of this.writes.splice(0)) write.done(error);
    try {
      await this.native.asyncClose(descriptor);
    } finally {
      this.emit('close', cause);
    }
  }
}

function notOpen(): Error {
  return new Error('the port is not open');
}

function ended(): Error {
  return new Error('the line has ended');
}

function wouldWait(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
