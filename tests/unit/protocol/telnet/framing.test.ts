import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeIac,
  optionCommand,
  readTelnet,
  subCommand,
  TELNET_START,
  type TelnetEvent,
  type TelnetState,
} from '../../../../src/engine/protocol/telnet/framing';

/** Bytes among which telnet's own are frequent. */
const byte = fc.oneof(fc.constantFrom(0xff, 0xf0, 0xfa, 0xfb, 0xfe, 0x2c, 0x0d, 0), fc.nat(255));
const bytes = fc.array(byte, { maxLength: 200 }).map((values) => Uint8Array.from(values));
const cuts = fc.array(fc.nat(20), { maxLength: 30 });

/** All events of a stream that arrives in pieces of the given sizes; data that belongs together is put together. */
function read(stream: Uint8Array, sizes: readonly number[] = []): TelnetEvent[] {
  const events: TelnetEvent[] = [];
  let state: TelnetState = TELNET_START;
  let from = 0;
  for (const size of [...sizes, stream.length]) {
    const step = readTelnet(state, stream.subarray(from, from + size));
    state = step.state;
    from += size;
    for (const event of step.events) {
      const last = events.at(-1);
      if (event.kind === 'data' && last?.kind === 'data')
        events[events.length - 1] = {
          kind: 'data',
          bytes: Buffer.concat([last.bytes, event.bytes]),
        };
      else events.push(event);
    }
  }
  return events.map((event) =>
    'bytes' in event ? { ...event, bytes: Buffer.from(event.bytes) } : event,
  );
}

function data(text: string): TelnetEvent {
  return { kind: 'data', bytes: Buffer.from(text, 'latin1') };
}

function stream(...parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
}

describe('telnet framing', () => {
  it('brings any data through unchanged, however it is cut', () => {
    fc.assert(
      fc.property(bytes, cuts, (sent, sizes) => {
        const got = read(escapeIac(sent), sizes);
        expect(got).toEqual(sent.length === 0 ? [] : [{ kind: 'data', bytes: Buffer.from(sent) }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('brings any short sub-negotiation through unchanged, between data', () => {
    fc.assert(
      fc.property(fc.nat(254), bytes, cuts, (option, value, sizes) => {
        const wire = stream('a', subCommand(option, value), 'b');
        expect(read(wire, sizes)).toEqual([
          data('a'),
          { kind: 'sub', option, bytes: Buffer.from(value) },
          data('b'),
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes any bytes, and tells the same however they are cut', () => {
    fc.assert(
      fc.property(bytes, cuts, (wire, sizes) => {
        expect(read(wire, sizes)).toEqual(read(wire));
      }),
      { numRuns: 2000 },
    );
  });

  it('escapes nothing but 0xFF', () => {
    expect(Buffer.from(escapeIac(stream('a\xff\xffb\xff')))).toEqual(
      stream('a\xff\xff\xff\xffb\xff\xff'),
    );
    const plain = stream('\r\n\0\xfe');
    expect(escapeIac(plain)).toBe(plain);
  });

  it('tells options and commands apart', () => {
    const wire = stream('\xff\xf1', optionCommand('will', 44), optionCommand('dont', 255), 'x');
    expect(read(wire)).toEqual([
      { kind: 'command', code: 0xf1 },
      { kind: 'option', verb: 'will', option: 44 },
      { kind: 'option', verb: 'dont', option: 255 },
      data('x'),
    ]);
  });

  it('drops a sub-negotiation that is too long, keeps little of it, and goes on', () => {
    const long = subCommand(44, new Uint8Array(100_000).fill(0xff));
    const [dropped, rest] = read(stream(long, 'x'));
    expect(dropped?.kind === 'discarded' && dropped.bytes.length).toBe(513);
    expect(rest).toEqual(data('x'));
    expect(read(subCommand(44, new Uint8Array(511)))[0]?.kind).toBe('sub');
  });

  it('drops an empty one, and one that another command cuts off', () => {
    expect(read(stream('\xff\xfa\xff\xf0x'))).toEqual([
      { kind: 'discarded', bytes: Buffer.alloc(0) },
      data('x'),
    ]);
    expect(read(stream('\xff\xfa\x2c\x01\xff\xfd\x00x'))).toEqual([
      { kind: 'discarded', bytes: stream('\x2c\x01') },
      { kind: 'option', verb: 'do', option: 0 },
      data('x'),
    ]);
  });
});
