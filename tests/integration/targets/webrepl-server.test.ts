// The WebREPL server of the tests, spoken to byte by byte: what a board's firmware says and wants (`extmod/modwebrepl.c`,
// `modwebsocket.c`, `webrepl.py`). Nothing of Adder's own client is used here.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { PASSWORD, WebReplServer, type WebReplOptions } from '../../targets/webrepl/server';
import { LooseBoard } from '../transport/webrepl-board';

/** RFC 6455, section 1.3: the example of a key and what is answered to it. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const REQUEST = `GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`;
const ANSWER =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  `Sec-WebSocket-Accept: ${ACCEPT}\r\n\r\n`;

class Client {
  bytes = Buffer.alloc(0);
  ended = false;
  private wake: () => void = () => undefined;

  constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => {
      this.bytes = Buffer.concat([this.bytes, bytes]);
      this.wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  send(bytes: string | readonly number[] | Uint8Array): void {
    this.socket.write(
      typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Uint8Array.from(bytes),
    );
  }

  /** Takes exactly these bytes. */
  async gets(wanted: string | readonly number[]): Promise<void> {
    const expected = Buffer.from(
      typeof wanted === 'string' ? Buffer.from(wanted, 'latin1') : Uint8Array.from(wanted),
    );
    while (this.bytes.length < expected.length && !this.ended) await this.more();
    expect(this.bytes.subarray(0, expected.length)).toEqual(expected);
    this.bytes = this.bytes.subarray(expected.length);
  }

  async end(): Promise<Buffer> {
    while (!this.ended) await this.more();
    return this.bytes;
  }

  private more(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}

const servers: WebReplServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function dial(server: WebReplServer): Promise<Client> {
  const socket = connect(server.port, '127.0.0.1');
  sockets.push(socket);
  const client = new Client(socket);
  await once(socket, 'connect');
  return client;
}

async function served(options: WebReplOptions = {}) {
  const board = new LooseBoard('echo');
  const server = await WebReplServer.start(board, options);
  servers.push(server);
  return { board, server, client: await dial(server) };
}

async function loggedIn(options: WebReplOptions = {}) {
  const rig = await served(options);
  rig.client.send(REQUEST);
  await rig.client.gets(ANSWER);
  await rig.client.gets([0x81, 10, ...Buffer.from('Password: ')]);
  rig.client.send([0x81, PASSWORD.length + 1, ...Buffer.from(`${PASSWORD}\r`)]);
  await rig.client.gets([0x81, 25, ...Buffer.from('\r\nWebREPL connected\r\n>>> ')]);
  return rig;
}

describe('the WebREPL server of the tests', () => {
  it('shakes hands as RFC 6455 has it, and wants the names of headers as they are written', async () => {
    const { client, server } = await served();
    client.send(REQUEST);
    await client.gets(ANSWER);
    const lower = await dial(server);
    lower.send(REQUEST.toLowerCase());
    expect((await lower.end()).toString()).toContain(
      '<base href="https://micropython.org/webrepl/">',
    );
  });

  it('asks for the password, and takes it masked, split, and with any line end', async () => {
    const { client } = await served();
    client.send(REQUEST);
    await client.gets(ANSWER);
    await client.gets('\x81\x0aPassword: ');
    const [first, rest] = [PASSWORD.slice(0, 3), PASSWORD.slice(3)];
    client.send([0x81, 3, ...Buffer.from(first)]);
    const mask = [1, 2, 3, 4];
    const masked = [...Buffer.from(`${rest}\n`)].map((byte, at) => byte ^ (mask[at % 4] ?? 0));
    client.send([0x82, 0x80 | masked.length, ...mask, ...masked]);
    await client.gets('\x81\x19\r\nWebREPL connected\r\n>>> ');
  });

  it('keeps 9 characters of a password, and ends the connection when it is wrong', async () => {
    const { client } = await served({ password: 'ninechars' });
    client.send(REQUEST);
    await client.gets(`${ANSWER}\x81\x0aPassword: `);
    client.send('\x81\x0eninecharsMORE\r');
    await client.gets('\x81\x19\r\nWebREPL connected\r\n>>> ');
    const wrong = await served();
    wrong.client.send(REQUEST);
    await wrong.client.gets(`${ANSWER}\x81\x0aPassword: `);
    wrong.client.send('\x81\x02x\r');
    expect((await wrong.client.end()).toString('latin1')).toBe('\x81\x11\r\nAccess denied\r\n');
  });

  it('forwards no output and runs no input before the login', async () => {
    const { client, board } = await served();
    client.send(REQUEST);
    await client.gets(`${ANSWER}\x81\x0aPassword: `);
    board.say(Buffer.from('secret'));
    client.send(`\x81\x09${PASSWORD}\r`);
    await client.gets('\x81\x19\r\nWebREPL connected\r\n>>> ');
    expect(board.heard).toHaveLength(0);
  });

  it('rejects a second client without a word, and tells the first', async () => {
    const { client, server } = await loggedIn();
    const second = await dial(server);
    second.send(REQUEST);
    await second.gets(ANSWER);
    expect(await second.end()).toHaveLength(0);
    await client.gets([0x81]);
    await client.gets([client.bytes[0] ?? 0]);
    await client.gets("\r\nConcurrent WebREPL connection from ('127.0.0.1', ");
  });

  it('passes the terminal on in text frames, one for one write', async () => {
    const { client, board } = await loggedIn();
    client.send('\x81\x02hi');
    await client.gets('\x81\x02hi');
    board.say(Buffer.from([0xff]));
    board.say(Buffer.alloc(200, 'x'));
    await client.gets(`\x81\x01\xff\x81\x7e\x00\xc8${'x'.repeat(200)}`);
  });

  it('loses what is beyond 255 bytes in flight', async () => {
    const { client, server, board } = await loggedIn();
    client.send(`\x81\x7e\x01\x00${'x'.repeat(256)}`);
    await client.gets(`\x81\x7e\x00\xff${'x'.repeat(255)}`);
    expect([server.lost, board.heard.length]).toEqual([1, 255]);
  });

  it('ignores ping and pong, answers CLOSE with 88 00, and ends on a 64-bit length', async () => {
    const { client } = await loggedIn();
    client.send('\x89\x01?\x8a\x00\x81\x01a');
    await client.gets('\x81\x01a');
    client.send([0x88, 0x00]);
    expect([...(await client.end())]).toEqual([0x88, 0x00]);
    const other = await loggedIn();
    other.client.send([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 1, 0x61]);
    expect(await other.client.end()).toHaveLength(0);
  });

  it('tells its version', async () => {
    const { client } = await loggedIn();
    client.send([0x82, 82, ...request(3, 0, '')]);
    await client.gets([0x82, 3, 1, 27, 0]);
  });

  it('puts a file, in frames as they come', async () => {
    const { client, board } = await loggedIn();
    const header = request(1, 5, '/a.py');
    // webrepl_cli.py sends the header as 10 and 72 bytes.
    client.send([0x82, 10, ...header.subarray(0, 10), 0x82, 72, ...header.subarray(10)]);
    await client.gets([0x82, 4, 0x57, 0x42, 0, 0]);
    client.send([0x82, 3, 1, 2, 3, 0x82, 2, 4, 5]);
    await client.gets([0x82, 4, 0x57, 0x42, 0, 0]);
    expect(board.stored.get('/a.py')).toEqual(Buffer.from([1, 2, 3, 4, 5]));
    client.send([0x82, 82, ...request(1, 0, '/a.py')]);
    await client.gets([0x82, 4, 0x57, 0x42, 0, 0, 0x82, 4, 0x57, 0x42, 0, 0]);
    expect(board.stored.get('/a.py')).toHaveLength(0);
  });

  it('gets a file, block by block', async () => {
    const { client, board } = await loggedIn();
    board.stored.set('/b', Buffer.alloc(257, 7));
    client.send([0x82, 82, ...request(2, 0, '/b')]);
    await client.gets([0x82, 4, 0x57, 0x42, 0, 0]);
    client.send([0x82, 1, 0]);
    await client.gets([0x82, 126, 1, 2, 0, 1, ...Buffer.alloc(256, 7)]);
    client.send([0x82, 1, 0]);
    await client.gets([0x82, 3, 1, 0, 7]);
    client.send([0x82, 1, 0]);
    await client.gets([0x82, 2, 0, 0, 0x82, 4, 0x57, 0x42, 0, 0]);
  });

  it('ends the session when a file cannot be opened', async () => {
    for (const [operation, name] of [
      [1, '/no/a'],
      [2, '/none'],
    ] as const) {
      const { client } = await loggedIn();
      client.send([0x82, 82, ...request(operation, 3, name)]);
      expect(await client.end()).toHaveLength(0);
    }
  });
});

/** struct "<2sBBQLH64s". */
function request(operation: number, size: number, name: string): Buffer {
  return Buffer.concat([
    Buffer.from([0x57, 0x41, operation, 0]),
    Buffer.alloc(8),
    Buffer.from([size & 255, size >> 8, 0, 0, name.length, 0]),
    Buffer.from(name.padEnd(64, '\0'), 'latin1'),
  ]);
}
