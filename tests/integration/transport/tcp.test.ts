import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectSocket } from '../../../src/engine/transport/connect-socket';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Transport } from '../../../src/engine/transport/transport';
import { describeCompliance, expectCode } from './compliance';
import { greet } from './greet';
import { startPythonPeer } from './python-peer';
import { Receiver } from './receiver';

function link(address: string): Transport {
  return createTransport(address, { dataDirectory: '', holder: 'a test' });
}

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

describeCompliance({
  name: 'a TCP connection',
  rig: async (behaviour) => {
    const peer = await startPythonPeer(behaviour, '--tcp', '127.0.0.1');
    const transport = link(`tcp:127.0.0.1:${peer.place}`);
    return {
      transport,
      ready: async () => {
        await greet(transport, behaviour);
      },
      endPeer: () => peer.end(),
      dispose: () => peer.dispose(),
    };
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
    const port = await serve((socket) => socket.end(Buffer.alloc(30_000)));
    const transport = link(`tcp:127.0.0.1:${port}`);
    const receiver = new Receiver(transport);
    transport.pause();
    await transport.open();
    expect((await transport.closed).kind).toBe('lost');
    expect(receiver.length).toBe(0);
    transport.resume();
    expect(await receiver.atLeast(30_000)).toHaveLength(30_000);
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

  it('closes in short time though the peer never says goodbye', async () => {
    const port = await serve((socket) => socket.pause());
    const transport = link(`tcp:127.0.0.1:${port}`);
    await transport.open();
    const start = performance.now();
    await transport.close();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
