// An access server of RFC 2217, made of nothing: it writes down what it is told about its port, answers as the RFC says (or as a
// test wants), and behind it sits what compliance.ts asks for. It shares no code with the client under test.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Behaviour } from './compliance';

const [SE, SB, WILL, WONT, DO, DONT, IAC] = [240, 250, 251, 252, 253, 254, 255] as const;
export const BINARY = 0;
export const COM_PORT = 44;

const FLOOD_SIZE = 1_000_000;

export interface PeerOptions {
  readonly behaviour?: Behaviour;
  /** Options that it refuses, such as BINARY, whoever uses them. */
  readonly refuses?: readonly number[];
  /** Knows no telnet at all. */
  readonly plain?: boolean;
  /** How the lines stand, as ser2net tells; without it questions are not answered, as ESP-Link does. */
  readonly lines?: { dtr: boolean; rts: boolean };
  /** Does not say that it has switched a line. */
  readonly answersNoLines?: boolean;
  /** The rate that it sets, whatever it is asked for. */
  readonly baudRate?: number;
  /** What it says at once, as bytes of the wire, and whether it hangs up then. */
  readonly greeting?: Uint8Array;
  readonly hangsUp?: boolean;
}

export interface Rfc2217Peer {
  readonly port: number;
  /** `baud 115200`, `data 8`, `dtr on`, `dtr?`, `purge 2`, ... in order. */
  readonly told: string[];
  /** Data from the client, without telnet. */
  heard(): Buffer;
  /** Sends bytes of the wire. */
  say(bytes: Uint8Array): void;
  end(): void;
  dispose(): Promise<void>;
}

const SETTINGS: Readonly<Record<number, string>> = { 2: 'data', 3: 'parity', 4: 'stop' };
const CONTROLS: Readonly<Record<number, string>> = {
  1: 'flow none',
  5: 'break on',
  6: 'break off',
  7: 'dtr?',
  8: 'dtr on',
  9: 'dtr off',
  10: 'rts?',
  11: 'rts on',
  12: 'rts off',
};

export function wire(option: number, ...value: readonly number[]): Buffer {
  const escaped = value.flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte]));
  return Buffer.from([IAC, SB, COM_PORT, option, ...escaped, IAC, SE]);
}

export async function startRfc2217Peer(options: PeerOptions = {}): Promise<Rfc2217Peer> {
  const told: string[] = [];
  let connection: Connection | undefined;
  const server = createServer((socket) => {
    connection ??= new Connection(socket, options, told);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    told,
    heard: () => Buffer.concat(connection?.heard ?? []),
    say: (bytes) => void connection?.socket.write(bytes),
    end: () => void connection?.socket.destroy(),
    dispose: async () => {
      connection?.socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

class Connection {
  readonly heard: Buffer[] = [];
  private readonly answered = new Set<string>();
  private words = 0;
  private readonly sub: number[] = [];
  private at: 'data' | 'iac' | 'verb' | 'sub' | 'sub-iac' = 'data';
  private verb = 0;

  constructor(
    readonly socket: Socket,
    private readonly options: PeerOptions,
    private readonly told: string[],
  ) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    if (options.greeting) socket.write(options.greeting);
    if (options.hangsUp) socket.end();
    socket.on('data', (bytes) => {
      if (options.plain) return;
      const data: number[] = [];
      for (const byte of bytes) this.take(byte, data);
      if (data.length > 0) this.onData(Buffer.from(data));
    });
  }

  private take(byte: number, data: number[]): void {
    switch (this.at) {
      case 'data':
        if (byte === IAC) this.at = 'iac';
        else data.push(byte);
        break;
      case 'iac':
        this.at = 'data';
        if (byte === IAC) data.push(byte);
        else if (byte === SB) this.at = 'sub';
        else if (byte >= WILL) {
          this.verb = byte;
          this.at = 'verb';
        }
        break;
      case 'verb':
        this.at = 'data';
        this.onOption(byte);
        break;
      case 'sub':
        if (byte === IAC) this.at = 'sub-iac';
        else this.sub.push(byte);
        break;
      case 'sub-iac':
        this.at = byte === IAC ? 'sub' : 'data';
        if (byte === IAC) this.sub.push(byte);
        else this.onSub(this.sub.splice(0));
        break;
    }
  }

  private onOption(option: number): void {
    const refused = this.options.refuses?.includes(option) ?? false;
    const asksUs = this.verb === DO || this.verb === DONT;
    const wanted = this.verb === DO || this.verb === WILL;
    const reply = asksUs ? (refused ? WONT : WILL) : refused ? DONT : DO;
    const key = `${asksUs ? 'us' : 'them'} ${option}`;
    if (!wanted || this.answered.has(key)) return;
    this.answered.add(key);
    this.socket.write(Buffer.from([IAC, reply, option]));
  }

  private onSub([option, code = 0, ...value]: readonly number[]): void {
    if (option !== COM_PORT) return;
    const [first = 0] = value;
    const answer = (...bytes: readonly number[]): void =>
      void this.socket.write(wire(code + 100, ...bytes));
    if (code === 1) {
      const asked = Buffer.from(value).readUInt32BE();
      this.told.push(`baud ${asked}`);
      const rate = Buffer.alloc(4);
      rate.writeUInt32BE(this.options.baudRate ?? asked);
      answer(...rate);
    } else if (code === 5) {
      const name = CONTROLS[first] ?? `control ${first}`;
      this.told.push(name);
      const line = /^(dtr|rts)\?$/.exec(name)?.[1] as 'dtr' | 'rts' | undefined;
      if (line) {
        const { lines } = this.options;
        if (lines) answer((line === 'dtr' ? 8 : 11) + (lines[line] ? 0 : 1));
      } else if (!this.options.answersNoLines) answer(first);
    } else {
      this.told.push(
        code === 12
          ? `purge ${first}`
          : code === 0
            ? `signature ${Buffer.from(value).toString()}`
            : `${SETTINGS[code] ?? `code ${code}`} ${first}`,
      );
      answer(...value);
    }
  }

  private onData(bytes: Buffer): void {
    this.heard.push(bytes);
    const { behaviour } = this.options;
    if (behaviour === undefined) return;
    let rest = bytes;
    if (this.words === 0) {
      this.words = 1;
      this.socket.write('ready 0\n');
      rest = rest.subarray(1);
      if (behaviour === 'deaf') this.socket.pause();
    }
    if (this.words === 1 && behaviour === 'flood' && rest.length > 0) {
      this.words = 2;
      rest = rest.subarray(1);
      this.sayData(
        Buffer.from(Array.from({ length: FLOOD_SIZE }, (_, i) => (i * 7 + (i >> 8)) & 255)),
      );
    }
    if (behaviour !== 'deaf' && rest.length > 0) this.sayData(rest);
  }

  private sayData(bytes: Buffer): void {
    const escaped: number[] = [];
    for (const byte of bytes) escaped.push(...(byte === IAC ? [IAC, IAC] : [byte]));
    this.socket.write(Buffer.from(escaped));
  }
}
