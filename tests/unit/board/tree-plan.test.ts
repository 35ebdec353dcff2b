// What is to be done so that a board has a tree, on a board that is a map.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeOf } from '../../../src/engine/board/files/content';
import type { BoardFiles } from '../../../src/engine/board/files/board-files';
import { copyToBoard } from '../../../src/engine/board/files/copy-to-board';
import type { Found } from '../../../src/engine/board/files/listing';
import { placesOf, planTree, roomNeeded } from '../../../src/engine/board/files/tree-plan';
import type { FileToCopy, TreeEntry } from '../../../src/engine/board/files/tree-plan';
import { AdderError } from '../../../src/shared/errors';
import { rejection } from '../../integration/engine/support';

type Tree = Map<string, string | null>;

function file(path: string, text: string): FileToCopy {
  const bytes = Buffer.from(text);
  return { kind: 'file', path, size: bytes.length, read: () => Promise.resolve(bytes) };
}

const folder = (path: string): TreeEntry => ({ kind: 'folder', path });

function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** A board that insists on an order: a folder before what lies in it, no file over a folder. */
class MapBoard implements Pick<BoardFiles, 'survey' | 'writeMany'> {
  readonly calls: string[][] = [];
  readonly needs: number[] = [];

  constructor(
    readonly tree: Tree,
    private readonly hashes = true,
  ) {}

  survey: BoardFiles['survey'] = (places) =>
    Promise.resolve(
      places.map(({ path, size }): Found => {
        const there = this.tree.get(path);
        if (there === undefined) return { kind: 'nothing' };
        if (there === null) return { kind: 'folder' };
        if (there.length !== size) return { kind: 'other-size', size: there.length };
        const sha256 = createHash('sha256').update(there).digest('hex');
        return { kind: 'same-size', sha256: this.hashes ? sha256 : undefined };
      }),
    );

  writeMany: BoardFiles['writeMany'] = (items, { need = 0, onKept, onProgress } = {}) => {
    this.calls.push(items.map(({ path }) => path));
    this.needs.push(need);
    for (const [index, item] of items.entries()) {
      const parent = above(item.path);
      const there = this.tree.get(item.path);
      if (parent !== '' && this.tree.get(parent) !== null) throw new AdderError('file-not-found');
      if (there !== undefined && (there === null) !== (item.kind === 'folder'))
        throw new AdderError('file-exists');
      this.tree.set(
        item.path,
        item.kind === 'folder' ? null : Buffer.from(wholeOf(item.bytes)).toString('latin1'),
      );
      onProgress?.({ done: 0, total: 0 });
      onKept?.(index + 1);
    }
    return Promise.resolve(this.hashes ? 'hash' : 'read-back');
  };
}

const name = fc.constantFrom('a', 'b', 'A', "it's", 'ü 😀');
/** A tree as its entries: null is a folder. Later ones do not make a folder of a file. */
const tree = fc
  .array(
    fc.tuple(
      fc.array(name, { minLength: 1, maxLength: 3 }),
      fc.oneof(fc.constant(null), fc.stringMatching(/^[xy]{0,3}$/)),
    ),
    { maxLength: 12 },
  )
  .map((entries): Tree => {
    const made: Tree = new Map();
    for (const [steps, content] of entries) {
      const paths = steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
      const last = paths.pop() ?? '';
      if (paths.some((path) => typeof made.get(path) === 'string') || made.has(last)) continue;
      for (const path of paths) made.set(path, null);
      made.set(last, content);
    }
    return made;
  });

function entriesOf(from: Tree): TreeEntry[] {
  return [...from].map(([path, content]) =>
    content === null ? folder(path) : file(path, content),
  );
}

function clash(a: Tree, b: Tree): boolean {
  return [...a].some(([path, one]) => {
    const other = b.get(path);
    return other !== undefined && (one === null) !== (other === null);
  });
}

describe('a tree that is copied to a board', () => {
  it('is there afterwards, beside what was there, and a second copy writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, fc.boolean(), async (source, before, force) => {
        const board = new MapBoard(new Map(before));
        const entries = entriesOf(source).reverse(); // folders come in any order
        if (clash(source, before)) {
          const error = await rejection(copyToBoard(board, entries));
          expect(['not-a-folder', 'is-a-folder']).toContain((error as AdderError).code);
          expect(board.tree).toEqual(before);
          return;
        }
        const report = await copyToBoard(board, entries, { force });
        expect(board.tree).toEqual(new Map([...before, ...source]));
        expect(report.written + report.skipped).toBe(
          entries.filter(({ kind }) => kind === 'file').length,
        );
        if (force) expect(report.skipped).toBe(0);
        const calls = board.calls.length;
        expect(await copyToBoard(board, entries)).toMatchObject({ written: 0, folders: 0 });
        expect(board.calls).toHaveLength(calls);
      }),
      { numRuns: 300 },
    );
  });

  it('has the last of several files for one place', async () => {
    const board = new MapBoard(new Map([['/x', 'second']]));
    const told: string[] = [];
    await copyToBoard(board, [file('/x', 'first!'), file('/x', 'second'), file('/x', 'second')], {
      onFile: (_, how) => told.push(how),
    });
    expect(board.tree.get('/x')).toBe('second');
    expect(told).toEqual(['written', 'written', 'same']);
  });

  it('writes a name again whose letters differ only in case from what was written', async () => {
    const board = new MapBoard(new Map([['/X', 'two']]));
    const report = await copyToBoard(board, [file('/x', 'one'), file('/X', 'two')]);
    expect(report).toMatchObject({ written: 2, skipped: 0 });
  });

  it('is told file by file in its order, those that were there too', async () => {
    const board = new MapBoard(
      new Map([
        ['/a', 'a'],
        ['/c', 'c'],
        ['/d', 'd'],
      ]),
    );
    const told: string[] = [];
    const report = await copyToBoard(
      board,
      ['/a', '/b', '/c', '/d', '/e'].map((path) => file(path, path.slice(1))),
      { onFile: ({ path }, how) => told.push(`${path} ${how}`) },
    );
    expect(told).toEqual(['/a same', '/b written', '/c same', '/d same', '/e written']);
    expect(report).toEqual({ written: 2, skipped: 3, folders: 0, guarantee: 'hash' });
  });

  it('goes in streams of no more than 200 files and 1 MB', async () => {
    const board = new MapBoard(new Map());
    const progress: number[] = [];
    const mega = 'x'.repeat(600_000);
    const entries = [
      ...Array.from({ length: 450 }, (_, index) => file(`/f${index}`, 'x')),
      file('/big1', mega),
      file('/big2', mega),
      file('/big3', mega + mega + mega),
      file('/last', ''),
    ];
    await copyToBoard(board, entries, { onProgress: ({ done }) => progress.push(done) });
    expect(board.calls.map((items) => items.length)).toEqual([200, 200, 51, 1, 1, 1]);
    expect(progress.at(-1)).toBe(450 + 5 * 600_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('of which a firmware without hashes tells nothing is written, and said to be less sure', async () => {
    const board = new MapBoard(new Map([['/a', 'a']]), false);
    expect(await copyToBoard(board, [file('/a', 'a')])).toMatchObject({
      written: 1,
      guarantee: 'read-back',
    });
  });

  it('does not begin when it was cancelled before', async () => {
    const board = new MapBoard(new Map([['/a', 'b']]));
    for (const path of ['/a', '/new'])
      expect(
        await rejection(copyToBoard(board, [file(path, 'a')], { signal: AbortSignal.abort() })),
      ).toMatchObject({ code: 'aborted' });
    expect(board.calls).toEqual([]);
  });

  it('may not have a file and a folder of one name', () => {
    const entries = [folder('/x'), file('/x', '')];
    const nothing: Found = { kind: 'nothing' };
    expect(() => planTree(entries, [nothing, nothing], new Map())).toThrow(
      expect.objectContaining({ code: 'not-a-folder', detail: '/x' }),
    );
  });

  it('asks for no digests where all is written anyway', () => {
    expect(placesOf([folder('/x'), file('/x/a', 'abc')], false).map(({ size }) => size)).toEqual([
      -1, -1,
    ]);
  });
});

describe('the room that a copy needs', () => {
  const K = 1024;
  const old = (size: number): Found => ({ kind: 'other-size', size });
  const room = (sizes: readonly (readonly [string, number, number])[], area = ''): number => {
    const entries = sizes.map(([path, size]): FileToCopy => ({ ...file(path, ''), size }));
    const found = sizes.map(([, , was]): Found => (was > 0 ? old(was) : { kind: 'nothing' }));
    return roomNeeded(planTree(entries, found, new Map()).files, area);
  };

  it('is all of it, when all is new', () => {
    expect(
      room([
        ['/a', 10 * K, 0],
        ['/b', 20 * K, 0],
      ]),
    ).toBe(30 * K);
  });

  it('is that of the largest, where all is replaced by what is as large', () => {
    expect(
      room([
        ['/a', 8 * K, 8 * K],
        ['/b', 20 * K, 20 * K],
      ]),
    ).toBe(20 * K);
  });

  it('is never more than blocks of 4 KB take', () => {
    const blocks = (bytes: number): number => Math.ceil(bytes / 4096) * 4096;
    const size = fc.integer({ min: 0, max: 40 * K });
    fc.assert(
      fc.property(fc.array(fc.tuple(size, size), { maxLength: 20 }), (sizes) => {
        let used = 0;
        let peak = 0;
        for (const [now, was] of sizes) {
          peak = Math.max(peak, used + blocks(now));
          used += blocks(now) - blocks(was);
        }
        const needed = room(sizes.map(([now, was], index) => [`/${index}`, now, was] as const));
        expect(needed).toBeLessThanOrEqual(peak);
      }),
    );
  });

  it('does not count what may lie on another file system', () => {
    const files = [
      ['/a', K, 0],
      ['/sd/b', 90 * K, 0],
    ] as const;
    expect(room(files)).toBe(K);
    expect(room(files, 'sd')).toBe(90 * K);
    const nothing: Found = { kind: 'nothing' };
    const made = planTree(
      [folder('/new'), { ...file('/new/b', ''), size: 5 * K }],
      [nothing, nothing],
      new Map(),
    );
    expect(made.folders[0]?.area).toBe('');
    expect(roomNeeded(made.files, '')).toBe(5 * K);
  });
});
