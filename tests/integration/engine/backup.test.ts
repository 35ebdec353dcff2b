// A whole board in a store and back, onto it and onto another one; what is damaged or cut off never counts.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { planRestore } from '../../../src/engine/board/backup/plan-restore';
import { saveBoard, type BoardToSave } from '../../../src/engine/board/backup/save-board';
import { BackupStore } from '../../../src/engine/board/backup/store';
import { Board } from '../../../src/engine/board/board';
import { copyToBoard } from '../../../src/engine/board/files/copy-to-board';
import type { TreeEntry } from '../../../src/engine/board/files/tree-plan';
import type { Volume } from '../../../src/engine/board/files/volumes';
import { applyMirror } from '../../../src/engine/board/mirror/mirror';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { connectPty, connectVirtual, freshHome, rejection } from './support';

type Content = Readonly<Record<string, string | null>>;

const FILES: Content = {
  '/main.py': 'print(1)\n',
  '/empty': '',
  '/lib': null,
  "/lib/it's é.py": 'x'.repeat(3000),
  '/lib/twin.py': 'x'.repeat(3000),
  '/lib/none': null,
};

function aStore(): BackupStore {
  const folder = mkdtempSync(join(tmpdir(), 'adder-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return new BackupStore(folder);
}

function blobsIn({ folder }: BackupStore): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return all.map((name) => join(folder, name)).filter((path) => /[0-9a-f]{64}$/.test(path));
}

async function put(board: Board, files: Content): Promise<void> {
  const entries = Object.entries(files).map(([path, text]): TreeEntry => {
    if (text === null) return { kind: 'folder', path };
    const bytes = Buffer.from(text);
    return { kind: 'file', path, size: bytes.length, read: () => Promise.resolve(bytes) };
  });
  await copyToBoard(board.files, entries);
}

async function contentOf(board: Board): Promise<Content> {
  const content: Record<string, string | null> = {};
  for (const { name, kind } of await board.files.list('/', { deep: true }))
    content[`/${name}`] =
      kind === 'folder' ? null : Buffer.from(await board.files.read(`/${name}`)).toString();
  return content;
}

async function restore(board: Board, store: BackupStore, remove = true): Promise<number> {
  const mirrors = await planRestore(board.files, store, await store.read());
  let written = 0;
  for (const mirror of mirrors)
    written += (await applyMirror(board.files, mirror, { remove })).written;
  return written;
}

function conversation(connect: () => Promise<{ readonly board: Board }>): void {
  it('is saved, the second time only what changed, and brought back', async () => {
    const { board } = await connect();
    const store = aStore();
    await put(board, FILES);
    const first = await saveBoard(board, store);
    expect(first).toMatchObject({ fetched: 3, fetchedBytes: 3009 });
    expect(first.manifest.fileSystems[0]).toMatchObject({ path: '/', own: true });
    expect(blobsIn(store)).toHaveLength(3);
    for (const path of blobsIn(store))
      expect(path).toMatch(createHash('sha256').update(readFileSync(path)).digest('hex'));

    await put(board, { '/main.py': 'print(2)\n', '/more': 'm' });
    await board.files.remove('/lib/twin.py');
    expect(await saveBoard(board, store)).toMatchObject({ fetched: 2, fetchedBytes: 10 });
    expect(await saveBoard(board, store)).toMatchObject({ fetched: 0 });
    const [oldest = ''] = await store.ids();

    const [mirror] = await planRestore(board.files, store, await store.read(oldest));
    if (!mirror) throw new Error('there is no plan');
    expect(await applyMirror(board.files, mirror, { remove: true })).toMatchObject({
      written: 2,
      same: 2,
      removed: 1,
    });
    expect(await contentOf(board)).toEqual(FILES);
  });
}

describe('a virtual board', () => {
  conversation(() => connectVirtual());

  it('is brought onto another one', async () => {
    const { board } = await connectVirtual();
    await put(board, FILES);
    const store = aStore();
    await saveBoard(board, store);
    const other = await connectVirtual();
    await put(other.board, { '/old': 'x', '/main.py': 'other' });
    expect(await restore(other.board, store, false)).toBe(4);
    expect(await contentOf(other.board)).toEqual({ ...FILES, '/old': 'x' });
    await restore(other.board, store);
    expect(await contentOf(other.board)).toEqual(FILES);
  });

  it.each([
    'a changed blob',
    'a shortened blob',
    'a missing blob',
    'a changed manifest',
    'no JSON',
  ])('stays as it is when its backup has %s', async (what) => {
    const { board } = await connectVirtual();
    await put(board, FILES);
    const store = aStore();
    const { manifest } = await saveBoard(board, store);
    const [blob = ''] = blobsIn(store).filter((path) => statSync(path).size > 100);
    const path = join(store.folder, 'backups', `${manifest.id}.json`);
    if (what === 'a changed blob') writeFileSync(blob, 'y'.repeat(3000));
    if (what === 'a shortened blob') writeFileSync(blob, 'x'.repeat(2999));
    if (what === 'a missing blob') rmSync(blob);
    if (what === 'a changed manifest')
      writeFileSync(path, readFileSync(path, 'utf8').replace('main.py', 'boot.py'));
    if (what === 'no JSON') writeFileSync(path, 'null');
    await put(board, { '/main.py': 'new' });
    expect(await rejection(restore(board, store))).toMatchObject({ code: 'backup-damaged' });
    expect(await contentOf(board)).toEqual({ ...FILES, '/main.py': 'new' });
  });

  it('fetches again what the store has damaged', async () => {
    const { board } = await connectVirtual();
    await put(board, FILES);
    const store = aStore();
    await saveBoard(board, store);
    for (const blob of blobsIn(store)) writeFileSync(blob, 'damaged');
    expect(await saveBoard(board, store)).toMatchObject({ fetched: 3 });
    expect(await restore(board, store)).toBe(0);
  });

  it('whose link is cut leaves no backup, and what was fetched is not fetched again', async () => {
    const home = await freshHome();
    const first = await connectVirtual({ home });
    // Each batch is a megabyte at most.
    const files = [1, 2, 3].map((name) => [
      `/${String(name)}`,
      randomBytes(300_000).toString('hex'),
    ]);
    await put(first.board, Object.fromEntries(files) as Content);
    await first.board.close();
    const store = aStore();
    const host = { dataDirectory: home, holder: 'a test' };
    const cut = await Board.connect(createTransport('fault=cut@<700000+virtual:', host));
    expect(await rejection(saveBoard(cut, store))).toMatchObject({ code: 'link-lost' });
    await cut.close();
    expect(await store.ids()).toEqual([]);
    expect(await rejection(store.read())).toMatchObject({ code: 'backup-not-found' });
    const again = await connectVirtual({ home });
    expect((await saveBoard(again.board, store)).fetched).toBeLessThan(3);
    expect(await restore(again.board, store)).toBe(0);
  });

  it('makes room: old ones go, and what nothing needs any more, once it is old enough', async () => {
    const { board } = await connectVirtual();
    const store = aStore();
    await put(board, FILES);
    await saveBoard(board, store);
    await put(board, { '/main.py': 'print(2)\n' });
    const { manifest } = await saveBoard(board, store);
    expect(blobsIn(store)).toHaveLength(4);
    expect(await store.prune(2)).toEqual({ backups: 0, bytes: 0 });
    expect(await store.prune(1)).toEqual({ backups: 1, bytes: 0 });
    expect(await store.ids()).toEqual([manifest.id]);
    const tomorrow = Date.now() + 25 * 60 * 60 * 1000;
    expect(await store.prune(1, tomorrow)).toEqual({ backups: 0, bytes: 9 });
    expect(blobsIn(store)).toHaveLength(3);
    expect(await restore(board, store)).toBe(0);
    writeFileSync(join(store.folder, 'backups', '20260101T000000000Z-00000000.json'), '{');
    rmSync(join(store.folder, 'backups', `${manifest.id}.json`));
    expect(await store.prune(1, tomorrow)).toEqual({ backups: 0, bytes: 0 });
    expect(blobsIn(store)).toHaveLength(3);
  });

  it('stops when it is cancelled', async () => {
    const { board } = await connectVirtual();
    await put(board, FILES);
    const store = aStore();
    const signal = AbortSignal.abort();
    expect(await rejection(saveBoard(board, store, { signal }))).toMatchObject({ code: 'aborted' });
    await saveBoard(board, store);
    const planning = planRestore(board.files, store, await store.read(), { signal });
    expect(await rejection(planning)).toMatchObject({ code: 'aborted' });
  });
});

describeWithTarget('a board on a serial port', () => {
  conversation(connectPty);
});

describe('of a board with several file systems', () => {
  const volume = (path: string, total: number): Volume => ({
    path,
    type: '',
    blockSize: 4096,
    total,
    free: total,
    longestName: 255,
  });

  /** The real board, with these file systems. */
  function withVolumes(board: Board, ...all: readonly Volume[]): BoardToSave {
    const files: BoardToSave['files'] = {
      volumes: () => Promise.resolve({ workingFolder: '/', makesFolders: true, all }),
      list: board.files.list.bind(board.files),
      readMany: board.files.readMany.bind(board.files),
      hash: board.files.hash.bind(board.files),
    };
    return { files, details: board.details.bind(board) };
  }

  it('only the own flash is saved, others are named, and saved when they are asked for', async () => {
    const { board } = await connectVirtual();
    const store = aStore();
    await put(board, { '/a': '1', '/sd': null, '/sd/b': '2', '/rom': null, '/rom/c': '3' });
    const odd = withVolumes(board, volume('/', 9), volume('/sd', 9), volume('/rom', 9));
    const { manifest } = await saveBoard(odd, store);
    expect(manifest.leftOut).toEqual(['/sd', '/rom']);
    expect(manifest.fileSystems).toMatchObject([
      { path: '/', files: [{ path: 'a' }], folders: [] },
    ]);
    const more = await saveBoard(odd, store, { include: ['/sd'] });
    expect(more.manifest.fileSystems).toMatchObject([
      { path: '/', own: true },
      { path: '/sd', own: false, files: [{ path: 'b' }] },
    ]);
    expect(await rejection(saveBoard(odd, store, { include: ['/usb'] }))).toMatchObject({
      code: 'file-not-found',
      detail: '/usb',
    });
    // The virtual board itself has no card.
    expect(await rejection(restore(board, store))).toMatchObject({
      code: 'file-not-found',
      detail: '/sd',
    });
  });

  it('the own flash may be mounted elsewhere on another one', async () => {
    const { board } = await connectVirtual();
    const store = aStore();
    await put(board, { '/flash': null, '/flash/a': '1', '/flash/lib': null });
    const { manifest } = await saveBoard(
      withVolumes(board, volume('/', 0), volume('/flash', 9)),
      store,
    );
    expect(manifest.fileSystems).toMatchObject([{ path: '/flash', own: true }]);
    const other = await connectVirtual();
    await restore(other.board, store);
    expect(await contentOf(other.board)).toEqual({ '/a': '1', '/lib': null });
  });
});

describe('a board that changes while it is saved', () => {
  it('is saved as it is then, and what is read wrong is refused', async () => {
    const { board } = await connectVirtual();
    await put(board, { '/log': 'old' });
    const listed = await board.files.list('/', { deep: true, full: true });
    await put(board, { '/log': 'newer' });
    const files: BoardToSave['files'] = {
      volumes: board.files.volumes.bind(board.files),
      list: () => Promise.resolve(listed),
      readMany: board.files.readMany.bind(board.files),
      hash: board.files.hash.bind(board.files),
    };
    const odd = { files, details: board.details.bind(board) };
    const store = aStore();
    const { manifest } = await saveBoard(odd, store);
    expect(manifest.fileSystems[0]?.files).toMatchObject([{ path: 'log', size: 5 }]);
    const wrong = { ...odd, files: { ...files, hash: () => Promise.resolve('0'.repeat(64)) } };
    expect(await rejection(saveBoard(wrong, aStore()))).toMatchObject({
      code: 'file-damaged',
      detail: '/log',
    });
  });

  it.each(['..', '../../etc/passwd', 'a//b', '.', 'x\0y'])(
    'with the name %j makes no backup and nothing on the computer',
    async (name) => {
      const { board } = await connectVirtual();
      const files: BoardToSave['files'] = {
        volumes: board.files.volumes.bind(board.files),
        list: () => Promise.resolve([{ name, kind: 'file', size: 1, sha256: '0'.repeat(64) }]),
        readMany: (paths, onFile) => {
          for (const path of paths) onFile(path, Buffer.from('x'));
          return Promise.resolve();
        },
        hash: () => Promise.resolve(undefined),
      };
      const store = aStore();
      const odd = { files, details: board.details.bind(board) };
      expect(await rejection(saveBoard(odd, store))).toMatchObject({ code: 'bad-name' });
      expect(readdirSync(store.folder)).toEqual([]);
    },
  );
});
