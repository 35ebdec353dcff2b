// The terminal of a WebREPL: the login, the frames, and TLS.

import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { SecretRequest } from '../../../src/engine/transport/secret';
import { frame, OPCODE } from '../../targets/webrepl/frames';
import { PASSWORD } from '../../targets/webrepl/server';
import { startTlsProxy } from '../../targets/webrepl/tls';
import { describeCompliance, ENDLESS, expectCode, FLOOD_SIZE, pattern } from './compliance';
import {
  client,
  closeAfterTest,
  connected,
  filesOf,
  listen,
  lostError,
  serve,
  stop,
} from './webrepl-rig';

describeCompliance({
  name: 'a WebREPL',
  rig: async (behaviour) => {
    const { board, server } = await serve({ ring: Infinity }, behaviour);
    return {
      transport: client(server.address),
      ready: () => {
        if (behaviour === 'flood') board.say(pattern(FLOOD_SIZE));
        return Promise.resolve();
      },
      endPeer: () => server.drop(),
      dispose: () => stop(server),
    };
  },
  refused: [
    {
      what: 'a port where nobody listens',
      code: 'host-refused',
      make: async () => {
        const { server } = await serve();
        const { address } = server;
        await stop(server);
        return client(address);
      },
    },
    {
      what: 'with a wrong password',
      code: 'wrong-password',
      make: async () => client((await serve()).server.address, () => 'wrong'),
    },
    {
      what: 'a web server',
      code: 'no-webrepl',
      make: async () =>
        client(await listen((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<html></html>'))),
    },
    {
      what: 'a server that is no web server',
      code: 'no-webrepl',
      make: async () => client(await listen((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))),
    },
    {
      what: 'a path that is none',
      code: 'bad-address',
      make: () => client('ws:127.0.0.1:8266/#here'),
    },
  ],
});

describe('the login of a WebREPL', () => {
  it('begins the terminal behind the prompt that the server says in any case', async () => {
    const { server, transport, receiver } = await connected();
    server.client.text('first');
    expect(await receiver.text('first')).toBe('first');
    expect(transport.link).toMatchObject({ inFlight: 255, survivesSoftReset: false });
  });

  it('asks again when the password is wrong, tells who is asked, and remembers what was accepted', async () => {
    const { server } = await serve();
    const asked: [string, boolean][] = [];
    const accepted: string[] = [];
    const answers = ['wrong', PASSWORD];
    const transport = createTransport(server.address, {
      dataDirectory: '',
      holder: 'a test',
      secret: ({ address, wrong }) => {
        asked.push([address, wrong]);
        const value = answers.shift() ?? '';
        return Promise.resolve({ value, accepted: () => void accepted.push(value) });
      },
    });
    closeAfterTest(transport);
    await transport.open();
    expect(asked).toEqual([
      [server.address, false],
      [server.address, true],
    ]);
    expect(accepted).toEqual([PASSWORD]);
  });

  it('asks three times at most, and tells no password', async () => {
    const { server } = await serve();
    const tries: boolean[] = [];
    const transport = client(server.address, ({ wrong }) => {
      tries.push(wrong);
      return 'geheim';
    });
    const error = await expectCode(transport.open(), 'wrong-password');
    expect(tries).toEqual([false, true, true]);
    expect(`${error.message}${error.stack ?? ''}`).not.toContain('geheim');
    // The board is free for the next one.
    await client(server.address).open();
  });

  it.each([
    ['longer than 9 characters', 'a'.repeat(10)],
    ['longer than 9 characters', 'ä'.repeat(5)],
    ['empty', ''],
    ['control character', 'ab\rcd'],
  ])('never sends a password that is no such thing: %s', async (why, password) => {
    const { server } = await serve({ password: 'aaaaaaaaa' });
    const error = await expectCode(client(server.address, () => password).open(), 'wrong-password');
    expect(error.detail).toContain(why);
  });

  it('says of a short password that it is too short, but tries it', async () => {
    const { server } = await serve({ password: 'abc' });
    const transport = client(server.address, () => 'abc');
    await transport.open();
    await transport.close();
    const error = await expectCode(client(server.address, () => 'xyz').open(), 'wrong-password');
    expect(error.detail).toContain('shorter than 4');
  });

  it('is cancelled by a person who gives no password', async () => {
    const { server } = await serve();
    await expectCode(client(server.address, () => undefined).open(), 'aborted');
  });

  it('says when nobody can be asked', async () => {
    const { server } = await serve();
    const transport = createTransport(server.address, { dataDirectory: '', holder: 'a test' });
    await expectCode(transport.open(), 'password-needed');
  });

  it('withdraws the question when the board goes, or the opening is aborted', async () => {
    for (const end of ['drop', 'abort'] as const) {
      const { server } = await serve();
      const abort = new AbortController();
      let request: SecretRequest | undefined;
      const transport = client(server.address, (asked) => {
        request = asked;
        if (end === 'drop') server.drop();
        else abort.abort();
        return new Promise(() => undefined);
      });
      const opening = transport.open({ signal: abort.signal });
      await expectCode(opening, end === 'drop' ? 'link-lost' : 'aborted');
      expect(request?.signal.aborted).toBe(true);
    }
  });

  it('says that another client has the board', async () => {
    const { server, receiver } = await connected();
    const second = client(server.address);
    await expectCode(second.open(), 'webrepl-in-use');
    await receiver.text("Concurrent WebREPL connection from ('127.0.0.1'");
  });

  it('gives up on a server that says something else', async () => {
    const { server } = await serve({ greeting: 'x'.repeat(2000) });
    const error = await expectCode(client(server.address).open(), 'no-webrepl');
    expect(error.cause).toMatchObject({ code: 'protocol-damaged' });
  });

  it('gives up on a server that drips the answer to the handshake', async () => {
    const address = await listen((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\n');
      vi.advanceTimersByTime(9_000);
      socket.write('X: y\r\n');
      vi.advanceTimersByTime(1_000);
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const refused = expectCode(client(address).open(), 'host-timeout');
    await refused;
  });
});

describe('the frames of a WebREPL', () => {
  it('carry bytes that are no UTF-8, as text', async () => {
    const { server, receiver, transport, board } = await connected();
    const bytes = Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0x00]);
    server.client.text(bytes);
    expect(await receiver.atLeast(6)).toEqual(bytes);
    await transport.write(bytes);
    await receiver.atLeast(12);
    expect(board.heard).toEqual(bytes);
  });

  it('may be of one byte each, or one message in pieces', async () => {
    const { server, board, receiver } = await connected({ frameBytes: 1 });
    board.say(Buffer.from('>>> é'));
    expect((await receiver.atLeast(6)).toString()).toBe('>>> é');
    server.sendFragments([Buffer.from('a'), Buffer.from([0xc3]), Buffer.from([0xa9])]);
    expect((await receiver.atLeast(9)).toString()).toBe('>>> éaé');
  });

  it('go out small, and never more than a ring holds in one', async () => {
    const { server, transport, receiver } = await connected({ ring: Infinity });
    const sizes: number[] = [];
    server.onText = (size) => sizes.push(size);
    await transport.write(pattern(700));
    await receiver.atLeast(700);
    expect(sizes).toEqual([255, 255, 190]);
  });

  it('ping is answered, and changes nothing', async () => {
    const { server, receiver } = await connected();
    server.client.send(OPCODE.ping, Buffer.from('?'));
    server.client.send(OPCODE.pong, Buffer.alloc(0));
    server.client.text('here');
    expect(await receiver.text('here')).toBe('here');
  });

  it('close is said and answered when the transport closes', async () => {
    const { server, transport } = await connected();
    const session = server.client;
    await transport.close();
    await session.gone;
    expect(session.saidGoodbye).toBe(true);
  });

  it('close of the board ends the link, behind its last words', async () => {
    const { server, transport, receiver } = await connected();
    server.client.text('bye');
    server.client.send(OPCODE.close, Buffer.alloc(0));
    expect((await lostError(transport)).code).toBe('link-lost');
    expect(receiver.bytes.toString()).toBe('bye');
  });

  it.each([
    ['reserved bits', [0xf1, 0x01, 0x61]],
    ['an unknown kind', [0x83, 0x01, 0x61]],
    ['a mask', [0x81, 0x81, 1, 2, 3, 4, 0x61]],
    ['a length of 2^63', [0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0]],
    ['a length of 1 MB', [0x81, 127, 0, 0, 0, 0, 0, 0x10, 0, 0]],
    ['a continuation of nothing', [0x80, 0x01, 0x61]],
    ['a fragment of a ping', [0x09, 0x00]],
  ])('with %s end the link at once', async (_, bytes) => {
    const { server, transport } = await connected({ ring: Infinity }, 'deaf');
    const waiting = expectCode(transport.write(ENDLESS), 'link-lost');
    server.sendRaw(bytes);
    const error = await lostError(transport);
    expect(error.detail).toMatch(/^What came is no WebSocket frame: /);
    await waiting;
  });

  it('in fragments without end do not fill the memory', async () => {
    const { server, transport } = await connected();
    server.sendRaw(Buffer.concat([frame(OPCODE.text, pattern(40_000), false)]));
    server.sendRaw(frame(OPCODE.continuation, pattern(40_000), false));
    expect((await lostError(transport)).detail).toContain('no WebSocket frame');
  });

  it('of the kind binary that nobody asked for are dropped', async () => {
    const { server, transport, receiver } = await connected();
    for (let times = 0; times < 100; times++) server.client.send(OPCODE.binary, pattern(10_000));
    server.client.text('on');
    await receiver.text('on');
    expect(await filesOf(transport).version()).toBe('1.27.0');
  });

  it('are lost beyond 255 bytes in flight: who is careless notices', async () => {
    const { server, board, transport, receiver } = await connected();
    await transport.write(pattern(255));
    await receiver.atLeast(255);
    expect(server.lost).toBe(0);
    await transport.write(pattern(2000));
    await transport.write(Buffer.from('end'));
    for (let turn = 0; turn < 50; turn++) await setImmediate();
    expect(server.lost).toBeGreaterThan(0);
    expect(board.heard.length).toBe(255 + 2003 - server.lost);
  });

  it('tell of a board that drops, at once and while a write waits', async () => {
    const { server, transport } = await connected();
    server.drop();
    expect((await lostError(transport)).code).toBe('link-lost');
    await expectCode(transport.write(Buffer.from('x')), 'link-lost');
  });
});

describe('a WebREPL behind TLS', () => {
  async function secured(): Promise<string> {
    const { server } = await serve();
    const proxy = await startTlsProxy(server.port);
    onTestFinished(() => proxy.stop());
    return `wss:127.0.0.1:${proxy.port}`;
  }

  it('is not connected to when its certificate is not trusted', async () => {
    const asked: unknown[] = [];
    const transport = client(await secured(), (request) => {
      asked.push(request);
      return PASSWORD;
    });
    await expectCode(transport.open(), 'host-not-trusted');
    expect(asked).toEqual([]);
  });

  it('is the same when it is trusted, as a certificate of the system is', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const host of ['127.0.0.1', 'localhost']) {
      const transport = client((await secured()).replace('127.0.0.1', host));
      await transport.open();
      const receiver = new Receiver(transport);
      await transport.write(Buffer.from('typed'));
      expect(await receiver.text('typed')).toBe('typed');
    }
  });

  it('is no WebREPL when there is no TLS', async () => {
    const address = await listen((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    await expectCode(client(address.replace('ws:', 'wss:')).open(), 'no-webrepl');
  });
});
