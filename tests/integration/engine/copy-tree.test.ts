// Folders with all that is in them, to a board and back: the virtual one and a MicroPython behind a serial port.

import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import { copyFromBoard, listTree } from '../../../src/engine/board/files/copy-from-board';
import type { CopySink } from '../../../src/engine/board/files/copy-from-board';
import { copyToBoard } from '../../../src/engine/board/files/copy-to-board';
import type { FileToCopy, TreeEntry } from '../../../src/engine/board/files/tree-plan';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { createTransport } from '../../../src/engine/transport/resolve';
import type { Progress } from '../../../src/shared/board';
import { describeWithTarget } from '../../targets/describe';
import { connectPty, connectVirtual, rejection, withWrite } from './support';

/** Paths with content; null is a folder. */
type Tree = Readonly<Record<string, Uint8Array | null>>;

const ODD_NAMES: Tree = {
  "it's": null,
  "it's/two words.py": utf8('a = 1\n'),
  'emoji 😀': null,
  'emoji 😀/"quoted" \\ %s.txt': utf8('é'.repeat(700)),
  empty: null,
  'empty/also empty': null,
  'a/b/c/d/e/f/g': null,
  'a/b/c/d/e/f/g/deep.bin': randomBytes(3000),
  'none.py': new Uint8Array(0),
};

function manySmall(count: number): Tree {
  const files: Record<string, Uint8Array | null> = { lib: null };
  for (let index = 0; index < count; index++)
    files[`lib/module_${index}.py`] = utf8(`value = ${index}\n`.repeat(1 + (index % 5)));
  return files;
}

function entriesOf(tree: Tree, folder: string): TreeEntry[] {
  const paths = new Map<string, Uint8Array | null>();
  for (const [path, content] of Object.entries(tree)) {
    const steps = path.split('/').slice(0, -1);
    for (let count = 1; count <= steps.length; count++)
      paths.set(steps.slice(0, count).join('/'), null);
    paths.set(path, content);
  }
  return [...paths].map(([path, bytes]): TreeEntry => {
    const on = `${folder}/${path}`;
    return bytes === null ? { kind: 'folder', path: on } : fileOf(on, bytes);
  });
}

function fileOf(path: string, bytes: Uint8Array): FileToCopy {
  return { kind: 'file', path, size: bytes.length, read: () => Promise.resolve(bytes) };
}

/** A folder of the computer that is a map. */
class Memory implements CopySink {
  readonly entries = new Map<string, Buffer | null>();

  makeFolder(steps: readonly string[]): Promise<void> {
    this.entries.set(steps.join('/'), null);
    return Promise.resolve();
  }

  write(steps: readonly string[], bytes: Uint8Array): Promise<void> {
    this.entries.set(steps.join('/'), Buffer.from(bytes));
    return Promise.resolve();
  }

  digestOf(steps: readonly string[], size: number): Promise<string | undefined> {
    const there = this.entries.get(steps.join('/'));
    if (there?.length !== size) return Promise.resolve(undefined);
    return Promise.resolve(createHash('sha256').update(there).digest('hex'));
  }
}

function expectSame(copy: Memory, tree: Tree): void {
  const wanted = entriesOf(tree, '').map(({ path }) => path.slice(1));
  expect([...copy.entries.keys()].sort()).toEqual(wanted.sort());
  for (const [path, content] of Object.entries(tree))
    expect(content && copy.entries.get(path)?.equals(content)).not.toBe(false);
}

function conversation(name: string, connect: () => Promise<{ readonly board: Board }>): void {
  it.each([
    ['odd names, deep and empty folders', ODD_NAMES],
    ['300 small files', manySmall(300)],
  ])(`${name} takes and gives a tree: %s`, async (_, tree) => {
    const { board } = await connect();
    const entries = entriesOf(tree, '/tree');
    const progress: Progress[] = [];
    const report = await copyToBoard(board.files, [{ kind: 'folder', path: '/tree' }, ...entries], {
      onProgress: (now) => progress.push(now),
    });
    const files = entries.filter(({ kind }) => kind === 'file').length;
    expect(report).toEqual({
      written: files,
      skipped: 0,
      folders: entries.length - files + 1,
      guarantee: 'hash',
    });
    const size = entries.reduce((sum, one) => sum + (one.kind === 'file' ? one.size : 0), 0);
    expect(progress.at(-1)).toEqual({ done: size, total: size });

    const copy = new Memory();
    expect(await copyFromBoard(board.files, '/tree', copy)).toEqual({
      written: files,
      skipped: 0,
      folders: entries.length - files,
    });
    expectSame(copy, tree);
    expect(await copyFromBoard(board.files, '/tree', copy)).toMatchObject({
      written: 0,
      skipped: files,
    });
  });

  it(`${name} keeps old or new files when a copy is cancelled, and nothing else`, async () => {
    const { board } = await connect();
    const name = (index: number): string => `/t/file_${index}`;
    const indices = Array.from({ length: 12 }, (_, index) => index);
    const old = indices.map((index) => fileOf(name(index), utf8(`old ${index}`)));
    await copyToBoard(board.files, [{ kind: 'folder', path: '/t' }, ...old]);
    const contents = indices.map(() => randomBytes(20_000));
    const stop = new AbortController();
    const told: string[] = [];
    const copying = copyToBoard(
      board.files,
      contents.map((bytes, index) => fileOf(name(index), bytes)),
      {
        signal: stop.signal,
        onFile: ({ path }) => {
          told.push(path);
          if (told.length === 4) stop.abort();
        },
      },
    );
    expect(await rejection(copying)).toMatchObject({ code: 'aborted' });
    const there = await board.files.list('/t');
    expect(there.map((entry) => entry.name).sort()).toEqual(
      indices.map((index) => `file_${index}`).sort(),
    );
    let news = 0;
    for (const index of indices) {
      const now = Buffer.from(await board.files.read(name(index)));
      if (now.equals(contents[index] ?? Buffer.alloc(0))) news++;
      else expect(now.toString()).toBe(`old ${index}`);
    }
    expect(news).toBeGreaterThanOrEqual(told.length);
    expect(news).toBeLessThan(indices.length);
  });
}

describe('a virtual board', () => {
  conversation('it', () => connectVirtual());

  it('is asked once and told nothing when all is there already', async () => {
    let programs = 0;
    const { board } = await connectVirtual({
      wrap: (transport) =>
        withWrite(transport, (bytes, write) => {
          if (Buffer.from(bytes).includes('__import__')) programs++;
          return write(bytes);
        }),
    });
    const entries = entriesOf(ODD_NAMES, '');
    await copyToBoard(board.files, entries);
    programs = 0;
    const report = await copyToBoard(board.files, entries);
    expect(report).toMatchObject({ written: 0, folders: 0, guarantee: 'hash' });
    expect(programs).toBe(1);
  });

  it('that has a file in the place of a folder, or a folder in that of a file, is not touched', async () => {
    const { board } = await connectVirtual();
    await board.files.write('/x', utf8('old'));
    await board.files.makeFolder('/y');
    const first = fileOf('/first', utf8('1'));
    for (const [entry, code] of [
      [{ kind: 'folder', path: '/x' }, 'not-a-folder'],
      [fileOf('/y', utf8('new')), 'is-a-folder'],
    ] as const)
      expect(await rejection(copyToBoard(board.files, [first, entry]))).toMatchObject({
        code,
        detail: entry.path,
      });
    expect((await board.files.list('/')).map(({ name }) => name).sort()).toEqual(['x', 'y']);
  });

  it('that is nearly full takes new files in the place of old ones', async () => {
    const { board } = await connectVirtual();
    const files = (): FileToCopy[] =>
      Array.from({ length: 12 }, (_, index) => fileOf(`/f${index}`, randomBytes(150_000)));
    await copyToBoard(board.files, files());
    expect((await board.files.space('/')).free).toBeLessThan(400_000);
    expect(await copyToBoard(board.files, files())).toMatchObject({ written: 12 });
    const more = [
      { kind: 'folder', path: '/new' },
      ...entriesOf({ a: randomBytes(400_000) }, '/new'),
    ];
    expect(await rejection(copyToBoard(board.files, more as TreeEntry[]))).toMatchObject({
      code: 'board-full',
    });
    expect((await board.files.list('/')).map(({ name }) => name)).not.toContain('new');
  });

  it('whose files vanish while they are copied gives an error with their path, and what came before', async () => {
    const { board } = await connectVirtual();
    await copyToBoard(board.files, entriesOf(manySmall(40), ''));
    const order = (await board.files.list('/lib')).map(({ name }) => name);
    const copy = new Memory();
    const gone: Promise<void>[] = [];
    const files = {
      list: board.files.list.bind(board.files),
      survey: board.files.survey.bind(board.files),
      readMany: async (...args: Parameters<typeof board.files.readMany>) => {
        if (gone.length === 0) gone.push(board.files.remove('/lib/module_35.py'));
        await Promise.all(gone);
        return board.files.readMany(...args);
      },
    };
    expect(await rejection(copyFromBoard(files, '/', copy))).toMatchObject({
      code: 'file-not-found',
      detail: '/lib/module_35.py',
    });
    expect(copy.entries.size).toBe(1 + order.indexOf('module_35.py'));
  });

  it('hears when the computer cannot write, and the rest is not read', async () => {
    const { board } = await connectVirtual();
    await copyToBoard(board.files, entriesOf(manySmall(100), ''));
    const full = new Error('the disk is full');
    const copy = new Memory();
    let count = 0;
    const sink: CopySink = {
      makeFolder: (steps) => copy.makeFolder(steps),
      write: (steps, bytes) => (++count > 5 ? Promise.reject(full) : copy.write(steps, bytes)),
    };
    expect(await rejection(copyFromBoard(board.files, '/', sink))).toBe(full);
    expect(count).toBe(6);
    expect(await board.eval('6*7')).toBe('42');
  });
});

describe('a listing for the computer', () => {
  const listing = (...names: readonly (readonly [string, 'file' | 'folder'])[]) => ({
    list: () => Promise.resolve(names.map(([name, kind]) => ({ name, kind, size: 1 }))),
  });

  it.each([
    ['..', 'linux'],
    ['../x', 'linux'],
    ['/etc/passwd', 'linux'],
    ['a//b', 'linux'],
    ['in/no/folder', 'linux'],
    ['a\0b', 'linux'],
    ['a\\b', 'win32'],
    ['C:x', 'win32'],
    ['aux.py', 'win32'],
    ['COM1', 'win32'],
    ['dot.', 'win32'],
    ['what?', 'win32'],
  ] as const)('refuses %j on %s', async (name, platform) => {
    const sink = new Memory();
    const board = { ...listing(['fine', 'file'], [name, 'file']), ...NO_READING };
    expect(await rejection(copyFromBoard(board, '/', sink, { platform }))).toMatchObject({
      code: 'bad-name',
    });
    expect(sink.entries.size).toBe(0);
  });

  it('refuses names that are one on the computer', async () => {
    const both = listing(['a', 'file'], ['A', 'file']);
    expect(await rejection(listTree(both, '', { platform: 'darwin' }))).toMatchObject({
      code: 'bad-name',
    });
    expect((await listTree(both, '', { platform: 'linux' })).files).toHaveLength(2);
    const twice = listing(['a', 'folder'], ['a', 'file']);
    expect(await rejection(listTree(twice, '', { platform: 'linux' }))).toMatchObject({
      code: 'bad-name',
    });
  });

  it('takes on Linux what only Windows cannot have', async () => {
    const { files } = await listTree(listing(['aux.py', 'file'], ['a\\b', 'file']), '/x', {
      platform: 'linux',
    });
    expect(files.map(({ path }) => path)).toEqual(['/x/aux.py', '/x/a\\b']);
  });
});

const NO_READING = {
  survey: () => Promise.reject(new Error('not asked')),
  readMany: () => Promise.reject(new Error('not asked')),
};

describeWithTarget('a MicroPython behind a serial port', () => {
  conversation('it', () => connectPty());

  it('that is unplugged in the middle keeps what it was told to have, and old files else', async () => {
    const { board, serial } = await connectPty();
    const name = (index: number): string => `/file_${index}`;
    const contents = Array.from({ length: 10 }, () => randomBytes(20_000));
    const old = contents.map((_, index) => fileOf(name(index), utf8(`old ${index}`)));
    await copyToBoard(board.files, old);
    let told = 0;
    let unplugged: Promise<void> | undefined;
    const copying = copyToBoard(
      board.files,
      contents.map((bytes, index) => fileOf(name(index), bytes)),
      {
        onFile: () => {
          if (++told === 3) unplugged = serial.unplug();
        },
      },
    );
    expect(await rejection(copying)).toMatchObject({ code: 'link-lost' });
    await unplugged;
    await serial.plugIn();
    const again = await Board.connect(
      createTransport(serial.path, { dataDirectory: '/nonexistent', holder: 'test' }),
    );
    onTestFinished(() => again.close());
    for (const [index, bytes] of contents.entries()) {
      const now = Buffer.from(await again.files.read(name(index)));
      if (index < told) expect(now.equals(bytes)).toBe(true);
      else expect(now.equals(bytes) || now.toString() === `old ${index}`).toBe(true);
    }
  });

  it('gets next to nothing when all is there already', async () => {
    const { board, serial } = await connectPty();
    const entries = entriesOf(manySmall(50), '');
    await copyToBoard(board.files, entries);
    const before = await serial.counts();
    expect(await copyToBoard(board.files, entries)).toMatchObject({ written: 0, skipped: 50 });
    const after = await serial.counts();
    expect(after.toBoard - before.toBoard).toBeLessThan(4000);
    expect(after.toHost - before.toHost).toBeLessThan(50 * 80 + 1000);
  });
});
