// A folder of a board is made the same as a source: what is planned, what is refused, and that plan and deed together are a mirror.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyMirror,
  checkMirror,
  lookAndPlan,
  removesFirst,
  type Mirror,
} from '../../../src/engine/board/mirror/mirror';
import {
  limitExtras,
  missingRoom,
  planMirror,
  type MirrorSource,
  type SourceEntry,
} from '../../../src/engine/board/mirror/plan';
import { rejection } from '../../integration/engine/support';
import { MapBoard, volume, type MapBoardFacts, type Tree } from './map-board';

function entriesOf(tree: Tree): SourceEntry[] {
  return [...tree].map(([path, text]): SourceEntry => {
    if (text === null) return { kind: 'folder', path };
    const bytes = Buffer.from(text, 'latin1');
    const digest = createHash('sha256').update(bytes).digest('hex');
    return {
      kind: 'file',
      path,
      size: bytes.length,
      read: () => Promise.resolve(bytes),
      digest: () => Promise.resolve(digest),
    };
  });
}

function sourceOf(tree: Tree, ignored = /(^|\/)_/): MirrorSource {
  const entries = entriesOf(tree).filter(({ path }) => !ignored.test(path));
  return { entries, ignores: (path) => ignored.test(path) };
}

const T = (entries: Record<string, string | null>): Tree => new Map(Object.entries(entries));

const onRoot = (tree: Tree): Tree => new Map([...tree].map(([path, text]) => [`/${path}`, text]));

async function mirrored(
  source: Tree,
  board: MapBoard,
  remove = true,
  destination = '/',
): Promise<Mirror> {
  const mirror = await lookAndPlan(board, sourceOf(source), destination);
  await applyMirror(board, mirror, { remove });
  return mirror;
}

function planned(board: MapBoard, source: Tree, destination = '/'): Promise<Mirror> {
  return lookAndPlan(board, sourceOf(source), destination);
}

const name = fc.constantFrom('a', 'b', 'A', '_x', "it's", 'ü 😀');
const tree = fc
  .array(
    fc.tuple(
      fc.array(name, { minLength: 1, maxLength: 3 }),
      fc.oneof(fc.constant(null), fc.stringMatching(/^[xy]{0,2}$/)),
    ),
    { maxLength: 14 },
  )
  .map((entries): Tree => {
    const made: Tree = new Map();
    for (const [steps, content] of entries) {
      const paths = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
      if (paths.slice(0, -1).some((path) => typeof made.get(path) === 'string')) continue;
      for (const path of paths.slice(0, -1)) made.set(path, null);
      const path = paths.at(-1) ?? '';
      if (!made.has(path)) made.set(path, content);
    }
    return made;
  });

const TELLS_CASE = { volumes: [volume('/', { type: 'VfsLfs2' })] };
const sorted = (paths: Iterable<string>): string[] => [...paths].sort();
const isIgnored = (path: string): boolean => /(^|\/)_/.test(path);

describe('a plan and its deed', () => {
  it('make the board the same, touch nothing that is ignored, and then there is nothing left to do', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (source, before) => {
        const board = new MapBoard(onRoot(before), TELLS_CASE);
        try {
          await mirrored(source, board);
        } catch (error) {
          // Only where something that is ignored would have to go, and then nothing was done.
          expect(error).toMatchObject({ code: 'is-a-folder' });
          expect(board.changes).toEqual([]);
          return;
        }
        for (const [path, content] of source)
          if (!isIgnored(path)) expect(board.tree.get(`/${path}`)).toBe(content);
        for (const [path, content] of before)
          if (isIgnored(path)) expect(board.tree.get(`/${path}`)).toBe(content);
        const holders = (path: string): boolean =>
          [...before.keys()].some((one) => isIgnored(one) && one.startsWith(`${path}/`));
        for (const full of board.tree.keys()) {
          const path = full.slice(1);
          expect(source.has(path) || isIgnored(path) || holders(path)).toBe(true);
        }
        const again = await planned(board, source);
        expect(again).toMatchObject({ folders: [], extras: [], conflicts: [] });
        expect(again.files.every(({ change }) => change === 'same')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('remove nothing unless told to', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (source, before) => {
        const board = new MapBoard(onRoot(before), TELLS_CASE);
        try {
          await mirrored(source, board, false);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(not|is)-a-folder$/) });
          expect(board.changes).toEqual([]);
        }
        for (const path of before.keys()) expect(board.tree.has(`/${path}`)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it('write only what is new or differs', async () => {
    const board = new MapBoard(T({ '/same': 'x', '/other': 'x', '/longer': 'xxx', '/extra': 'e' }));
    const mirror = await mirrored(
      T({ same: 'x', other: 'y', longer: 'x', fresh: '' }),
      board,
      false,
    );
    expect(mirror.files.map(({ file, change }) => [file.path, change])).toEqual([
      ['same', 'same'],
      ['other', 'changed'],
      ['longer', 'changed'],
      ['fresh', 'new'],
    ]);
    expect(mirror.extras).toEqual([{ path: 'extra', kind: 'file', size: 1 }]);
    expect(board.changes).toEqual(['write /other', 'write /longer', 'write /fresh']);
  });

  it('make the folders above the destination, too', async () => {
    const board = new MapBoard(T({ '/a': null }));
    const mirror = await mirrored(T({ x: '1' }), board, true, 'a/b/./c/');
    expect(mirror).toMatchObject({ destination: '/a/b/c', above: ['/a/b', '/a/b/c'] });
    expect(board.tree.get('/a/b/c/x')).toBe('1');
  });

  it('remove last what only the board has, unless there is no room for both or it is in the way', async () => {
    const extras = T({ '/old': 'x'.repeat(6000), '/a': null, '/a/b': 'x' });
    const order = async (source: Tree, free: number): Promise<string[]> => {
      const volumes = [volume('/', { blockSize: 4096, total: 40_960, free })];
      const board = new MapBoard(new Map(extras), { volumes });
      const mirror = await mirrored(source, board);
      expect([...board.tree]).toEqual([...onRoot(source)]);
      expect(removesFirst(mirror, false)).toBe(false);
      return board.changes.map((change) => change.split(' ')[0] ?? '');
    };
    const news = T({ new: 'x'.repeat(6000) });
    expect(await order(news, 30_000)).toEqual(['write', 'remove', 'remove', 'remove']);
    expect(await order(news, 4096)).toEqual(['remove', 'remove', 'remove', 'write']);
    expect((await order(T({ a: 'file now' }), 30_000)).at(-1)).toBe('write');
  });

  it('write all again where the board cannot hash', async () => {
    const board = new MapBoard(T({ '/x': '1' }), { hashes: false });
    await mirrored(T({ x: '1' }), board);
    expect(board.changes).toEqual(['write /x']);
  });

  it('leave other file systems in the folder alone', async () => {
    const board = new MapBoard(T({ '/sd': null, '/sd/old': 'x', '/gone': 'x' }), {
      volumes: [volume('/'), volume('/sd')],
    });
    const mirror = await mirrored(T({ sd: null, 'sd/new': 'x' }), board);
    expect(mirror.otherVolumes).toEqual(['sd']);
    expect(board.changes).toEqual(['remove /gone']);
  });
});

describe('before anything is changed', () => {
  const refused = async (
    source: Tree,
    before: Tree,
    facts: MapBoardFacts & { remove?: boolean } = {},
    destination = '/',
  ): Promise<unknown> => {
    const board = new MapBoard(before, facts);
    const error = await rejection(mirrored(source, board, facts.remove, destination));
    expect(board.changes).toEqual([]);
    return error;
  };

  it.each([
    ['a file in the place of a folder', T({ x: null }), T({ '/x': '' }), 'not-a-folder'],
    ['a folder in the place of a file', T({ x: '' }), T({ '/x': null }), 'is-a-folder'],
  ])('%s is refused unless things may be removed', async (_, source, before, code) => {
    expect(await refused(source, before, { remove: false })).toMatchObject({ code, detail: '/x' });
    const board = new MapBoard(before);
    await mirrored(source, board);
    expect(board.tree.get('/x')).toBe(source.get('x'));
  });

  it('a folder with something ignored in it is not removed for a file', async () => {
    const before = T({ '/x': null, '/x/_kept': '' });
    expect(await refused(T({ x: '' }), before)).toMatchObject({ code: 'is-a-folder' });
  });

  it('a file above the destination is told', async () => {
    const error = await refused(T({ x: '' }), T({ '/a': '' }), {}, '/a/b');
    expect(error).toMatchObject({ code: 'not-a-folder', detail: '/a' });
  });

  it.each(['..', 'a/../..', 'x\0y'])('the destination %j is refused', async (destination) => {
    expect(await refused(T({ x: '' }), T({}), {}, destination)).toMatchObject({ code: 'bad-name' });
  });

  it('a board with a name that leads elsewhere is refused', async () => {
    for (const odd of ['/..', '/a//b', '/.'])
      expect(await refused(T({ x: '' }), T({ [odd]: '' }))).toMatchObject({ code: 'bad-name' });
  });

  it('a folder for a board without folders is refused', async () => {
    const facts = { makesFolders: false };
    expect(await refused(T({ a: null }), T({ old: '' }), facts)).toMatchObject({
      code: 'no-folders',
    });
    const board = new MapBoard(T({ old: '' }), facts);
    await mirrored(T({ 'new.py': '1' }), board);
    expect([...board.tree.keys()]).toEqual(['new.py']);
  });

  it('a full board is told, and what is removed makes room', async () => {
    const full = { volumes: [volume('/', { blockSize: 4096, total: 16384, free: 4096 })] };
    const source = T({ new: 'x'.repeat(9000) });
    const old = T({ '/old': 'x'.repeat(8192) });
    expect(await refused(source, old, { ...full, remove: false })).toMatchObject({
      code: 'board-full',
      detail: '/: 8192 bytes more are needed',
    });
    await mirrored(source, new MapBoard(old, full));
  });

  it.each([
    ['a"b', 'VfsFat'],
    ['dot.', 'VfsFat'],
    ['a\\b', 'VfsFat'],
    ['x'.repeat(256), 'VfsLfs2'],
    ['é'.repeat(128), 'VfsLfs2'],
  ])('the name %j is refused on %s', async (bad, type) => {
    const volumes = [volume('/', { type, longestName: 255 })];
    expect(await refused(T({ [bad]: '' }), T({}), { volumes })).toMatchObject({
      code: 'bad-name',
      detail: bad,
    });
  });
});

describe('names that differ only in case', () => {
  it('are two files on a board that tells them apart', async () => {
    const board = new MapBoard(T({ '/Main.py': 'old', '/x': '' }));
    await mirrored(T({ 'main.py': 'new' }), board);
    expect(sorted(board.tree.keys())).toEqual(['/main.py']);
  });

  it('are one on a board that does not, which then is not removed after it was written', async () => {
    const board = new MapBoard(T({ '/Main.py': 'old' }), { folds: true });
    const mirror = await mirrored(T({ 'main.py': 'new' }), board);
    expect(mirror.extras).toEqual([]);
    expect([...board.tree]).toEqual([['/main.py', 'new']]);
    const same = await planned(
      new MapBoard(T({ '/Main.py': 'new' }), { folds: true }),
      T({ 'main.py': 'new' }),
    );
    expect(same.files[0]).toMatchObject({ change: 'same' });
  });

  it('both on the computer are refused there, also when the board has nothing to try it with', async () => {
    const twins = T({ 'a.py': '1', 'A.py': '2' });
    for (const before of [T({}), T({ '/boot.py': '' })])
      expect(await rejection(planned(new MapBoard(before, { folds: true }), twins))).toMatchObject({
        code: 'names-collide',
        detail: 'a.py, A.py',
      });
    await mirrored(twins, new MapBoard(T({ '/boot.py': '' })));
    const volumes = [volume('/', { type: 'VfsLfs2' })];
    await mirrored(twins, new MapBoard(T({}), { volumes }));
    await mirrored(twins, new MapBoard(T({ '/b': '', '/B': '' })));
  });
});

describe('a plan', () => {
  const nothing = { same: new Set<never>(), folds: false, keeps: () => false };
  const file = (name: string, size = 0) => ({ name, kind: 'file', size }) as const;
  const folder = (name: string) => ({ name, kind: 'folder', size: 0 }) as const;

  it('with fewer removals keeps the folders of what stays', () => {
    const board = [folder('a'), file('a/x'), file('a/y'), folder('b'), file('b/z')];
    const plan = planMirror([], board, nothing);
    expect(plan.extras.map(({ path }) => path)).toEqual(['a/x', 'a/y', 'b/z', 'a', 'b']);
    const fewer = limitExtras(plan, ({ path }) => path !== 'a/y');
    expect(fewer.extras.map(({ path }) => path)).toEqual(['a/x', 'b/z', 'b']);
  });

  it('whose conflict may not be removed is refused', () => {
    const plan = planMirror(entriesOf(T({ x: '' })), [folder('x')], nothing);
    const mirror = { ...limitExtras(plan, () => false), destination: '/', above: [] };
    expect(() => checkMirror({ ...mirror, otherVolumes: [], volume: undefined }, true)).toThrow(
      expect.objectContaining({ code: 'is-a-folder' }) as Error,
    );
  });

  it('counts the new file beside the old one, and not what lies in the folder itself', () => {
    const disk = { blockSize: 4096, free: 0 };
    const changed = planMirror(entriesOf(T({ x: 'x'.repeat(5000) })), [file('x', 5000)], nothing);
    expect(missingRoom(changed, disk, false)).toBe(8192);
    expect(missingRoom(changed, { ...disk, free: 8192 }, false)).toBe(0);
    const tiny = planMirror(entriesOf(T({ x: 'x'.repeat(512) })), [], nothing);
    expect(missingRoom(tiny, disk, false)).toBe(0);
  });
});
