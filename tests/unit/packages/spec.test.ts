// What names a package, and where its parts are on the web.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webAddress } from '../../../src/engine/packages/forges';
import { nameOf, packageSpec, parsePackageSpec } from '../../../src/engine/packages/spec';

describe('a package of the index', () => {
  it.each([
    ['aioble', 'aioble', undefined],
    ['aioble@0.5.0', 'aioble', '0.5.0'],
    ['aioble@', 'aioble', undefined],
    ['collections-defaultdict@latest', 'collections-defaultdict', 'latest'],
    ['vendor/thing@1.2', 'vendor/thing', '1.2'],
    ['@scope/thing@2', '@scope/thing', '2'],
  ])('%s', (text, name, version) => {
    expect(parsePackageSpec(text)).toEqual({ kind: 'index', name, version });
  });
});

describe('a place on the web', () => {
  it.each([
    ['github:org/repo', 'github:org/repo', undefined],
    ['github:org/repo@v1.2', 'github:org/repo', 'v1.2'],
    ['github:org/repo@feature/new@home', 'github:org/repo', 'feature/new@home'],
    ['github:org/repo/@scope/thing.py@main', 'github:org/repo/@scope/thing.py', 'main'],
    ['gitlab:org/repo/sub/package.json@main', 'gitlab:org/repo/sub/package.json', 'main'],
    ['codeberg:org/repo', 'codeberg:org/repo', undefined],
    ['http://host/x.py', 'http://host/x.py', undefined],
    ['https://host/pkg@1.0', 'https://host/pkg', '1.0'],
    ['https://host/@scope/pkg/package.json', 'https://host/@scope/pkg/package.json', undefined],
    ['https://host/npm/pkg@1.2/package.json', 'https://host/npm/pkg@1.2/package.json', undefined],
    ['https://host/@scope', 'https://host/@scope', undefined],
    ['https://host/x.py?mail=a@b', 'https://host/x.py?mail=a@b', undefined],
  ])('%s', (text, location, version) => {
    expect(parsePackageSpec(text)).toEqual({ kind: 'remote', location, version });
  });

  it.each([
    ['github:o/r/a/b.py', undefined, 'https://raw.githubusercontent.com/o/r/HEAD/a/b.py'],
    ['github:o/r/b.py', 'v1', 'https://raw.githubusercontent.com/o/r/v1/b.py'],
    ['gitlab:o/r/a/b.py', undefined, 'https://gitlab.com/o/r/-/raw/HEAD/a/b.py'],
    ['gitlab:o/r/b.py', 'dev', 'https://gitlab.com/o/r/-/raw/dev/b.py'],
    ['codeberg:o/r/b.py', undefined, 'https://codeberg.org/api/v1/repos/o/r/raw/b.py?ref=HEAD'],
    ['codeberg:o/r/a/b.py', 'v2', 'https://codeberg.org/api/v1/repos/o/r/raw/a/b.py?ref=v2'],
    ['http://h/x.py', 'v1', 'http://h/x.py'],
  ])('%s at %s is %s', (location, branch, address) => {
    expect(webAddress(location, branch)).toBe(address);
  });
});

describe('a file of the computer', () => {
  it.each([
    ['thing.py', 'thing.py', undefined],
    ['C:\\lib\\thing.mpy', 'C:\\lib\\thing.mpy', undefined],
    ['./my@home/package.json', './my@home/package.json', undefined],
    ['pkg/package.json@v2', 'pkg/package.json', 'v2'],
  ])('%s', (text, path, version) => {
    expect(parsePackageSpec(text)).toEqual({ kind: 'local', path, version });
  });
});

describe('what names no package', () => {
  it.each([
    '',
    '@',
    ' ',
    'a b',
    'a\nb',
    'a\0b',
    '../x',
    'a/../b',
    'a//b',
    'a?b',
    'a#b',
    'a%2fb',
    'C:thing',
    'file:///etc/passwd',
    'ftp://host/x',
    'aioble@../../x',
    'aioble@1 0',
    'github:org',
    'github:/repo',
    'http://',
    'x'.repeat(3000),
  ])('%j', (text) => {
    expect(() => parsePackageSpec(text)).toThrow(
      expect.objectContaining({ code: 'bad-package-spec' }),
    );
  });

  it('is an address with a password, which no message repeats', () => {
    for (const text of ['https://user:secret@host/x', 'http://secret@host/x.py'])
      expect(() => parsePackageSpec(text)).toThrow(
        expect.objectContaining({
          code: 'bad-package-spec',
          detail: expect.not.stringContaining('secret') as string,
        }),
      );
  });
});

it('any text names a package or is refused with a code', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(nameOf(parsePackageSpec(text))).not.toBe('');
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-package-spec' });
      }
    }),
  );
});

it('a version that stands apart is the same as one behind the mark', () => {
  expect(packageSpec('aioble', '1.0')).toEqual(parsePackageSpec('aioble@1.0'));
  expect(packageSpec('github:o/r', '')).toEqual(parsePackageSpec('github:o/r'));
});
