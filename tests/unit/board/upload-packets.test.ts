// What an upload is cut into, for boards of every size of memory: taken apart again as write.py does, it is the files as they were.

import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  cutFor,
  folderOf,
  temporaryFor,
  uploadPackets,
  type UploadItem,
} from '../../../src/engine/board/files/upload-items';
import { PacketWriter } from '../../../src/engine/protocol/packets';

const HEAD_BYTES = 32;

interface Taken {
  readonly heads: string[];
  readonly content: Buffer;
  readonly largest: number;
}

/** A board's side of binary packets, without their checksums: those have tests of their own. */
function take(packets: Iterable<{ readonly bytes: Uint8Array }>): Taken {
  const heads: string[] = [];
  const content: Buffer[] = [];
  let packed: Buffer[] = [];
  let largest = 0;
  let ended = false;
  for (const { bytes } of packets) {
    expect(ended).toBe(false);
    expect(bytes.includes(3)).toBe(false);
    const [high = 0, low = 0, substitute] = bytes;
    const body = Buffer.from(bytes.subarray(3)).map((byte) => (byte === substitute ? 3 : byte));
    expect(body.length).toBe(((high & 63) << 6) + (low & 63));
    const data = Buffer.from(body.subarray(1, -4));
    const kind = String.fromCharCode(body[0] ?? 0);
    largest = Math.max(largest, data.length);
    if (kind === 'h') heads.push(data.toString('latin1'));
    else if (kind === 'd') content.push(data);
    else if (kind === 'p' || kind === 'z') {
      packed.push(data);
      if (kind === 'p') continue;
      content.push(inflateRawSync(Buffer.concat(packed)));
      packed = [];
    } else {
      expect(kind).toBe('q');
      ended = true;
    }
  }
  expect(ended).toBe(true);
  return { heads, content: Buffer.concat(content), largest };
}

const source = Buffer.from('def f(x):\n    return x + 1\n'.repeat(400));
/** Does not deflate. */
const noise = Buffer.concat(
  Array.from({ length: 200 }, (_, index) => createHash('sha512').update(`${index}`).digest()),
);

const items: readonly UploadItem[] = [
  { kind: 'folder', path: '/lib' },
  { kind: 'file', path: '/lib/a.py', bytes: source },
  { kind: 'file', path: '/lib/empty', bytes: new Uint8Array(0) },
  { kind: 'file', path: '/lib/noise', bytes: noise },
  { kind: 'file', path: '/b.py', bytes: source.subarray(0, 10) },
];

describe.each([
  [300_000, true],
  [300_000, false],
  [100_000, true],
  [100_000, false],
  [20_000, true],
  [20_000, false],
  [9_000, true],
])('for %s bytes of memory, unpacking: %s', (memory, inflates) => {
  const cut = cutFor(memory, inflates);

  function packetsFrom(resumed: number) {
    const from = items.slice(resumed === 0 ? 0 : 1);
    return [...uploadPackets(from, resumed, cut, new PacketWriter('binary', 'crc32', 7))];
  }

  it('brings all files, each announced by its digest, length, temporary file and name', () => {
    const packets = packetsFrom(0);
    const { heads, content, largest } = take(packets);
    expect(content).toEqual(Buffer.concat([source, noise, source.subarray(0, 10)]));
    expect(heads.map((head) => head.slice(HEAD_BYTES).split('\0'))).toEqual([
      ['0', 'd', '/.adder-new', '/lib'],
      [`${source.length}`, 'wb', '/lib/.adder-new', '/lib/a.py'],
      ['0', 'wb', '/lib/.adder-new', '/lib/empty'],
      [`${noise.length}`, 'wb', '/lib/.adder-new', '/lib/noise'],
      ['10', 'wb', '/.adder-new', '/b.py'],
    ]);
    expect(heads[1]?.slice(0, HEAD_BYTES)).toBe(
      createHash('sha256').update(source).digest().toString('latin1'),
    );
    expect(largest).toBeLessThanOrEqual(cut.packet);
    expect(packets.at(-1)?.content).toBe(content.length);
  });

  it('goes on where the board has a part of the first file', () => {
    const { heads, content } = take(packetsFrom(5000));
    expect(content.subarray(0, 100)).toEqual(source.subarray(5000, 5100));
    expect(content).toHaveLength(source.length - 5000 + noise.length + 10);
    const [left, mode] = (heads[0] ?? '').slice(HEAD_BYTES).split('\0');
    expect([left, mode]).toEqual([`${source.length - 5000}`, 'ab']);
  });

  it('is less than the files where the board unpacks, and never much more', () => {
    const sent = packetsFrom(0).reduce((sum, { bytes }) => sum + bytes.length, 0);
    const plain = 2 * source.length + noise.length;
    expect(sent).toBeLessThan(cut.piece > 0 ? noise.length + source.length / 2 : plain);
  });
});

describe('the temporary file', () => {
  it('lies beside the file, and is never the file itself', () => {
    expect(temporaryFor('/lib/a.py')).toBe('/lib/.adder-new');
    expect(temporaryFor('a.py')).toBe('.adder-new');
    expect(temporaryFor('/.adder-new')).toBe('/.adder-new2');
  });

  it.each([
    ['/lib/a.py', '/lib'],
    ['/a.py', '/'],
    ['a.py', '.'],
  ])('of %s is in %s', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });
});
