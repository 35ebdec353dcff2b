import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextClient,
  startClient,
  type ClientEffect,
  type ClientInput,
  type ClientState,
} from '../../../../src/engine/protocol/telnet/client';
import { readNotice } from '../../../../src/engine/protocol/telnet/com-port';

const AGREED = 'ff fd 2c ff fd 00 ff fb 00';
const SETTINGS =
  'ff fa 2c 02 08 ff f0 ff fa 2c 03 01 ff f0 ff fa 2c 04 01 ff f0 ff fa 2c 05 01 ff f0 ' +
  'ff fa 2c 0a 00 ff f0 ff fa 2c 0b 00 ff f0 ff fa 2c 0c 02 ff f0 ff fa 2c 05 07 ff f0 ' +
  'ff fa 2c 05 0a ff f0 ff fa 2c 01 00 01 c2 00 ff f0';
const RATE_SET = 'ff fa 2c 65 00 01 c2 00 ff f0';

/** Effects as short text: `send ff fd 03`, `data 61`, `ready`, `failed no-rfc2217`. */
function name(effect: ClientEffect): string {
  switch (effect.kind) {
    case 'send':
    case 'data':
      return `${effect.kind} ${hex(effect.bytes)}`;
    case 'flow':
      return effect.stopped ? 'stop' : 'go';
    case 'failed':
      return `failed ${effect.reason}: ${effect.detail}`;
    default:
      return effect.kind;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
}

class Client {
  state: ClientState;
  readonly told: string[];

  constructor(baudRate = 115_200) {
    const { state, effects } = startClient(baudRate);
    this.state = state;
    this.told = effects.map(name);
  }

  do(input: ClientInput): string[] {
    const { state, effects } = nextClient(this.state, input);
    this.state = state;
    return effects.map(name);
  }

  hear(wire: string): string[] {
    return this.do({ kind: 'bytes', bytes: Buffer.from(wire.replace(/ /g, ''), 'hex') });
  }
}

function readyClient(): Client {
  const client = new Client();
  client.hear(`${AGREED} ${RATE_SET}`);
  expect(client.state.phase).toBe('ready');
  return client;
}

describe('a client of RFC 2217', () => {
  it('begins with the option that matters', () => {
    expect(new Client().told).toEqual(['send ff fb 2c ff fb 00 ff fd 00 ff fb 03 ff fd 03']);
  });

  it('sets the port when all is agreed, the rate last, and is ready when that is answered', () => {
    const client = new Client();
    expect(client.hear('ff fd 2c ff fd 00')).toEqual([]);
    expect(client.hear('ff fb 00')).toEqual([`send ${SETTINGS}`]);
    expect(client.hear('ff fa 2c 66 08 ff f0')).toEqual([]);
    expect(client.hear(RATE_SET)).toEqual(['ready']);
  });

  it('doubles an 0xFF in a rate', () => {
    const client = new Client(0xff00);
    expect(client.hear(AGREED)[0]).toContain('2c 01 00 00 ff ff 00 ff f0');
    expect(client.hear('ff fa 2c 65 00 00 ff ff 00 ff f0')).toEqual(['ready']);
  });

  it('passes data from the first byte on', () => {
    expect(new Client().hear('61 ff ff 0d 00')).toEqual(['data 61 ff 0d 00']);
    expect(readyClient().hear('61 ff f1 62')).toEqual(['data 61', 'data 62']);
  });

  it('raises only what is said to be down', () => {
    const client = new Client();
    client.hear(`${AGREED} ff fa 2c 69 08 ff f0 ff fa 2c 69 0c ff f0`);
    expect(client.hear(RATE_SET)).toEqual(['send ff fa 2c 05 0b ff f0', 'ready']);
    expect(client.do({ kind: 'release' })).toEqual([
      'send ff fa 2c 05 0c ff f0 ff fa 2c 05 09 ff f0',
    ]);
  });

  it('raises the lines of a port with a modem’s lines that it is told nothing of, as of pyserial’s', () => {
    const client = new Client();
    client.hear(`${AGREED} ff fa 2c 6b b0 ff f0`);
    expect(client.hear(RATE_SET)).toEqual([
      'send ff fa 2c 05 08 ff f0 ff fa 2c 05 0b ff f0',
      'ready',
    ]);
  });

  it('leaves lines alone that a port does not have, as ser2net tells of a pty', () => {
    const client = new Client();
    client.hear(`${AGREED} ff fa 2c 6b 00 ff f0 ff fa 2c 69 07 ff f0 ff fa 2c 69 0a ff f0`);
    expect(client.hear(RATE_SET)).toEqual(['ready']);
  });

  it('hears of lines being set, one by one', () => {
    const client = readyClient();
    const lines = { dtr: false, rts: true };
    expect(client.do({ kind: 'lines', lines })).toEqual([
      'send ff fa 2c 05 09 ff f0 ff fa 2c 05 0b ff f0',
    ]);
    expect(client.hear('ff fa 2c 69 0b ff f0')).toEqual([]);
    expect(client.hear('ff fa 2c 69 09 ff f0')).toEqual(['lines-set']);
    expect(client.hear('ff fa 2c 69 09 ff f0')).toEqual([]);
  });

  it('is stopped and let go', () => {
    const client = readyClient();
    expect(client.hear('ff fa 2c 6c ff f0 ff fa 2c 6d ff f0')).toEqual(['stop', 'go']);
  });

  it.each([
    ['ff fe 2c', 'It does not take settings of a port (COM-PORT-OPTION).'],
    ['ff fd 2c ff fe 00', 'It does not take all byte values (BINARY).'],
    ['ff fd 2c ff fd 00 ff fc 00', 'It does not send all byte values (BINARY).'],
  ])('fails at %s', (wire, detail) => {
    const client = new Client();
    expect(client.hear(wire)).toEqual([`failed no-rfc2217: ${detail}`]);
    expect(client.hear(`${AGREED} 61`)).toEqual([]);
    expect(client.do({ kind: 'timeout' })).toEqual([]);
  });

  it('says what is missing when it takes too long', () => {
    const client = new Client();
    client.hear('ff fd 2c');
    expect(client.do({ kind: 'timeout' })[0]).toContain('It does not take all byte values');
    const unanswered = new Client();
    unanswered.hear(AGREED);
    expect(unanswered.do({ kind: 'timeout' })).toEqual([
      'failed no-rfc2217: It does not say at which rate the port runs.',
    ]);
  });

  it('is not fooled by what only echoes', () => {
    const client = new Client();
    let sent = client.told.join(' ').replaceAll('send ', '');
    for (let turn = 0; turn < 4 && sent !== ''; turn++)
      sent = client.hear(sent).join(' ').replaceAll('send ', '');
    expect(client.state.phase).toBe('configuring');
    expect(client.do({ kind: 'timeout' })[0]).toContain('failed no-rfc2217');
  });

  it('refuses another rate, also 0', () => {
    for (const [answer, rate] of [
      ['00 00 25 80', 9600],
      ['00 00 00 00', 0],
    ] as const) {
      const client = new Client();
      expect(client.hear(`${AGREED} ff fa 2c 65 ${answer} ff f0`).at(-1)).toBe(
        `failed wrong-rate: The port runs at ${rate} baud, not at 115200.`,
      );
    }
  });

  it('ignores what is too short, unknown, or of another option', () => {
    const client = readyClient();
    for (const wire of ['2c 65 00', '2c', '2c 69', '2c c8 01', '2c 01 00 01 c2 00', '18 00'])
      expect(client.hear(`ff fa ${wire} ff f0`)).toEqual([]);
    expect(client.state.phase).toBe('ready');
  });

  it('takes any bytes at any time, and passes on no more than it gets', () => {
    const byte = fc.oneof(
      fc.constantFrom(0xff, 0xf0, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0x2c, 0, 100, 101, 105, 108),
      fc.nat(255),
    );
    const word = fc.oneof(
      fc.array(byte, { maxLength: 60 }).map((values) => hex(Uint8Array.from(values))),
      fc.constantFrom(AGREED, RATE_SET, 'ff fa 2c 64 ff f0', 'ff fa 2c 69 09 ff f0'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const client = new Client();
        for (const wire of words) {
          const size = wire.replaceAll(' ', '').length / 2;
          const effects = client.hear(wire);
          const data = effects.filter((effect) => effect.startsWith('data '));
          const sent = effects.filter((effect) => effect.startsWith('send ')).join('');
          expect(data.join('').length / 3).toBeLessThanOrEqual(size + 2 * data.length);
          // Its own settings aside, at most a signature (11 bytes for 6) or a refusal (3 for 3).
          expect(sent.length).toBeLessThanOrEqual(SETTINGS.length + 400 + size * 8);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the words of RFC 2217', () => {
  it.each([
    ['65 00 00 25 80', { kind: 'baud-rate', baudRate: 9600 }],
    ['65 ff ff ff ff', { kind: 'baud-rate', baudRate: 0xffffffff }],
    ['69 05', { kind: 'line', line: 'break', on: true }],
    ['69 0c', { kind: 'line', line: 'rts', on: false }],
    ['69 01', { kind: 'done', code: 5 }],
    ['69 07', { kind: 'no-line', line: 'dtr' }],
    ['6a 02', { kind: 'line-state', bits: 2 }],
    ['6b b0', { kind: 'modem-state', bits: 0xb0 }],
    ['6b', { kind: 'modem-state', bits: 0 }],
    ['6c', { kind: 'suspend' }],
    ['6d', { kind: 'resume' }],
    ['64', { kind: 'signature-wanted' }],
    ['64 61 62', { kind: 'signature', text: 'ab' }],
    ['70 02', { kind: 'done', code: 12 }],
    ['', { kind: 'unknown' }],
    ['01 00 00 25 80', { kind: 'unknown' }],
  ])('%s', (wire, notice) => {
    expect(readNotice(Buffer.from(wire.replace(/ /g, ''), 'hex'))).toEqual(notice);
  });
});
