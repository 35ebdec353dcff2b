import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesLines,
  endLine,
  headerLine,
  LINE_BYTES,
  parseRecording,
  publicAddress,
} from '../../../../src/engine/transport/wrap/recording';
import { isAdderError } from '../../../../src/shared/errors';

const LINK = { inFlight: 256, eightBitClean: true, resetsOnOpen: false, survivesSoftReset: true };
const HEAD = headerLine('virtual:default', LINK, new Date(0));

function refusal(text: string): string | undefined {
  try {
    parseRecording(text);
    return 'it was read';
  } catch (error) {
    if (!isAdderError(error, 'bad-recording')) throw error;
    return error.detail;
  }
}

describe('a recording', () => {
  it('is read as it was written, and no line is long', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: 'grapheme' }).map((text) => Uint8Array.from(Buffer.from(text))),
      fc.uint8Array({ minLength: LINE_BYTES - 1, maxLength: 2 * LINE_BYTES + 1 }),
    );
    const event = fc.record({ direction: fc.constantFrom('to' as const, 'from' as const), bytes });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 10 }), (events) => {
        const lines = events.map(({ direction, bytes }, ms) => bytesLines(direction, bytes, ms));
        const text = HEAD + lines.join('') + endLine({ kind: 'closed' }, 9);
        const recording = parseRecording(text);
        for (const direction of ['to', 'from'] as const) {
          const all = (of: readonly { direction: string; bytes: Uint8Array }[]) =>
            Buffer.concat(of.filter((one) => one.direction === direction).map((one) => one.bytes));
          expect(all(recording.events).equals(all(events))).toBe(true);
        }
        expect(recording.end).toEqual({ kind: 'closed' });
        expect(recording.link).toEqual(LINK);
      }),
      { numRuns: 100 },
    );
    const worst = bytesLines('to', new Uint8Array(3 * LINE_BYTES), 0);
    expect(parseRecording(HEAD + worst).events).toHaveLength(3);
  });

  it('is text that a person can read where the bytes are', () => {
    expect(bytesLines('to', Buffer.from('print("é")\r\x04'), 1.23456)).toBe(
      '{"ms":1.235,"to":"print(\\"é\\")\\r\\u0004"}\n',
    );
    expect(bytesLines('from', Uint8Array.of(0xff, 0x41), 2)).toBe('{"ms":2,"from64":"/0E="}\n');
    expect(bytesLines('from', Uint8Array.of(), 2)).toBe('');
  });

  it('knows links that hold the sender back', () => {
    const head = headerLine('virtual:', { ...LINK, inFlight: Infinity }, new Date());
    expect(parseRecording(head).link.inFlight).toBe(Infinity);
  });

  it('is whole up to where a crash cut it', () => {
    const text = HEAD + bytesLines('to', Buffer.from('one'), 1) + '{"ms":2,"to":"tw';
    const { events, end } = parseRecording(text);
    expect(events.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['one']);
    expect(end).toBeUndefined();
  });

  it.each([
    ['', 'Line 1'],
    ['{}\n', 'Line 1: it is no recording'],
    ['{"adder-recording":2}\n', 'Line 1: it is no recording of version 1'],
    ['{"adder-recording":1}\n', 'Line 1: no address'],
    ['{"adder-recording":1,"address":"x"}\n', 'Line 1: no traits'],
    [HEAD.replace('256', '-1'), 'Line 1: no traits'],
    [HEAD.replace('256', '"x"'), 'Line 1: no traits'],
    [HEAD.replace('true', '1'), 'Line 1: no traits'],
    [`${HEAD}\n`, 'Line 2: no JSON'],
    [`${HEAD}[]\n`, 'Line 2: no JSON object'],
    [`${HEAD}{"ms":1}\n`, 'Line 2: neither'],
    [`${HEAD}{"to":7}\n`, 'Line 2: neither'],
    [`${HEAD}{"to64":"A"}\n`, 'Line 2: no base64'],
    [`${HEAD}{"end":"lost","code":"none"}\n`, 'Line 2: an unknown end'],
    [`${HEAD}{"end":"died"}\n`, 'Line 2: an unknown end'],
    [`${HEAD}{"end":"closed"}\n{"to":"x"}\n`, 'Line 3: something follows'],
    [`${HEAD}{"to":"${'x'.repeat(30_000)}"}\n`, 'Line 2: the line is too long'],
    [`${HEAD}${'['.repeat(10_000)}\n`, 'Line 2: no JSON'],
  ])('that is none is refused: %#', (text, detail) => {
    expect(refusal(text)).toContain(detail);
  });

  it('never throws anything but its own error', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '"to"',
      ':',
      '"x"',
      ',',
      '"end"',
      '1',
      '\n',
      '"ms"',
      '\\u',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const text = HEAD + parts.join('');
        if (refusal(text) === 'it was read') expect(parseRecording(text).address).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the address in a recording', () => {
  it.each([
    ['record=/home/me/x+rate=9600+serial:/dev/ttyACM0', 'rate=9600+serial:/dev/ttyACM0'],
    ['process:bridge --token secret', 'process:bridge'],
    ['ws:host/repl?token=secret', 'ws:host:8266/repl'],
    ['ws:host/repl#secret', 'ws:host:8266/repl'],
    ['virtual:', 'virtual:default'],
  ])('%s is told as %s', (address, told) => {
    expect(publicAddress(address)).toBe(told);
  });
});
