// A WebREPL server of the tests' own, in front of any board: it listens on a port of 127.0.0.1, lets one client in at a time, and
// pushes what comes into a small ring of which the board takes, as firmware with MICROPY_PY_OS_DUPTERM_NOTIFY does: what
// does not fit is lost (`extmod/modos.c`; micropython#2497). Written from the protocol, not from Adder's code.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { frame, OPCODE } from './frames';
import { shakeHands } from './handshake';
import { WebReplSession, type WebReplFiles } from './session';

export type { WebReplFiles } from './session';

/** What sits behind the server. */
export interface WebReplBoard {
  /** Gives bytes to the board's stdin; resolves when it has taken them. */
  take(bytes: Uint8Array): Promise<void>;
  /** Hears what the board writes, one call for one write(). A promise holds the board back. */
  onOutput(listener: (bytes: Uint8Array) => void): void;
  pause?(): void;
  resume?(): void;
  readonly files?: WebReplFiles;
}

export interface WebReplOptions {
  readonly password?: string;
  /** What the ring of stdin holds; 255 on esp8266. `Infinity`: the board reads from the socket itself. */
  readonly ring?: number;
  /** What a client is greeted with, for a server that is no WebREPL. */
  readonly greeting?: string;
  /** The most that one frame carries, as a program that prints letter by letter has it. */
  readonly frameBytes?: number;
}

export const PASSWORD = 'secret12';

const NO_FILES: WebReplFiles = {
  read: () => {
    throw new Error('ENOENT');
  },
  write: () => {
    throw new Error('ENOENT');
  },
};

export class WebReplServer {
  /** How many bytes the ring has dropped. */
  lost = 0;
  /** Hears the length of every text frame after the login. */
  onText: (length: number) => void = () => undefined;
  private session: WebReplSession | undefined;
  private readonly sockets = new Set<Socket>();
  private inRing = 0;
  private ring: Buffer[] = [];
  private draining = false;

  static async start(board: WebReplBoard, options: WebReplOptions = {}): Promise<WebReplServer> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new WebReplServer(server, board, options);
  }

  private constructor(
    private readonly server: Server,
    private readonly board: WebReplBoard,
    private readonly options: WebReplOptions,
  ) {
    server.on('connection', (socket) => void this.accept(socket));
    board.onOutput((bytes) => this.output(bytes));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get address(): string {
    return `ws:127.0.0.1:${this.port}`;
  }

  /** The one client that there is. */
  get client(): WebReplSession {
    if (!this.session) throw new Error('nobody is connected');
    return this.session;
  }

  get isTaken(): boolean {
    return this.session !== undefined;
  }

  /** The board goes: no goodbye of any kind. */
  drop(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Bytes that no firmware writes. */
  sendRaw(bytes: Uint8Array | readonly number[]): void {
    this.client.socket.write(Uint8Array.from(bytes));
  }

  /** One message in several frames. */
  sendFragments(parts: readonly Uint8Array[]): void {
    parts.forEach((part, at) => {
      const opcode = at === 0 ? OPCODE.text : OPCODE.continuation;
      this.client.socket.write(frame(opcode, part, at === parts.length - 1));
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async accept(socket: Socket): Promise<void> {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
    if (!(await shakeHands(socket))) return;
    if (this.session) {
      // webrepl.py prints it on the board, where the first client reads it, and closes without a word.
      const { remoteAddress, remotePort } = socket;
      this.output(
        Buffer.from(
          `\r\nConcurrent WebREPL connection from ('${String(remoteAddress)}', ${String(remotePort)}) rejected\r\n`,
        ),
      );
      socket.end();
      socket.resume();
      return;
    }
    const session = new WebReplSession(socket, {
      password: this.options.password ?? PASSWORD,
      greeting: this.options.greeting ?? 'Password: ',
      files: this.board.files ?? NO_FILES,
      input: (bytes) => this.input(bytes),
    });
    this.session = session;
    socket.on('drain', () => this.board.resume?.());
    void session.gone.then(() => {
      if (this.session === session) this.session = undefined;
      this.board.resume?.();
    });
    socket.resume();
  }

  private output(bytes: Uint8Array): void {
    const { session } = this;
    if (!session?.loggedIn) return;
    const size = this.options.frameBytes ?? 4096;
    let room = true;
    for (let at = 0; at < bytes.length; at += size)
      room = session.text(bytes.subarray(at, at + size)) && room;
    if (!room) this.board.pause?.();
  }

  private input(bytes: Buffer): void {
    this.onText(bytes.length);
    const { ring = 255 } = this.options;
    const kept = bytes.subarray(0, Math.max(0, ring - this.inRing));
    this.lost += bytes.length - kept.length;
    this.inRing += kept.length;
    this.ring.push(Buffer.from(kept));
    if (!this.draining) void this.drain();
    if (ring === Infinity && this.inRing > 64 * 1024) this.session?.socket.pause();
  }

  /** The board takes from the ring when the network has been served. */
  private async drain(): Promise<void> {
    this.draining = true;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const bytes = this.ring.shift();
      if (!bytes) break;
      await this.board.take(bytes).catch(() => undefined); // a board that has ended takes nothing
      this.inRing -= bytes.length;
      if (this.inRing === 0) this.session?.socket.resume();
    }
    this.draining = false;
  }
}
