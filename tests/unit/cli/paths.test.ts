// Paths on the board, and which files of a folder go where.

import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardPath, isOnBoard, joinRemote, remoteName } from '../../../src/cli/files/remote-path';
import { safeName } from '../../../src/engine/board/files/safe-name';
import { planTree, type Side } from '../../../src/cli/files/tree';

describe('paths on the board', () => {
  it.each([
    ['', ['a.py'], './a.py'],
    ['/', ['a.py'], '/a.py'],
    ['lib/', ['x', 'a.py'], 'lib/x/a.py'],
    ['/lib', ['/x/'], '/lib/x'],
    ['lib', [], 'lib'],
  ])('join "%s" and %j', (base, names, path) => {
    expect(joinRemote(base, ...names)).toBe(path);
  });

  it('begin with a colon where both sides are possible', () => {
    expect([':', ':a', 'a'].map(isOnBoard)).toEqual([true, true, false]);
    expect([':', ':a', 'a'].map(boardPath)).toEqual(['', 'a', 'a']);
    expect(['a/b.py', 'b.py', ''].map(remoteName)).toEqual(['b.py', 'b.py', '']);
  });
});

describe('names from a board', () => {
  it.each(['', '.', '..', '../x', 'a/b', '/etc/passwd', 'a\0b'])('%j is refused', (name) => {
    expect(() => safeName(name, 'linux')).toThrow(expect.objectContaining({ code: 'bad-name' }));
  });

  it.each(['a\\b', 'C:x', '..\\x'])('%j is refused on Windows', (name) => {
    expect(() => safeName(name, 'win32')).toThrow(expect.objectContaining({ code: 'bad-name' }));
    expect(safeName(name, 'linux')).toBe(name);
  });

  it('never lead out of their folder', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        try {
          safeName(name, 'linux');
        } catch {
          return;
        }
        expect(join('/home/me/', name).split('/')).toHaveLength(4);
      }),
    );
  });
});

interface Folder {
  readonly [name: string]: Folder | null;
}

function sideOf(root: Folder): Side {
  return {
    join: joinRemote,
    list: (path) => {
      const names = path.split('/').slice(1);
      const folder = names.reduce<Folder>((inside, name) => inside[name] ?? {}, root);
      return Promise.resolve(
        Object.entries(folder).map(([name, inner]) => ({ name, isFolder: inner !== null })),
      );
    },
  };
}

describe('a folder with all that is in it', () => {
  const side = sideOf({ 'z.py': null, b: { 'y.py': null, deep: { 'x.py': null } }, a: {} });

  it('makes folders first, each after the one it lies in, and copies files in order', async () => {
    const { folders, files } = await planTree(side, '.', []);
    expect(folders).toEqual([['b'], ['b', 'deep'], ['a']]);
    expect(files).toEqual([
      { to: ['b', 'deep', 'x.py'], from: './b/deep/x.py' },
      { to: ['b', 'y.py'], from: './b/y.py' },
      { to: ['z.py'], from: './z.py' },
    ]);
  });

  it('keeps its name inside a folder that is there already', async () => {
    const { folders, files } = await planTree(side, '.', ['src']);
    expect(folders[0]).toEqual(['src']);
    expect(files.map(({ to }) => to.join('/'))).toEqual([
      'src/b/deep/x.py',
      'src/b/y.py',
      'src/z.py',
    ]);
  });
});
