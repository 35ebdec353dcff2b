// The board's end of the wire (see ../../link.ts for its rules): messages in and out, and sleeping until the app stirs.
// Lives as long as the worker; resets of the board do not touch it. Knows nothing of Python.

import type { MessagePort } from 'node:worker_threads';
import { receiveMessageOnPort } from 'node:worker_threads';
import type { PinState } from '../../../shared/pins';
import type { FromBoard, ToBoard } from '../../link';
import { COUNTERS, OUTPUT_WINDOW } from '../../link';
import { Inbox } from './inbox';
import { Outbox } from './outbox';

/** A board that has something to say while it computes says it at least this often. */
const FLUSH_EVERY_MS = 4;

export interface PinPress {
  readonly pin: number;
  readonly value: 0 | 1;
}

export class BoardLink {
  readonly inbox = new Inbox((count) => this.acknowledge(count));
  readonly outbox = new Outbox((block) => this.send(block));
  /** Presses and releases that the board has not noticed yet. */
  presses: PinPress[] = [];
  private readonly counters: Int32Array;
  private seen = -1;
  private lastFlush = 0;

  constructor(
    private readonly port: MessagePort,
    counters: SharedArrayBuffer,
  ) {
    this.counters = new Int32Array(counters);
  }

  /** Whether the app has done anything since the last `receive`: one read of memory, cheap enough for every jump. */
  get stirred(): boolean {
    return this.counters[COUNTERS.WAKE] !== this.seen;
  }

  /** Takes in everything the app has sent. */
  receive(): void {
    this.seen = Atomics.load(this.counters, COUNTERS.WAKE);
    for (let next = receiveMessageOnPort(this.port); next; next = receiveMessageOnPort(this.port)) {
      const message = next.message as ToBoard;
      if (message.kind === 'bytes') this.inbox.arrive(message.bytes);
      else this.presses.push(message);
    }
  }

  /** Sends what has been written when the last time is long enough ago. */
  flushIfDue(): void {
    if (!this.outbox.isEmpty && performance.now() - this.lastFlush > FLUSH_EVERY_MS) this.flush();
  }

  flush(): void {
    this.lastFlush = performance.now();
    this.outbox.flush();
  }

  /** Sleeps until the app stirs, at most so long. Everything written is sent first. */
  sleep(milliseconds: number): void {
    this.flush();
    if (!this.stirred) Atomics.wait(this.counters, COUNTERS.WAKE, this.seen, milliseconds);
  }

  /** Whether the app takes more output now. */
  get hasRoom(): boolean {
    return Atomics.load(this.counters, COUNTERS.OUTSTANDING) < OUTPUT_WINDOW;
  }

  reportReady(): void {
    this.post({ kind: 'ready' });
  }

  reportPins(pins: readonly PinState[]): void {
    this.post({ kind: 'pins', pins });
  }

  private send(block: Uint8Array): void {
    Atomics.add(this.counters, COUNTERS.OUTSTANDING, block.length);
    this.port.postMessage({ kind: 'bytes', bytes: block } satisfies FromBoard, [
      block.buffer as ArrayBuffer,
    ]);
  }

  private acknowledge(count: number): void {
    Atomics.add(this.counters, COUNTERS.READ, count);
    if (this.counters[COUNTERS.APP_WAITS] === 1) {
      Atomics.store(this.counters, COUNTERS.APP_WAITS, 0);
      this.post({ kind: 'room' });
    }
  }

  private post(message: FromBoard): void {
    this.port.postMessage(message);
  }
}
