// One connection to the test server, behind its handshake: the login and the two channels of `extmod/modwebrepl.c`. What a board
// would answer, it answers byte by byte the same.

import type { Socket } from 'node:net';
import { frame, FrameReader, OPCODE } from './frames';

/** The board's file system as `open()` sees it; throws where `open()` does. */
export interface WebReplFiles {
  read(name: string): Buffer;
  write(name: string, bytes: Buffer): void;
}

export interface SessionOptions {
  readonly password: string;
  readonly greeting: string;
  readonly files: WebReplFiles;
  /** Text frames of the client, once it has logged in. */
  readonly input: (bytes: Buffer) => void;
}

const PASSWORD_MAX = 9;
const REQUEST_BYTES = 82;
const BLOCK_BYTES = 256;
/** What the firmware says of itself, in GET_VER. */
const VERSION = Buffer.from([1, 27, 0]);
const WB0 = Buffer.from([0x57, 0x42, 0, 0]);

type Transfer =
  | { readonly kind: 'request' }
  | { readonly kind: 'put'; readonly name: string; readonly size: number }
  | { readonly kind: 'get'; readonly bytes: Buffer; readonly sent: number };

export class WebReplSession {
  readonly gone: Promise<void>;
  loggedIn = false;
  saidGoodbye = false;
  private readonly reader = new FrameReader();
  private password = '';
  private transfer: Transfer = { kind: 'request' };
  private binary = Buffer.alloc(0);
  private readonly requests: Buffer[] = [];

  constructor(
    readonly socket: Socket,
    private readonly options: SessionOptions,
  ) {
    this.gone = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => this.hear(bytes));
    this.text(options.greeting);
  }

  /** The file requests that came, as bytes. */
  get received(): readonly Buffer[] {
    return this.requests;
  }

  /** One frame for one write() of the board. False: the client takes no more for now. */
  text(data: string | Uint8Array): boolean {
    return this.send(OPCODE.text, typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  }

  send(opcode: number, payload: Uint8Array): boolean {
    return this.socket.destroyed || this.socket.write(frame(opcode, payload));
  }

  private hear(bytes: Buffer): void {
    this.reader.push(bytes);
    try {
      for (let next = this.reader.take(); next; next = this.reader.take())
        this.take(next.opcode, next.payload);
    } catch {
      // A frame in the 64-bit form, and whatever a read() of the board raises: it is deactivated and closed.
      this.socket.destroy();
    }
  }

  private take(opcode: number, payload: Buffer): void {
    switch (opcode) {
      case OPCODE.close:
        this.saidGoodbye = true;
        this.socket.end(frame(OPCODE.close, Buffer.alloc(0)));
        return;
      case OPCODE.ping:
      case OPCODE.pong:
        return;
      default:
        if (!this.loggedIn) this.logIn(payload);
        else if (opcode === OPCODE.binary) this.takeBinary(payload);
        else this.options.input(payload);
    }
  }

  private logIn(payload: Buffer): void {
    for (const character of payload.toString('latin1')) {
      if (character !== '\r' && character !== '\n') {
        this.password = (this.password + character).slice(0, PASSWORD_MAX);
        continue;
      }
      if (this.password === this.options.password) {
        this.loggedIn = true;
        this.text('\r\nWebREPL connected\r\n>>> ');
      } else {
        this.text('\r\nAccess denied\r\n');
        this.socket.end();
      }
      return;
    }
  }

  private takeBinary(payload: Buffer): void {
    this.binary = Buffer.concat([this.binary, payload]);
    for (;;) {
      const before = this.binary.length;
      this.step();
      if (this.binary.length === before) return;
    }
  }

  private step(): void {
    const { transfer, binary } = this;
    switch (transfer.kind) {
      case 'request':
        if (binary.length < REQUEST_BYTES) return;
        this.binary = binary.subarray(REQUEST_BYTES);
        this.begin(Buffer.from(binary.subarray(0, REQUEST_BYTES)));
        return;
      case 'put':
        if (binary.length < transfer.size) return;
        this.binary = binary.subarray(transfer.size);
        this.finishPut(transfer.name, binary.subarray(0, transfer.size));
        return;
      case 'get': {
        if (binary.length === 0) return;
        if (binary[0] !== 0) throw new Error('assert(filebuf[0] == 0)');
        this.binary = binary.subarray(1);
        const block = transfer.bytes.subarray(transfer.sent, transfer.sent + BLOCK_BYTES);
        this.send(OPCODE.binary, Buffer.from([block.length & 255, block.length >> 8, ...block]));
        this.transfer = { ...transfer, sent: transfer.sent + block.length };
        if (block.length > 0) return;
        this.transfer = { kind: 'request' };
        this.send(OPCODE.binary, WB0);
      }
    }
  }

  private begin(request: Buffer): void {
    this.requests.push(request);
    const name = request.subarray(18, request.indexOf(0, 18)).toString('utf8'); // a C string
    switch (request[2]) {
      case 1: {
        const size = request.readUInt32LE(12);
        this.options.files.write(name, Buffer.alloc(0)); // open(name, 'wb')
        this.send(OPCODE.binary, WB0);
        if (size === 0) this.finishPut(name, Buffer.alloc(0));
        else this.transfer = { kind: 'put', name, size };
        return;
      }
      case 2:
        this.transfer = { kind: 'get', bytes: this.options.files.read(name), sent: 0 };
        this.send(OPCODE.binary, WB0);
        return;
      case 3:
        this.send(OPCODE.binary, VERSION);
        return;
      default:
        throw new Error('assert(0)');
    }
  }

  private finishPut(name: string, bytes: Buffer): void {
    this.options.files.write(name, bytes);
    this.transfer = { kind: 'request' };
    this.send(OPCODE.binary, WB0);
  }
}
