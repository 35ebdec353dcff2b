// Frames of a mounted folder, cut anywhere and among anything.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../../../src/engine/protocol/bytes';
import { checkBytes } from '../../../src/engine/protocol/checks';
import { crc32 } from '../../../src/engine/protocol/crc32';
import { MountReader, type MountEvent } from '../../../src/engine/protocol/mount-frames';

const NONCE = 'abc123xyz';

function frame(body: Uint8Array): Uint8Array {
  const whole = concat(body, checkBytes(crc32(body)));
  return utf8(`\x1b_${NONCE}${Buffer.from(whole).toString('base64')}\x1b\\`);
}

function outputOf(events: readonly MountEvent[]): Buffer {
  return Buffer.concat(events.map((event) => (event.kind === 'output' ? event.bytes : utf8(''))));
}

describe('the frames of a mounted folder', () => {
  it('are found wherever they are cut, and the rest passes unchanged', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.nat(200), (before, after, cut) => {
        const reader = new MountReader(NONCE);
        const all = concat(before, frame(utf8('@Uname')), after);
        const events = [
          ...reader.push(all.subarray(0, cut)),
          ...reader.push(all.subarray(cut)),
          ...reader.flush(),
        ];
        expect(outputOf(events)).toEqual(Buffer.concat([before, after]));
        expect(events.filter(({ kind }) => kind === 'request')).toEqual([
          { kind: 'request', number: 64, op: 'U', data: expect.anything() as unknown },
        ]);
      }),
    );
  });

  it('let the beginning of a frame out that does not go on', () => {
    const reader = new MountReader(NONCE);
    expect(reader.push(utf8('a\x1b_abc'))).toHaveLength(1);
    expect(reader.holds).toBe(true);
    expect(outputOf(reader.flush()).toString()).toBe('\x1b_abc');
  });

  it('are never other requests when a byte of them is another one', () => {
    const bytes = frame(utf8('@Uname'));
    for (let at = 11; at < bytes.length - 2; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      const reader = new MountReader(NONCE);
      // The last bits of base64 mean nothing.
      for (const event of [...reader.push(damaged), ...reader.flush()])
        if (event.kind === 'request')
          expect([event.number, event.op, Buffer.from(event.data).toString()]).toEqual([
            64,
            'U',
            'name',
          ]);
    }
  });

  it('have an end, or are damaged', () => {
    const reader = new MountReader(NONCE);
    const events = reader.push(concat(utf8(`\x1b_${NONCE}`), new Uint8Array(40_000).fill(0x41)));
    expect(events).toEqual([{ kind: 'damaged' }]);
    expect(reader.holds).toBe(false);
  });

  it('whose end is lost keep nothing of what a program prints', () => {
    const reader = new MountReader(NONCE);
    const events = reader.push(utf8(`\x1b_${NONCE}QUFB\x1bline one\r\n`));
    expect(events).toEqual([{ kind: 'damaged' }, { kind: 'output', bytes: utf8(' one\r\n') }]);
  });
});
