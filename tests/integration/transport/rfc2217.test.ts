import { describe, expect, it, onTestFinished } from 'vitest';
import { rfc2217Transport } from '../../../src/engine/transport/rfc2217';
import type { Transport } from '../../../src/engine/transport/transport';
import { linkAddress } from '../../../src/shared/address';
import { describeCompliance, expectCode } from './compliance';
import { greet } from './greet';
import { Receiver } from '../../../src/engine/transport/compliance/receiver';
import {
  BINARY,
  COM_PORT,
  startRfc2217Peer,
  wire,
  type PeerOptions,
  type Rfc2217Peer,
} from './rfc2217-peer';
import { link, rigOf } from './rig';

const QUICK = { readyMs: 300, linesMs: 100 };
const PLAIN_LINE = ['data 8', 'parity 1', 'stop 1', 'flow none', 'code 10 0', 'code 11 0'];
const SETTINGS = [...PLAIN_LINE, 'purge 2', 'dtr?', 'rts?', 'baud 115200'];

function quick(port: number, deadlines = QUICK): Transport {
  const endpoint = { host: '127.0.0.1', port };
  return rfc2217Transport(
    linkAddress({ kind: 'rfc2217', ...endpoint }),
    endpoint,
    115_200,
    deadlines,
  );
}

async function peerFor(options: PeerOptions = {}): Promise<Rfc2217Peer> {
  const peer = await startRfc2217Peer(options);
  onTestFinished(() => peer.dispose());
  return peer;
}

async function open(
  options: PeerOptions = {},
): Promise<{ peer: Rfc2217Peer; transport: Transport }> {
  const peer = await peerFor(options);
  const transport = link(`rfc2217:127.0.0.1:${peer.port}`);
  onTestFinished(() => transport.close());
  await transport.open();
  return { peer, transport };
}

describeCompliance({
  name: 'RFC 2217',
  rig: async (behaviour) => {
    const peer = await startRfc2217Peer({ behaviour, lines: { dtr: true, rts: true } });
    return rigOf(`rfc2217:127.0.0.1:${peer.port}`, peer, behaviour);
  },
  refused: [
    {
      what: 'where nobody listens',
      code: 'host-refused',
      make: async () => {
        const peer = await startRfc2217Peer();
        await peer.dispose();
        return link(`rfc2217:127.0.0.1:${peer.port}`);
      },
    },
    {
      what: 'a host that is not there',
      code: 'host-not-found',
      make: () => link('rfc2217:no-such-board.invalid:2217'),
    },
    {
      what: 'a server without settings of a port',
      code: 'no-rfc2217',
      make: async () => quick((await peerFor({ refuses: [COM_PORT] })).port),
    },
    {
      what: 'a server without clean bytes',
      code: 'no-rfc2217',
      make: async () => quick((await peerFor({ refuses: [BINARY] })).port),
    },
    {
      what: 'a bridge that knows no telnet',
      code: 'no-rfc2217',
      make: async () => quick((await peerFor({ plain: true })).port),
    },
    {
      what: 'a port at another rate',
      code: 'port-failed',
      make: async () => quick((await peerFor({ baudRate: 9600 })).port),
    },
  ],
});

describe('the port behind an RFC 2217 server', () => {
  it('is set to 8N1 and 115200 baud, and only what was not yet sent to the board is purged', async () => {
    const { peer } = await open({ lines: { dtr: true, rts: true } });
    expect(peer.told).toEqual(SETTINGS);
  });

  it('is set to the rate of the address', async () => {
    const peer = await peerFor();
    const transport = link(`baud=921600+rfc2217:127.0.0.1:${peer.port}`);
    await transport.open();
    expect(peer.told.at(-1)).toBe('baud 921600');
    await transport.close();
  });

  it('may be a little off the rate, as dividers are', async () => {
    const { transport } = await open({ baudRate: 115_942 });
    expect(transport.link.inFlight).toBe(255);
  });

  it('has DTR raised before RTS when both are down, and RTS lowered before DTR at the end', async () => {
    const { peer, transport } = await open({ lines: { dtr: false, rts: false } });
    await transport.close();
    expect(peer.told.slice(SETTINGS.length)).toEqual(['dtr on', 'rts on', 'rts off', 'dtr off']);
  });

  it('has its lines left alone when the server cannot tell how they stand', async () => {
    const { peer, transport } = await open();
    await transport.close();
    expect(peer.told).toEqual(SETTINGS);
  });

  it('has its lines switched when told, and resolves when the server has done it', async () => {
    const { peer, transport } = await open({ lines: { dtr: true, rts: true } });
    const told = async (signals: Parameters<NonNullable<Transport['setSignals']>>[0]) => {
      const before = peer.told.length;
      await transport.setSignals?.(signals);
      return peer.told.slice(before);
    };
    expect(await told({ rts: false })).toEqual(['rts off']);
    expect(await told({ dtr: false, rts: false })).toEqual(['rts off', 'dtr off']);
    expect(await told({ rts: true, dtr: true })).toEqual(['dtr on', 'rts on']);
    expect(await told({ dtr: false, rts: true })).toEqual(['dtr off', 'rts on']);
    expect(await told({ break: true })).toEqual(['break on']);
    expect(await told({})).toEqual([]);
    await transport.close();
    expect(peer.told.slice(-2)).toEqual(['break off', 'rts off']);
  });

  it('answers calls made at once in their order', async () => {
    const { peer, transport } = await open();
    const before = peer.told.length;
    await Promise.all([
      transport.setSignals?.({ break: true }),
      transport.setSignals?.({ break: false }),
      transport.setSignals?.({ dtr: true }),
    ]);
    expect(peer.told.slice(before)).toEqual(['break on', 'break off', 'dtr on']);
  });

  it('is tolerated when it does not answer about its lines', async () => {
    const peer = await peerFor({ answersNoLines: true });
    const transport = quick(peer.port);
    await transport.open();
    await transport.setSignals?.({ dtr: true });
    expect(peer.told.at(-1)).toBe('dtr on');
    await transport.close();
  });

  it('can have its lines switched while the board is held back', async () => {
    const { peer, transport } = await open({ lines: { dtr: true, rts: true } });
    transport.pause();
    await transport.setSignals?.({ break: true });
    expect(peer.told.at(-1)).toBe('break on');
  });
});

describe('an RFC 2217 server', () => {
  it('that can take no more is not sent more until it says so', async () => {
    const { peer, transport } = await open({ behaviour: 'echo' });
    await greet(transport, 'echo');
    peer.say(Buffer.concat([wire(108), Buffer.from('stop')]));
    const receiver = new Receiver(transport);
    await receiver.text('stop');
    const writing = transport.write(Buffer.from('later'));
    await transport.setSignals?.({ break: true }); // a round trip: the data was not sent before
    expect(peer.heard().toString()).toBe('\n');
    peer.say(wire(109));
    await writing;
    expect(await receiver.text('later')).toBe('stoplater');
  });

  it('that says stop and nothing more keeps nobody waiting at the end', async () => {
    const { peer, transport } = await open();
    peer.say(Buffer.concat([wire(108), wire(108), Buffer.from('stop')]));
    await new Receiver(transport).text('stop');
    const writing = expectCode(transport.write(Buffer.from('never')), 'link-closed');
    await transport.close();
    await writing;
  });

  it('that asks who we are is told', async () => {
    const { peer, transport } = await open();
    peer.say(wire(100));
    await transport.setSignals?.({ break: false });
    expect(peer.told.at(-1)).toBe('signature Adder');
  });

  it('whose news and odd words come in between changes no data', async () => {
    const { peer, transport } = await open();
    const receiver = new Receiver(transport);
    peer.say(
      Buffer.concat([
        Buffer.from('a'),
        wire(107, 0xff),
        wire(106, 2),
        Buffer.from([255, 241, 255, 251, 24, 255, 250, 24, 1, 255, 240]), // NOP, WILL and a word of TERMINAL-TYPE
        wire(200, 1, 2, 3),
        Buffer.from('b'),
      ]),
    );
    expect(await receiver.text('b')).toBe('ab');
  });

  it('that is busy says why in its own words', async () => {
    const peer = await peerFor({ greeting: Buffer.from('Port already in use\r\n'), hangsUp: true });
    const error = await expectCode(link(`rfc2217:127.0.0.1:${peer.port}`).open(), 'port-failed');
    expect(error.detail).toBe(`127.0.0.1:${peer.port} said: Port already in use `);
  });

  it('that hangs up without a word is a lost link', async () => {
    const peer = await peerFor({ hangsUp: true });
    await expectCode(link(`rfc2217:127.0.0.1:${peer.port}`).open(), 'link-lost');
  });

  it('that takes clean bytes back is no link any more', async () => {
    const { peer, transport } = await open();
    peer.say(Buffer.from([255, 252, BINARY]));
    const reason = await transport.closed;
    expect(reason.kind === 'lost' && reason.error.code).toBe('no-rfc2217');
  });

  it('that asks without end and takes no answer is cut off', async () => {
    const { peer, transport } = await open({ behaviour: 'deaf' });
    await greet(transport, 'deaf');
    const questions = Buffer.concat(Array.from({ length: 20_000 }, () => wire(100)));
    const ask = setInterval(() => peer.say(questions), 5);
    const reason = await transport.closed;
    clearInterval(ask);
    expect(reason.kind === 'lost' && reason.error.detail).toContain('takes no answer');
  });
});
