// A WebSocket connection to a board, by the package `ws`, as WebREPL needs it. Owns the connection from the first packet to the
// last; knows no password and no file. What the firmware's server wants (`webrepl.py`, `modwebsocket.c`): header names in
// their usual case, no extensions, frames below 64 KiB; it answers neither ping nor pong, and its text frames carry any bytes.

import { createRequire } from 'node:module';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type * as Ws from 'ws';
import type { LinkAddress } from '../../../shared/address';
import { AdderError, isAdderError } from '../../../shared/errors';
import { connectSocket, nameOf } from '../connect-socket';
import { settledWithin } from '../port-stream';

export type WebReplAddress = Extract<LinkAddress, { kind: 'ws' }>;

export interface SocketListeners {
  text(bytes: Uint8Array): void;
  binary(bytes: Uint8Array): void;
  /** Once, unless `close` came first. All bytes were told before. */
  ended(error: AdderError): void;
}

/** How long the board may take from the connection to the answer "101 Switching Protocols", ms. */
const HANDSHAKE_MS = 10_000;
/** How long it may take to answer a CLOSE, ms. */
const GOODBYE_MS = 500;
/** A board writes what one `write()` of a program has, always below 64 KiB (`modwebsocket.c`). */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** So much is still read while paused: behind it the end of the link is heard. */
const READ_WHILE_PAUSED = 64 * 1024;

/** Loaded with the first connection. Not by `import()`, which older Electron cannot do from a packaged app's archive. */
const load = createRequire(import.meta.url);

const OPTIONS: Ws.ClientOptions = {
  perMessageDeflate: false,
  skipUTF8Validation: true,
  followRedirects: false,
  maxPayload: MAX_MESSAGE_BYTES,
  handshakeTimeout: HANDSHAKE_MS,
};

export class ReplSocket {
  private closing = false;
  private paused = false;
  private readWhilePaused = 0;
  private readonly gone: Promise<void>;

  /**
   * Rejects as connectSocket does (`host-...`), with `host-not-trusted`, `no-webrepl` or `aborted`; nothing is left open then.
   * `ended` is not called before this has resolved.
   */
  static async open(
    address: WebReplAddress,
    listeners: SocketListeners,
    signal: AbortSignal,
  ): Promise<ReplSocket> {
    const url = urlOf(address);
    const { WebSocket } = load('ws') as typeof Ws;
    const { host, port } = address;
    const tcp = await connectSocket({ host, port }, { signal });
    const ws = new WebSocket(url, {
      ...OPTIONS,
      createConnection: () => (address.secure ? secured(tcp, address.host) : tcp),
    });
    // Listens from the start: the first bytes may come with the answer to the handshake.
    const socket = new ReplSocket(ws, tcp, listeners);
    await socket.opened(address, signal);
    return socket;
  }

  private constructor(
    private readonly ws: Ws.WebSocket,
    private readonly tcp: Socket,
    private readonly listeners: SocketListeners,
  ) {
    this.gone = new Promise((resolve) => {
      tcp.once('close', () => resolve());
    });
    ws.binaryType = 'nodebuffer';
    ws.on('message', (data: Buffer, isBinary) => this.hear(data, isBinary));
    ws.on('error', () => undefined); // told below, and by `opened`
  }

  /** Resolves when the system has taken them; rejects with `link-lost`. */
  send(bytes: Uint8Array, kind: 'text' | 'binary'): Promise<void> {
    return new Promise((resolve, reject) => {
      this.ws.send(bytes, { binary: kind === 'binary' }, (cause) => {
        if (cause) reject(new AdderError('link-lost', { cause }));
        else resolve();
      });
    });
  }

  pause(): void {
    this.paused = true;
    this.readWhilePaused = 0;
  }

  resume(): void {
    this.paused = false;
    this.ws.resume();
  }

  /** Says goodbye. Nothing more is reported. Never rejects. */
  async close(): Promise<void> {
    this.closing = true;
    // Bytes of the board are read on and dropped: its answer to the goodbye stands behind them.
    this.ws.resume();
    this.ws.close();
    await settledWithin(this.gone, GOODBYE_MS);
    this.destroy();
    await this.gone;
  }

  /** Ends it without a word. */
  destroy(): void {
    this.closing = true;
    this.ws.terminate();
    this.tcp.destroy();
  }

  private opened(address: WebReplAddress, signal: AbortSignal): Promise<void> {
    const { ws } = this;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(deadline);
        signal.removeEventListener('abort', onAbort);
        ws.off('open', onOpen).off('error', onError);
      };
      const fail = (error: AdderError): void => {
        settle();
        this.destroy();
        reject(error);
      };
      const onAbort = (): void => fail(new AdderError('aborted'));
      const onError = (cause: Error): void => fail(handshakeError(address, cause));
      const onOpen = (): void => {
        settle();
        this.watch();
        resolve();
      };
      // The whole of it: a server that drips its headers would keep ws's own timeout from running out.
      const deadline = setTimeout(
        () => fail(new AdderError('host-timeout', { detail: nameOf(address) })),
        HANDSHAKE_MS,
      );
      signal.addEventListener('abort', onAbort);
      ws.once('open', onOpen).once('error', onError);
      if (signal.aborted) onAbort();
    });
  }

  private watch(): void {
    const { ws, tcp } = this;
    const ended = (detail: string, cause?: Error): void => {
      if (this.closing) return;
      this.destroy();
      const why = { detail, ...(cause && { cause }) };
      this.listeners.ended(new AdderError('link-lost', why));
    };
    ws.once('error', (cause) => ended(`What came is no WebSocket frame: ${cause.message}`, cause));
    ws.once('close', () => ended('The board has ended it.'));
    // Also while ws itself reads nothing.
    tcp.once('close', () => setImmediate(() => ended('The connection has ended.')));
  }

  private hear(data: Buffer, isBinary: boolean): void {
    if (this.closing) return;
    if (isBinary) this.listeners.binary(data);
    else this.listeners.text(data);
    if (!this.paused) return;
    this.readWhilePaused += data.length;
    if (this.readWhilePaused >= READ_WHILE_PAUSED) this.ws.pause();
  }
}

function urlOf({ secure, host, port, path }: WebReplAddress): URL {
  // A zone (%eth0) says how to get there, and is no part of the name of the host (RFC 6874).
  const name = host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host;
  try {
    const url = new URL(`${secure ? 'wss' : 'ws'}://${name}:${port}${path}`);
    if (url.hash === '') return url;
  } catch {
    // told below
  }
  throw new AdderError('bad-address', { detail: `"${path}" is no path of a WebSocket.` });
}

function secured(socket: Socket, host: string): Socket {
  return connectTls({ socket, servername: isIP(host) === 0 ? host : '' });
}

function handshakeError(address: WebReplAddress, cause: Error): AdderError {
  if (isAdderError(cause)) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  const detail = `${nameOf(address)}: ${cause.message}`;
  const untrusted = /CERT|SELF_SIGNED|ALTNAME|^UNABLE_TO/.test(code);
  return new AdderError(untrusted ? 'host-not-trusted' : 'no-webrepl', { detail, cause });
}
