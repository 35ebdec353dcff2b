import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../../../src/engine/protocol/bytes';
import { checkBytes, CHECKS, checkValue } from '../../../src/engine/protocol/checks';
import { FrameReader, type FrameEvent } from '../../../src/engine/protocol/frames';
import {
  packetLimit,
  PacketWriter,
  type PacketEncoding,
} from '../../../src/engine/protocol/packets';
import { RecordReader } from '../../../src/engine/protocol/records';

const encodings: PacketEncoding[] = ['binary', 'base64', 'hex'];
const everyByte = Uint8Array.from({ length: 256 * 8 }, (_, index) => index & 255);

/** What device-code/wire/get.py does with a packet. */
function decode(packet: Uint8Array, encoding: PacketEncoding): { length: number; body: Buffer } {
  const [high = 0, low = 0, substitute = 0] = packet;
  const length = 3 + ((high & 63) << 6) + (low & 63);
  const sent = Buffer.from(packet.subarray(3, length));
  const body =
    encoding === 'binary'
      ? Buffer.from(sent.map((byte) => (byte === substitute ? 3 : byte)))
      : Buffer.from(sent.toString('latin1'), encoding);
  return { length, body };
}

describe('packets to the board', () => {
  it.each(encodings)('carry any data in %s without a 03', (encoding) => {
    const data = fc.oneof(
      fc.uint8Array({ maxLength: 6000 }),
      fc.constant(everyByte),
      fc
        .array(fc.constantFrom(0, 3, 4, 255), { maxLength: 5000 })
        .map((all) => Uint8Array.from(all)),
    );
    fc.assert(
      fc.property(data, fc.integer({ min: 1, max: 5000 }), (bytes, limit) => {
        const writer = new PacketWriter(encoding, 'crc32', 7);
        let before = 7;
        const parts: Uint8Array[] = [];
        for (let at = 0; at === 0 || at < bytes.length;) {
          const { packet, taken } = writer.write(0x64, bytes.subarray(at), { limit, more: 0x70 });
          expect(packet.includes(3)).toBe(false);
          const { length, body } = decode(packet, encoding);
          expect(length).toBe(packet.length);
          const plain = body.subarray(0, -4);
          before = CHECKS.crc32(plain, before);
          expect(checkValue(body.subarray(-4))).toBe(before);
          expect(plain[0]).toBe(at + taken === bytes.length ? 0x64 : 0x70);
          expect(plain.length).toBe(taken + 1);
          parts.push(plain.subarray(1));
          at += taken;
          if (bytes.length === 0) break;
        }
        expect(Buffer.compare(concat(...parts), bytes)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('are as long as one value to spare allows', () => {
    const { taken } = new PacketWriter('binary', 'sum', 0).write(0x64, everyByte);
    // all but the value to spare, and what the checksum may take of it
    expect(taken).toBeGreaterThan(245);
    expect(taken).toBeLessThan(256);
    const text = new Uint8Array(10_000).fill(0x41);
    expect(new PacketWriter('binary', 'crc32', 0).write(0x64, text).taken).toBe(
      packetLimit('binary') - 1,
    );
  });
});

function frame(data: Uint8Array, before: number): { bytes: Uint8Array; total: number } {
  const total = CHECKS.crc32(data, before);
  const body = concat(data, checkBytes(total));
  let substitute = 255;
  while (body.includes(substitute)) substitute--;
  const encoded = body.map((byte) => (byte === 4 ? substitute : byte));
  const head = Uint8Array.of(0x1e, 64 + (body.length >> 6), 64 + (body.length & 63), substitute);
  return { bytes: concat(head, encoded), total };
}

function text(events: readonly FrameEvent[], kind: 'data' | 'noise'): string {
  return events
    .flatMap((event) => (event.kind === kind ? [Buffer.from(event.bytes).toString('latin1')] : []))
    .join('');
}

describe('frames from the board', () => {
  const first = frame(Buffer.from('one \x04\x1e\x06'), 5);
  const second = frame(Buffer.from('two'), first.total);
  const wire = concat(Buffer.from('tick\r\n'), first.bytes, Uint8Array.of(6), second.bytes);

  it('come out whole, however they are cut, with noise and signs apart', () => {
    for (let cut = 0; cut <= wire.length; cut++) {
      const reader = new FrameReader('binary', 'crc32', 5);
      const events = [...reader.push(wire.subarray(0, cut)), ...reader.push(wire.subarray(cut))];
      expect(text(events, 'data')).toBe('one \x04\x1e\x06two');
      expect(text(events, 'noise')).toBe('tick\r\n');
      expect(events.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
      expect(reader.inside).toBe(false);
    }
  });

  it('with a byte changed, lost or doubled never give other data', () => {
    for (let at = 0; at < wire.length; at++)
      for (const how of ['flip', 'drop', 'double'] as const) {
        const bytes = [...wire];
        if (how === 'flip') bytes[at] = (bytes[at] ?? 0) ^ 0x55;
        if (how === 'drop') bytes.splice(at, 1);
        if (how === 'double') bytes.splice(at, 0, bytes[at] ?? 0);
        const reader = new FrameReader('binary', 'crc32', 5);
        const data = text(reader.push(Uint8Array.from(bytes)), 'data');
        expect(['', 'one \x04\x1e\x06', 'one \x04\x1e\x06two']).toContain(data);
      }
  });

  it('are nothing once one was damaged', () => {
    const reader = new FrameReader('binary', 'crc32', 6);
    expect(reader.push(wire).at(-1)).toEqual({ kind: 'damaged' });
    expect(reader.push(second.bytes)).toEqual([]);
  });

  it.each(['base64', 'hex'] as const)('may be text: %s', (encoding) => {
    const data = Buffer.from([0, 4, 255, 0x1e]);
    const total = CHECKS.sum(data, 9);
    const body = Buffer.concat([data, checkBytes(total)]).toString(encoding);
    const head = `\x1e${String.fromCharCode(64, 64 + body.length)}=`;
    const events = new FrameReader(encoding, 'sum', 9).push(Buffer.from(head + body, 'latin1'));
    expect(events).toEqual([{ kind: 'data', bytes: data }]);
  });
});

describe('records', () => {
  it('come out whole, however they are cut', () => {
    const wire = Buffer.from('f\x03\x00abcE\x00\x00', 'latin1');
    for (let cut = 0; cut <= wire.length; cut++) {
      const reader = new RecordReader();
      const records = [...reader.push(wire.subarray(0, cut)), ...reader.push(wire.subarray(cut))];
      expect(records.map(({ kind, data }) => [kind, Buffer.from(data).toString()])).toEqual([
        ['f', 'abc'],
        ['E', ''],
      ]);
      expect(reader.inside).toBe(false);
    }
  });
});
