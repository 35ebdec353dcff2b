// An open TCP connection as drivers need it: bytes, an end that is told once, and a close that loses nothing that was
// accepted. It knows no protocol. How it comes to be is connect-socket.ts's.

import type { Socket } from 'node:net';
import { AdderError } from '../../shared/errors';
import { connectSocket, nameOf, type ConnectOptions, type Endpoint } from './connect-socket';
import type { LinkEvents } from './driver';
import { settledWithin, toBuffer } from './port-stream';

/** So much is still read while paused: the end of the link, and a bridge's answers, are heard behind it. */
const READ_WHILE_PAUSED = 64 * 1024;
/** How long the peer may take to answer our end with its own, ms. */
const GOODBYE_MS = 500;

export class TcpSocket {
  private readonly ended: Promise<void>;
  private cause: Error | undefined;
  private closing = false;
  private paused = false;
  private readWhilePaused = 0;

  /** Rejects as connectSocket does. */
  static async open(
    endpoint: Endpoint,
    events: LinkEvents,
    options: ConnectOptions,
  ): Promise<TcpSocket> {
    return new TcpSocket(await connectSocket(endpoint, options), endpoint, events);
  }

  private constructor(
    private readonly socket: Socket,
    private readonly endpoint: Endpoint,
    events: LinkEvents,
  ) {
    this.ended = new Promise((resolve) => {
      socket.once('close', () => resolve());
    });
    socket.on('error', (error) => (this.cause ??= error)); // 'close' follows
    socket.on('data', (bytes) => this.hear(bytes, events));
    // A peer that says nothing more is no link any more, though it might still listen.
    socket.once('end', () => events.lost(this.lost()));
    socket.once('close', () => events.lost(this.lost()));
  }

  /** Bytes that the system has not taken yet. */
  get unsent(): number {
    return this.socket.writableLength;
  }

  /** Resolves when the system has taken them; rejects with `link-lost`. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(toBuffer(bytes), (error) => {
        if (error) {
          this.cause ??= error;
          reject(this.lost());
        } else resolve();
      });
    });
  }

  pause(): void {
    this.paused = true;
    this.readWhilePaused = 0;
  }

  resume(): void {
    this.paused = false;
    this.socket.resume();
  }

  /** Nothing more is reported. Never rejects. */
  async close(): Promise<void> {
    this.closing = true;
    // Our end goes behind all that was written. Bytes of the peer are read on and dropped: to close with unread ones would
    // be a reset, which may overtake the last bytes of ours.
    this.socket.end();
    this.socket.resume();
    await settledWithin(this.ended, GOODBYE_MS);
    this.socket.destroy();
    await this.ended;
  }

  private hear(bytes: Uint8Array, events: LinkEvents): void {
    if (this.closing) return;
    events.bytes(bytes);
    if (!this.paused) return;
    this.readWhilePaused += bytes.length;
    if (this.readWhilePaused >= READ_WHILE_PAUSED) this.socket.pause();
  }

  private lost(): AdderError {
    const { cause } = this;
    const detail = nameOf(this.endpoint) + (cause ? `: ${cause.message}` : ' has ended it.');
    return new AdderError('link-lost', { detail, ...(cause && { cause }) });
  }
}
