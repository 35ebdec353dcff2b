// The app's end of the wire (see link.ts for its rules). Nothing here ever blocks or polls the app's thread.

import type { MessagePort } from 'node:worker_threads';
import { AdderError } from '../shared/errors';
import type { PinState } from '../shared/pins';
import type { Unsubscribe } from '../shared/unsubscribe';
import type { FromBoard, ToBoard } from './link';
import { COUNTERS, COUNTERS_BYTES, INPUT_WINDOW } from './link';

/** One message carries at most this much, so that the board can begin with the first part. */
const MESSAGE_BYTES = 16 * 1024;

export class AppLink {
  readonly counters = new SharedArrayBuffer(COUNTERS_BYTES);
  /** Resolves when the board's thread runs. */
  readonly ready: Promise<'ready'>;
  private readonly cells = new Int32Array(this.counters);
  private readonly byteListeners = new Set<(bytes: Uint8Array) => void>();
  private readonly pinListeners = new Set<(pins: readonly PinState[]) => void>();
  private onReady: () => void = () => undefined;
  /** Bytes that came while nobody listened or the flow was paused; the board waits when they are many. */
  private held: Uint8Array[] = [];
  private paused = false;
  private closed = false;
  private sent = 0;
  private lastWrite: Promise<unknown> = Promise.resolve();
  private onRoom: (() => void) | undefined;

  constructor(private readonly port: MessagePort) {
    this.ready = new Promise((resolve) => (this.onReady = () => resolve('ready')));
    port.on('message', (message: FromBoard) => this.receive(message));
  }

  /** Writes go out in the order of the calls. */
  write(bytes: Uint8Array): Promise<void> {
    const write = this.lastWrite.then(() => this.send(bytes));
    this.lastWrite = write.catch(() => undefined);
    return write;
  }

  press(pin: number, value: 0 | 1): void {
    if (!this.closed) this.post({ kind: 'pin', pin, value });
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unsubscribe {
    this.byteListeners.add(listener);
    this.deliver();
    return () => this.byteListeners.delete(listener);
  }

  onPins(listener: (pins: readonly PinState[]) => void): Unsubscribe {
    this.pinListeners.add(listener);
    return () => this.pinListeners.delete(listener);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.deliver();
  }

  close(): void {
    this.closed = true;
    this.port.close();
    this.onRoom?.();
  }

  private async send(bytes: Uint8Array): Promise<void> {
    let from = 0;
    do {
      await this.room();
      if (this.closed) throw new AdderError('link-closed');
      const part = bytes.slice(from, from + Math.min(MESSAGE_BYTES, this.free));
      this.sent = (this.sent + part.length) | 0;
      from += part.length;
      this.post({ kind: 'bytes', bytes: part });
    } while (from < bytes.length);
  }

  /** How many bytes the board would take now. */
  private get free(): number {
    return INPUT_WINDOW - ((this.sent - Atomics.load(this.cells, COUNTERS.READ)) | 0);
  }

  private async room(): Promise<void> {
    while (this.free <= 0 && !this.closed) {
      const room = new Promise<void>((resolve) => (this.onRoom = resolve));
      Atomics.store(this.cells, COUNTERS.APP_WAITS, 1);
      if (this.free > 0) return; // it was read between the two looks
      await room;
    }
  }

  private receive(message: FromBoard): void {
    switch (message.kind) {
      case 'ready':
        this.onReady();
        break;
      case 'room':
        this.onRoom?.();
        break;
      case 'pins':
        for (const listener of [...this.pinListeners]) listener(message.pins);
        break;
      case 'bytes':
        this.held.push(message.bytes);
        this.deliver();
        break;
    }
  }

  private deliver(): void {
    while (!this.paused && this.byteListeners.size > 0) {
      const bytes = this.held.shift();
      if (!bytes) return;
      // Taken before it is looked at: a listener that fails must not stop the board for ever.
      Atomics.sub(this.cells, COUNTERS.OUTSTANDING, bytes.length);
      this.stir();
      for (const listener of [...this.byteListeners]) listener(bytes);
    }
  }

  private post(message: ToBoard): void {
    this.port.postMessage(message);
    this.stir();
  }

  /** Wakes the board if it sleeps, and has it look if it computes. */
  private stir(): void {
    Atomics.add(this.cells, COUNTERS.WAKE, 1);
    Atomics.notify(this.cells, COUNTERS.WAKE);
  }
}
