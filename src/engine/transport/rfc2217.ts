// The link over RFC 2217, `rfc2217:HOST:PORT`: a serial port behind an access server in the network, with its rate and its
// lines. Owns the connection and the deadlines; what is said stands in protocol/telnet/client.ts.

import type { BoardAddress } from '../../shared/address';
import { AdderError } from '../../shared/errors';
import { concat } from '../protocol/bytes';
import {
  nextClient,
  startClient,
  type ClientEffect,
  type ClientInput,
  type ClientState,
} from '../protocol/telnet/client';
import { escapeIac } from '../protocol/telnet/framing';
import { BRIDGED_UART } from './bridge-traits';
import { nameOf, type Endpoint } from './connect-socket';
import type { LinkDriver, LinkEvents, Signals } from './driver';
import { PipeTransport } from './pipe-transport';
import { settledWithin } from './port-stream';
import { TcpSocket } from './socket';
import type { Transport } from './transport';

const CHUNK_BYTES = 4096;
const DEFAULT_BAUD_RATE = 115_200;
/** From the connection to the answer to the last setting, ms: a handful of round trips through a bad Wi-Fi. */
const READY_MS = 5000;
/**
 * A server that has something to say when it is called says it within this time, ms. What is sent to one that hangs up (its port is taken)
 * makes the system throw its words away unread.
 */
const GREETING_MS = 150;
/** How long an answer about a line is waited for, ms; not every server gives one. */
const LINES_MS = 500;
/** A peer that asks without end and takes no answers shall not fill our memory. */
const MAX_UNSENT_BYTES = 256 * 1024;
/** Of what a server said before it hung up, in an error. */
const MAX_FIRST_WORDS = 200;

export interface Rfc2217Deadlines {
  readonly readyMs: number;
  readonly linesMs: number;
}

export function rfc2217Transport(
  address: BoardAddress,
  endpoint: Endpoint,
  baudRate: number = DEFAULT_BAUD_RATE,
  deadlines: Rfc2217Deadlines = { readyMs: READY_MS, linesMs: LINES_MS },
): Transport {
  return new PipeTransport(address, new Rfc2217Driver(endpoint, baudRate, deadlines));
}

class Rfc2217Driver implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  readonly link = BRIDGED_UART;
  private events!: LinkEvents;
  private state!: ClientState;
  private socket: TcpSocket | undefined;
  private over = false;
  /** What was said before the port was ready: of a server that hangs up, the reason. */
  private firstWords = '';
  private becameReady: ((error?: AdderError) => void) | undefined;
  /** Says what we want, once the server has greeted or stays silent. */
  private begin: (() => void) | undefined;
  private linesSet: (() => void) | undefined;
  /** One after the other, so that each hears its own answers. */
  private settingLines: Promise<void> = Promise.resolve();
  /** While the server cannot take data (FLOWCONTROL-SUSPEND). */
  private suspended: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly baudRate: number,
    private readonly deadlines: Rfc2217Deadlines,
  ) {}

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    this.events = events;
    const fromServer = {
      bytes: (bytes: Uint8Array) => {
        this.begin?.();
        this.step({ kind: 'bytes', bytes });
      },
      lost: (error: AdderError) => this.end(error),
    };
    const socket = await TcpSocket.open(this.endpoint, fromServer, { signal });
    this.socket = socket;
    try {
      await this.negotiate(signal);
    } catch (error) {
      await socket.close();
      throw error;
    }
  }

  async send(bytes: Uint8Array): Promise<void> {
    while (this.suspended) await this.suspended.over;
    await this.socket?.write(escapeIac(bytes));
  }

  pause(): void {
    this.socket?.pause();
  }

  resume(): void {
    this.socket?.resume();
  }

  /** Resolves when the server has done it, or does not answer. */
  setSignals(lines: Signals): Promise<void> {
    return this.setLines({ kind: 'lines', lines });
  }

  async close(): Promise<void> {
    this.endSuspension();
    await this.setLines({ kind: 'release' });
    await this.socket?.close();
  }

  private negotiate(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.becameReady?.(new AdderError('aborted'));
      const timer = setTimeout(() => this.step({ kind: 'timeout' }), this.deadlines.readyMs);
      this.becameReady = (error) => {
        this.becameReady = this.begin = undefined;
        clearTimeout(timer);
        clearTimeout(greeting);
        signal.removeEventListener('abort', onAbort);
        if (error) reject(error);
        else resolve();
      };
      signal.addEventListener('abort', onAbort);
      const { state, effects } = startClient(this.baudRate);
      this.state = state;
      this.begin = () => {
        this.begin = undefined;
        clearTimeout(greeting);
        this.apply(effects);
      };
      const greeting = setTimeout(() => this.begin?.(), GREETING_MS);
      if (signal.aborted) onAbort();
    });
  }

  private setLines(input: ClientInput): Promise<void> {
    this.settingLines = this.settingLines.then(async () => {
      if (this.over) return;
      const set = new Promise<void>((resolve) => (this.linesSet = resolve));
      this.step(input);
      await settledWithin(set, this.deadlines.linesMs);
    });
    return this.settingLines;
  }

  private step(input: ClientInput): void {
    const { state, effects } = nextClient(this.state, input);
    this.state = state;
    this.apply(effects);
  }

  private apply(effects: readonly ClientEffect[]): void {
    const toServer: Uint8Array[] = [];
    for (const effect of effects) {
      switch (effect.kind) {
        case 'send':
          toServer.push(effect.bytes);
          break;
        case 'data':
          if (this.becameReady) this.firstWords = excerpt(this.firstWords, effect.bytes);
          this.events.bytes(effect.bytes);
          break;
        case 'ready':
          this.becameReady?.();
          break;
        case 'lines-set':
          this.linesSet?.();
          break;
        case 'flow':
          if (effect.stopped) this.suspend();
          else this.endSuspension();
          break;
        case 'failed':
          this.end(failure(this.endpoint, effect));
          break;
      }
    }
    if (toServer.length > 0) this.tell(concat(...toServer));
  }

  /** Ahead of the data that still waits, and without waiting: loss is told by the socket. */
  private tell(bytes: Uint8Array): void {
    const { socket } = this;
    if (!socket || this.over) return;
    if (socket.unsent <= MAX_UNSENT_BYTES) void socket.write(bytes).catch(() => undefined);
    else this.end(new AdderError('link-lost', { detail: 'The bridge asks, but takes no answer.' }));
  }

  private end(error: AdderError): void {
    if (this.over) return;
    this.over = true;
    this.endSuspension();
    this.linesSet?.();
    if (this.becameReady) this.becameReady(this.whyNotReady(error));
    else this.events.lost(error);
  }

  /** A server whose port is taken says so in plain words and hangs up, as ser2net does. */
  private whyNotReady(error: AdderError): AdderError {
    if (error.code !== 'link-lost' || this.firstWords === '') return error;
    const detail = `${nameOf(this.endpoint)} said: ${this.firstWords}`;
    return new AdderError('port-failed', { detail, cause: error });
  }

  private suspend(): void {
    if (this.suspended || this.over) return;
    let end!: () => void;
    const over = new Promise<void>((resolve) => (end = resolve));
    this.suspended = { over, end };
  }

  private endSuspension(): void {
    this.suspended?.end();
    this.suspended = undefined;
  }
}

function failure(
  endpoint: Endpoint,
  { reason, detail }: Extract<ClientEffect, { kind: 'failed' }>,
): AdderError {
  const code = reason === 'wrong-rate' ? 'port-failed' : 'no-rfc2217';
  return new AdderError(code, { detail: `${nameOf(endpoint)}: ${detail}` });
}

function excerpt(before: string, bytes: Uint8Array): string {
  const text = before + Buffer.from(bytes.subarray(0, MAX_FIRST_WORDS)).toString('latin1');
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trimStart()
    .slice(0, MAX_FIRST_WORDS);
}
