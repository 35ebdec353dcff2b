// Descriptions of packages, records and journals come from outside: what is not as it must be is refused, each with its code.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ending, parseJournal, printJournal } from '../../../src/engine/packages/journal';
import { parseManifest } from '../../../src/engine/packages/manifest';
import {
  inTarget,
  foldersOf,
  safePackagePath,
  targetFolders,
} from '../../../src/engine/packages/paths';
import {
  orphans,
  parseRecord,
  printRecord,
  withPackages,
  type InstalledPackage,
} from '../../../src/engine/packages/record';
import { utf8 } from '../../../src/engine/protocol/bytes';

const parse = (json: unknown) => parseManifest(utf8(JSON.stringify(json)), 'here');

describe('a path of a package', () => {
  it.each([
    ['a.py', 'a.py'],
    ['a/b c/é.py', 'a/b c/é.py'],
    ['./a//b.py', 'a/b.py'],
    ['..a/b..py', '..a/b..py'],
  ])('%j is %j', (path, plain) => {
    expect(safePackagePath(path)).toBe(plain);
  });

  it.each([
    '',
    '.',
    '/a.py',
    '//a.py',
    'a/',
    '..',
    '../a.py',
    'a/../../b.py',
    'a/..',
    'a\\b.py',
    '..\\a.py',
    'C:a.py',
    'C:/a.py',
    'a\0.py',
    'a\nb.py',
    'a\x7f',
    '.adder-packages.json',
    'a/.adder-0',
    'é'.repeat(101),
  ])('%j is refused', (path) => {
    expect(() => safePackagePath(path)).toThrow(
      expect.objectContaining({ code: 'package-unsafe' }),
    );
  });

  it('never leads out of the target, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '', 'a', '/', '\\', 'C:', '\0', 'b.py'), {
          maxLength: 6,
        }),
        (steps) => {
          let plain: string;
          try {
            plain = safePackagePath(steps.join('/'));
          } catch {
            return;
          }
          expect(plain).toMatch(/^[ab](\/|$)|^b\.py/);
          expect(plain.split('/')).not.toContain('..');
        },
      ),
    );
  });

  it('has folders, each before the ones in it', () => {
    expect(foldersOf(['a/b/c.py', 'a/d.py', 'e.py'])).toEqual(['a', 'a/b']);
    expect(targetFolders('/sd/lib/')).toEqual(['/sd', '/sd/lib']);
    expect(targetFolders('./lib/x')).toEqual(['lib', 'lib/x']);
    expect(targetFolders('/')).toEqual([]);
    expect([inTarget('/', 'a'), inTarget('', 'a'), inTarget('/lib/', 'a')]).toEqual([
      '/a',
      '/a',
      '/lib/a',
    ]);
  });
});

describe('a description', () => {
  it('may leave out everything', () => {
    expect(parse({})).toEqual({ version: '', hashes: [], urls: [], dependencies: [] });
  });

  it('has files with hashes, files with addresses, and needs', () => {
    expect(
      parse({
        v: 1,
        version: 0.2,
        hashes: [['a/./b.py', '01234567']],
        urls: [['c.py', 'github:o/r/c.py']],
        deps: [
          ['d', 'latest'],
          ['e', null],
        ],
        anything: { else: [] },
      }),
    ).toEqual({
      version: '0.2',
      hashes: [{ path: 'a/b.py', written: 'a/./b.py', hash: '01234567' }],
      urls: [{ path: 'c.py', written: 'c.py', url: 'github:o/r/c.py' }],
      dependencies: [
        { location: 'd', version: 'latest' },
        { location: 'e', version: '' },
      ],
    });
  });

  it.each([
    [[]],
    [null],
    ['text'],
    [{ hashes: {} }],
    [{ hashes: [['a.py']] }],
    [{ hashes: [['a.py', '0123456']] }],
    [{ hashes: [['a.py', '0123456X']] }],
    [{ hashes: [['a.py', '../../x/']] }],
    [{ hashes: [['a.py', '0'.repeat(65)]] }],
    [{ hashes: [['a.py', '01234567', 1]] }],
    [{ hashes: [[1, '01234567']] }],
    [{ urls: [['a.py', 'x'.repeat(3000)]] }],
    [{ urls: Array.from({ length: 1001 }, () => ['a.py', 'b']) }],
    [{ deps: Array.from({ length: 101 }, () => ['a', '']) }],
    [{ deps: [['a', {}]] }],
    [{ version: {} }],
  ])('%j is refused', (json) => {
    expect(() => parse(json)).toThrow(expect.objectContaining({ code: 'package-invalid' }));
  });

  it.each(['', '{', '[1,', '\ufffe', '['.repeat(100_000)])('%j is no JSON', (text) => {
    expect(() => parseManifest(utf8(text), 'here')).toThrow(
      expect.objectContaining({ code: 'package-invalid' }),
    );
  });

  it('of bytes that are no text is refused', () => {
    expect(() => parseManifest(Uint8Array.of(0x22, 0xff, 0x22), 'here')).toThrow(
      expect.objectContaining({ code: 'package-invalid' }),
    );
  });

  it('with a file outside of the target is refused', () => {
    for (const where of ['hashes', 'urls'])
      expect(() => parse({ [where]: [['../boot.py', '01234567']] })).toThrow(
        expect.objectContaining({ code: 'package-unsafe' }),
      );
  });

  it('whatever it is, is read or refused with a code', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            version: fc.jsonValue(),
            hashes: fc.jsonValue(),
            urls: fc.jsonValue(),
            deps: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
        (json) => {
          try {
            parse(json);
          } catch (error) {
            expect(['package-invalid', 'package-unsafe']).toContain(
              (error as { code: string }).code,
            );
          }
        },
      ),
    );
  });
});

const DIGEST = '0123456789abcdef0123456789abcdef';

function installed(name: string, ...paths: string[]): InstalledPackage {
  return {
    name,
    version: '1.0',
    wanted: '',
    kind: 'index',
    index: 'https://host/pi',
    mpy: true,
    requested: true,
    needs: [],
    files: paths.map((path) => ({ path, size: 7, digest: DIGEST })),
  };
}

describe('the record of a board', () => {
  it('is read as it was written', () => {
    const record = [
      installed('a', 'a.py', 'b/c.mpy'),
      { ...installed('github:o/r'), version: '', wanted: 'main', mpy: false, needs: ['a'] },
      { ...installed('c'), requested: false, kind: 'local' as const, index: '' },
    ];
    expect(parseRecord(printRecord(record), '/r')).toEqual(record);
    expect(parseRecord(printRecord([]), '/r')).toEqual([]);
  });

  it.each([
    '',
    '{}',
    '{"format":2,"packages":[]}',
    '{"format":1,"packages":[{"name":"a","kind":"index","files":[["a.py",-1,"00"]]}]}',
    `{"format":1,"packages":[{"name":"a","kind":"index","files":[["../main.py",1,"${DIGEST}"]]}]}`,
  ])('that is %j is refused', (text) => {
    expect(() => parseRecord(utf8(text), '/r')).toThrow(
      expect.objectContaining({ code: 'bad-package-record' }),
    );
  });

  it('keeps what a person has asked for once', () => {
    const before = [installed('a'), { ...installed('b'), requested: false }];
    const after = withPackages(before, [installed('a'), installed('b'), installed('c')], 'c');
    expect(after.map(({ name, requested }) => [name, requested])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
  });

  it('knows which files nobody has any more', () => {
    const before = [installed('a', 'a.py', 'both.py'), installed('b', 'both.py', 'b.py')];
    expect(orphans(before, before.slice(1)).map(({ path }) => path)).toEqual(['a.py']);
    expect(orphans(before, []).map(({ path }) => path)).toEqual(['a.py', 'both.py', 'b.py']);
  });
});

describe('a journal', () => {
  const journal = {
    state: 'placing',
    staged: ['p/a.py', 'b.py', '.adder-packages.json'],
    remove: ['old/c.py'],
    folders: ['old'],
  } as const;

  it('is read as it was written', () => {
    expect(parseJournal(printJournal(journal), '/j')).toEqual(journal);
  });

  it('says what ends the change: forward when all was there, else back', () => {
    expect(ending('/lib', journal)).toEqual({
      moves: [
        ['/lib/p/.adder-0', '/lib/p/a.py'],
        ['/lib/.adder-1', '/lib/b.py'],
        ['/lib/.adder-2', '/lib/.adder-packages.json'],
      ],
      files: ['/lib/old/c.py', '/lib/.adder-new', '/lib/p/.adder-new', '/lib/.adder-journal.json'],
      folders: ['/lib/old'],
    });
    expect(ending('/', { ...journal, state: 'staging' })).toEqual({
      moves: [],
      files: [
        '/p/.adder-0',
        '/.adder-1',
        '/.adder-2',
        '/.adder-new',
        '/p/.adder-new',
        '/.adder-journal.json',
      ],
      folders: ['/old'],
    });
  });

  it.each([
    '',
    '{"format":1}',
    '{"format":1,"state":"placing","staged":["../a"],"remove":[],"folders":[]}',
    '{"format":1,"state":"placing","staged":[],"remove":["/main.py"],"folders":[]}',
    '{"format":1,"state":"placing","staged":[],"remove":[],"folders":["a/.."]}',
  ])('that is %j is refused', (text) => {
    expect(() => parseJournal(utf8(text), '/j')).toThrow(
      expect.objectContaining({ code: 'package-unfinished' }),
    );
  });
});
