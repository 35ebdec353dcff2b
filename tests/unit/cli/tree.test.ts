// The lines of tree, from a listing of the board.

import { describe, expect, it } from 'vitest';
import { humanSize, treeLines } from '../../../src/cli/commands/tree';
import type { FileEntry } from '../../../src/shared/board';

function file(name: string, size = 0): FileEntry {
  return { name, kind: 'file', size };
}

function folder(name: string, size = 0): FileEntry {
  return { name, kind: 'folder', size };
}

describe('a tree', () => {
  const entries = [
    file('z', 3),
    folder('b'),
    file('a', 1096),
    folder('b/deep'),
    file('b/y', 20),
    file('b/deep/x', 5_000_000),
  ];

  it('is sorted by name, each folder with what is in it', () => {
    expect(treeLines(entries, undefined)).toEqual([
      '├── a',
      '├── b',
      '│   ├── deep',
      '│   │   └── x',
      '│   └── y',
      '└── z',
    ]);
  });

  it('shows sizes in bytes, or as people read them, and none for folders', () => {
    expect(treeLines(entries, 'bytes').slice(0, 2)).toEqual(['├── [     1096]  a', '├── b']);
    expect(treeLines(entries, 'human')[3]).toBe('│   │   └── [  4.8M]  x');
  });

  it('shows the size of a folder where the file system has one, as ROMFS does', () => {
    expect(treeLines([folder('rom', 40)], 'bytes')).toEqual(['└── [       40]  rom']);
  });

  it('orders names as Python does, by code points', () => {
    expect(treeLines([file('\u{1f40d}'), file('\uff5e'), file('B'), file('a')], undefined)).toEqual(
      ['├── B', '├── a', '├── \uff5e', '└── \u{1f40d}'],
    );
  });
});

describe('a size for people', () => {
  it.each([
    [0, '0'],
    [1023, '1023'],
    [1024, '1.0K'],
    [1096, '1.1K'],
    [1024 ** 2 - 1, '1024.0K'],
    [1024 ** 3, '1.0G'],
    [1024 ** 4 * 2000, '2000.0T'],
  ])('%i is %s', (size, text) => {
    expect(humanSize(size)).toBe(text);
  });
});
