import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectSocket } from '../../../src/engine/transport/connect-socket';
import type { LinkEvents } from '../../../src/engine/transport/driver';
import { TcpSocket } from '../../../src/engine/transport/socket';
import { describeCompliance, ENDLESS, expectCode } from './compliance';
import { greet } from './greet';
import { startPythonPeer } from './python-peer';
import { link, rigOf } from './rig';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';

/** A port on which nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function serve(serveOne: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    serveOne(socket);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The socket of a link, without the rules of a transport around it. */
async function opened(
  port: number,
  events: LinkEvents,
): Promise<{ socket: TcpSocket; signal: AbortSignal }> {
  const { signal } = new AbortController();
  return { socket: await TcpSocket.open({ host: '127.0.0.1', port }, events, { signal }), signal };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

describeCompliance({
  name: 'a TCP connection',
  rig: async (behaviour) => {
    const peer = await startPythonPeer(behaviour, '--tcp', '127.0.0.1');
    return rigOf(`tcp:127.0.0.1:${peer.place}`, peer, behaviour);
  },
  refused: [
    {
      what: 'where nobody listens',
      code: 'host-refused',
      make: async () => link(`tcp:127.0.0.1:${await deadPort()}`),
    },
    {
      what: 'a host that is not there',
      code: 'host-not-found',
      make: () => link('tcp:no-such-board.invalid:2217'),
    },
  ],
});

describe('a TCP connection', () => {
  it('never has more under way than the smallest UART of a board holds', () => {
    expect(link('tcp:host:23').link).toEqual({
      inFlight: 255,
      eightBitClean: true,
      resetsOnOpen: true,
      survivesSoftReset: true,
    });
  });

  it('names the host that refuses', async () => {
    const port = await deadPort();
    const error = await expectCode(link(`tcp:127.0.0.1:${port}`).open(), 'host-refused');
    expect(error.detail).toBe(`127.0.0.1:${port} (ECONNREFUSED)`);
  });

  it('finds localhost whichever of its addresses is served', async () => {
    const peer = await startPythonPeer('echo', '--tcp', '127.0.0.1');
    onTestFinished(() => peer.dispose());
    const transport = link(`tcp:localhost:${peer.place}`);
    await transport.open();
    await greet(transport, 'echo');
    await transport.close();
  });

  const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === '::1'),
  );
  it.skipIf(!hasIPv6)('works over IPv6 (skipped where the machine has none)', async () => {
    const peer = await startPythonPeer('echo', '--tcp', '::1');
    onTestFinished(() => peer.dispose());
    const transport = link(`tcp:[::1]:${peer.place}`);
    await transport.open();
    await greet(transport, 'echo');
    await transport.close();
  });

  it('is lost when the peer says that it will say no more', async () => {
    const port = await serve((socket) => socket.end('last words'));
    const transport = link(`tcp:127.0.0.1:${port}`);
    const receiver = new Receiver(transport);
    await transport.open();
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.code).toBe('link-lost');
    expect(await receiver.text('words')).toBe('last words');
  });

  it('is lost when the peer breaks it off, and says why', async () => {
    const port = await serve((socket) => socket.resetAndDestroy());
    const transport = link(`tcp:127.0.0.1:${port}`);
    const opening = transport.open().catch(() => undefined);
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.detail).toContain('ECONNRESET');
    await opening;
  });

  it('hears of the end behind a few bytes while paused', async () => {
    let goOn!: () => void;
    const port = await serve((socket) => {
      socket.write('a');
      goOn = () => socket.end(Buffer.alloc(30_000));
    });
    const heard: number[] = [];
    let lost!: () => void;
    const ended = new Promise<void>((resolve) => (lost = resolve));
    let first!: () => void;
    const begun = new Promise<void>((resolve) => (first = resolve));
    const { socket } = await opened(port, {
      bytes: (bytes) => {
        heard.push(bytes.length);
        first();
      },
      lost,
    });
    socket.pause();
    await begun;
    goOn();
    await ended;
    expect(sum(heard)).toBe(30_001);
    await socket.close();
  });

  it('reads little more while paused, and all of it later', async () => {
    const port = await serve((socket) => void socket.write(Buffer.alloc(1_000_000)));
    let heard = 0;
    let wake: () => void = () => undefined;
    const heardAtLeast = async (bytes: number): Promise<void> => {
      while (heard < bytes) await new Promise<void>((resolve) => (wake = resolve));
    };
    const { socket } = await opened(port, {
      bytes: (bytes) => {
        heard += bytes.length;
        wake();
      },
      lost: () => undefined,
    });
    socket.pause();
    await heardAtLeast(64 * 1024);
    for (let turn = 0; turn < 100; turn++) await setImmediate();
    expect(heard).toBeLessThan(256 * 1024);
    socket.resume();
    await heardAtLeast(1_000_000);
    await socket.close();
  });

  it('is lost at the peer’s last word though the peer still takes bytes', async () => {
    const port = await serve((socket) => socket.pause().end());
    const transport = link(`tcp:127.0.0.1:${port}`);
    await transport.open();
    await expectCode(transport.write(ENDLESS), 'link-lost');
    await transport.close();
  });

  it('leaves nothing on the signal that it was connected with', async () => {
    const port = await serve((socket) => socket.pause());
    const { socket, signal } = await opened(port, {
      bytes: () => undefined,
      lost: () => undefined,
    });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await socket.close();
  });

  it('gives its last bytes to the peer though the board never stops printing', async () => {
    const heard: Buffer[] = [];
    let ended!: Promise<unknown>;
    const port = await serve((socket) => {
      const print = (): void =>
        void (socket.write(Buffer.alloc(4096)) && setImmediate().then(print));
      socket.on('drain', print);
      socket.on('data', (bytes) => heard.push(bytes));
      ended = once(socket, 'end').then(() => socket.end());
      print();
    });
    const transport = link(`tcp:127.0.0.1:${port}`);
    await transport.open();
    transport.pause();
    new Receiver(transport);
    const last = Buffer.alloc(50_000, 'z');
    await transport.write(last);
    await transport.close();
    await ended;
    expect(Buffer.concat(heard).equals(last)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('does not wait for ever for a host', async () => {
    // Linux drops who comes when the queue of a listener is full, as a host does that is switched off.
    const full =
      'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(0);' +
      'c = socket.create_connection(s.getsockname()); print(s.getsockname()[1], flush=True); input()';
    const child = spawn('python3', ['-c', full], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
    const endpoint = { host: '127.0.0.1', port: Number(port) };
    const { signal } = new AbortController();
    const late = connectSocket(endpoint, { signal, deadlineMs: 300 });
    expect((await expectCode(late, 'host-timeout')).detail).toContain('300 ms');
    const abort = new AbortController();
    const aborted = connectSocket(endpoint, { signal: abort.signal });
    abort.abort();
    await expectCode(aborted, 'aborted');
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  });

  it.runIf(process.platform === 'linux')('has the system ask for a silent peer', async () => {
    const port = await serve((socket) => socket.pause());
    const transport = link(`tcp:127.0.0.1:${port}`);
    await transport.open();
    const peer = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
    const [, , , , , timer = ''] =
      lines.map((line) => line.trim().split(/\s+/)).find((fields) => fields[2] === peer) ?? [];
    expect(timer).toMatch(/^02:/); // the kernel's keep-alive timer
    expect(parseInt(timer.slice(3), 16)).toBeLessThanOrEqual(1000); // hundredths of a second
    await transport.close();
  });

  it('closes though the peer never says goodbye', async () => {
    const port = await serve((socket) => socket.pause());
    const transport = link(`tcp:127.0.0.1:${port}`);
    await transport.open();
    await transport.close();
  });
});
