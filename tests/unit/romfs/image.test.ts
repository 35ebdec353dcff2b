// ROMFS images: bytes by hand from the format, and that what was built reads back as it was.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildImage, MAX_DEPTH, type RomEntry } from '../../../src/engine/romfs/image';
import { readImage, statedSize } from '../../../src/engine/romfs/read-image';
import { AdderError, type ErrorCode } from '../../../src/shared/errors';

const file = (name: string, text: string): RomEntry => ({
  kind: 'file',
  name,
  bytes: Buffer.from(text),
});
const folder = (name: string, ...entries: RomEntry[]): RomEntry => ({
  kind: 'folder',
  name,
  entries,
});

function codeOf(work: () => unknown): ErrorCode | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof AdderError) return error.code;
    throw error;
  }
  return undefined;
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}

describe('an image', () => {
  it('of nothing is the header, a length of 0 and no padding', () => {
    expect(Buffer.from(buildImage([])).toString('hex')).toBe('d2cd3100');
  });

  it('has files as records in records, and an even size', () => {
    expect(buildImage([file('a.py', 'x')])).toEqual(bytes('d2cd31 0a 05 08 04 612e7079 02 01 78'));
    expect(buildImage([file('ab.py', 'x')])).toEqual(
      bytes('d2cd31 800b 05 09 05 61622e7079 02 01 78'),
    );
  });

  it('has folders with their records behind the name', () => {
    expect(buildImage([folder('lib', file('m', 'hi')), file('z', '')])).toEqual(
      bytes('d2cd31 14 04 0c 03 6c6962 05 06 01 6d 02 02 6869 05 04 01 7a 02 00'),
    );
  });

  it('writes lengths over 127 in groups of seven bits, the highest first', () => {
    const image = buildImage([file('f', 'x'.repeat(300))]);
    expect(image.subarray(0, 15)).toEqual(bytes('d2cd31 808234 05 8231 01 66 02 822c 78'));
    expect(image.length % 2).toBe(0);
  });

  it.each(['', '.', '..', 'a/b', 'caf\u00e9', 'a\0b', '\ud83d\ude00', 'x'.repeat(256)])(
    'refuses the name %j',
    (name) => {
      expect(codeOf(() => buildImage([file(name, '')]))).toBe('bad-name');
      expect(codeOf(() => buildImage([folder('ok', folder(name))]))).toBe('bad-name');
    },
  );

  it('refuses folders without end, and sizes that no board has', () => {
    let deep = folder('d');
    for (let count = 0; count <= MAX_DEPTH; count++) deep = folder('d', deep);
    expect(codeOf(() => buildImage([deep]))).toBe('bad-name');
    const large = Buffer.alloc(1).subarray(0, 1);
    const huge: RomEntry = { kind: 'file', name: 'h', bytes: large };
    Object.defineProperty(huge, 'bytes', { value: new Uint8Array(129 * 1024 * 1024) });
    expect(codeOf(() => buildImage([huge]))).toBe('file-too-large');
  });
});

const names = fc.stringMatching(/^[a-zA-Z0-9_. ~-]{1,20}$/).filter((name) => !/^\.\.?$/.test(name));
const { tree } = fc.letrec<{ tree: RomEntry[]; entry: RomEntry }>((tie) => ({
  tree: fc.uniqueArray(tie('entry'), { maxLength: 5, selector: ({ name }) => name }),
  entry: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('file' as const),
      name: names,
      bytes: fc.uint8Array({ maxLength: 300 }),
    }),
    fc.record({ kind: fc.constant('folder' as const), name: names, entries: tie('tree') }),
  ),
}));

function plain(entries: readonly RomEntry[]): unknown {
  return entries.map((entry) =>
    entry.kind === 'file'
      ? [entry.name, Buffer.from(entry.bytes).toString('hex')]
      : [entry.name, plain(entry.entries)],
  );
}

describe('reading an image', () => {
  it('gives back any tree, also from a partition that is longer', () => {
    fc.assert(
      fc.property(tree, fc.uint8Array({ maxLength: 20 }), (entries, behind) => {
        const image = buildImage(entries);
        expect(image.length % 2).toBe(0);
        expect(plain(readImage(Buffer.concat([image, behind])))).toEqual(plain(entries));
        expect(statedSize(image.subarray(0, 12))).toBe(
          image.length - 3 - (image.subarray(3).findIndex((byte) => byte < 0x80) + 1),
        );
      }),
    );
  });

  it('skips what it does not know, and follows pointers', () => {
    const image = bytes('d2cd31 15 01 02 ffff 02 02 6869 07 01 aa 05 08 01 70 09 00 03 02 02 06');
    expect(plain(readImage(image))).toEqual([['p', '6869']]);
  });

  it.each([
    ['nothing', ''],
    ['another header', 'd2cd32 00'],
    ['a length that is not there', 'd2cd31'],
    ['a length beyond the end', 'd2cd31 05 0502'],
    ['a number without end', 'd2cd31 8080808080808080808080808000'],
    ['a number that is too large', 'd2cd31 ffffffffffffffff7f'],
    ['a record without a kind', 'd2cd31 02 0000'],
    ['a file without data', 'd2cd31 04 05 02 01 61'],
    ['a file whose data is no record', 'd2cd31 06 05 04 01 61 0000'],
    ['a pointer outside', 'd2cd31 08 05 06 01 61 03 02 0a 00'],
    ['a name that is longer than its record', 'd2cd31 04 05 02 09 61'],
    ['a name with a slash', 'd2cd31 06 05 04 01 2f 02 00'],
    ['a folder called ..', 'd2cd31 05 04 03 02 2e2e'],
  ])('refuses %s', (_, hex) => {
    expect(codeOf(() => readImage(bytes(hex)))).toBe('bad-rom-image');
  });

  it('refuses folders without end', () => {
    let payload = Buffer.from('0100', 'hex').subarray(0, 0);
    for (let depth = 0; depth < MAX_DEPTH + 3; depth++) {
      const inside = Buffer.concat([bytes('01 64'), payload]);
      payload = Buffer.concat([
        Uint8Array.of(4),
        inside.length < 128
          ? Uint8Array.of(inside.length)
          : Uint8Array.of(0x80 | (inside.length >> 7), inside.length & 127),
        inside,
      ]);
    }
    const length = Uint8Array.of(0x80 | (payload.length >> 7), payload.length & 127);
    const image = Buffer.concat([bytes('d2cd31'), length, payload]);
    expect(codeOf(() => readImage(image))).toBe('bad-rom-image');
  });

  it('of hostile bytes ends in a tree or in bad-rom-image', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const code = codeOf(() => readImage(Buffer.concat([bytes('d2cd31'), noise])));
        expect([undefined, 'bad-rom-image']).toContain(code);
      }),
    );
  });
});

describe('the first bytes of a partition', () => {
  it.each([
    ['d2cd3100', 0],
    ['d2cd31 8234 0582310166', 308],
    ['ffffffff', undefined],
    ['d2cd31', undefined],
    ['d2cd31 ffffffffffffffffff', undefined],
    ['', undefined],
  ])('%s say %s', (hex, size) => {
    expect(statedSize(bytes(hex))).toBe(size);
  });
});
