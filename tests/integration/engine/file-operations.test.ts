// What the command's file operations ask of the engine: plain calls of the board's file system, trees that go, copies that stay on the
// board, files that come as a stream.

import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import type { BoardFiles } from '../../../src/engine/board/files/board-files';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { startSerialBoard, type SerialBoard } from '../../targets/targets';
import { connectVirtual } from './support';

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const TAKE_OVER = { interrupt: true } as const;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => ({ code: 'none' }),
    (reason: unknown) => reason as { code: string },
  );
  return error.code;
}

/** On an empty board. */
function operations(files: () => BoardFiles): void {
  const read = async (path: string): Promise<string> =>
    Buffer.from(await files().read(path)).toString();

  it('touches a file without changing one that is there', async () => {
    await files().touch('/new');
    await files().write('/old', utf8('content'));
    await files().touch('/old');
    expect([await read('/new'), await read('/old')]).toEqual(['', 'content']);
    expect(await codeOf(files().touch('/nowhere/new'))).toBe('file-not-found');
  });

  it('removes a file and an empty folder, and no full one', async () => {
    await files().makeFolder('/folder');
    await files().write('/folder/x', utf8('x'));
    expect(await codeOf(files().removeFolder('/folder'))).not.toBe('none');
    await files().removeFile('/folder/x');
    await files().removeFolder('/folder');
    expect(await codeOf(files().removeFile('/folder/x'))).toBe('file-not-found');
    expect(await files().list('/')).toEqual([]);
  });

  it('removes a tree, the deepest first, and tells of each step', async () => {
    for (const path of ['/tree', '/tree/deep', '/tree/deep/er']) await files().makeFolder(path);
    await files().write('/tree/deep/x', utf8('x'));
    await files().write('/keep', utf8('x'));
    const told: string[] = [];
    await files().removeTree('/tree', { onRemoved: (path, what) => told.push(`${what} ${path}`) });
    expect(told.at(-1)).toBe('folder /tree');
    expect(told.sort()).toEqual([
      'file /tree/deep/x',
      'folder /tree',
      'folder /tree/deep',
      'folder /tree/deep/er',
    ]);
    await files().removeTree('keep');
    expect(await files().list('/')).toEqual([]);
    expect(await codeOf(files().removeTree('/nowhere'))).toBe('file-not-found');
  });

  it('stops before a folder that it is told to keep', async () => {
    for (const path of ['/tree', '/tree/a', '/tree/a/kept', '/tree/kept'])
      await files().makeFolder(path);
    await files().write('/tree/kept/x', utf8('x'));
    const told: string[] = [];
    const removal = files().removeTree('/tree', {
      kept: 'kept',
      onFailed: (path, what) => told.push(`${what} ${path}`),
    });
    expect(await codeOf(removal)).toBe('board-read-only');
    expect(told).toEqual(['kept /tree/kept']);
    expect(await codeOf(files().stat('/tree/kept/x'))).toBe('none');
    await files().removeTree('/tree');
  });

  it('empties the working folder', async () => {
    await files().makeFolder('/tree');
    await files().write('/tree/x', utf8('x'));
    const told: string[] = [];
    await files().removeTree('', { onRemoved: (path) => told.push(path) });
    expect(told).toEqual(['./tree/x', './tree']);
    expect(await files().workingFolder()).toBe('/');
  });

  it('copies from place to place, and not what is the same', async () => {
    const content = randomBytes(20_000);
    await files().write('/one', content);
    await files().write('/two', utf8('old'));
    expect(await files().copy('/one', '/two')).toBe('written');
    expect(Buffer.from(await files().read('/two')).equals(content)).toBe(true);
    expect(await files().copy('/one', 'two')).toBe('same');
    expect(await files().copy('/one', '/two', { force: true })).toBe('written');
    await files().makeFolder('/folder');
    expect(await codeOf(files().copy('/nowhere', '/two'))).toBe('file-not-found');
    expect(await codeOf(files().copy('/one', '/nowhere/two'))).toBe('file-not-found');
    expect(await codeOf(files().copy('/one', '/folder'))).toBe('is-a-folder');
    expect((await files().list('/')).map(({ name }) => name).sort()).toEqual([
      'folder',
      'one',
      'two',
    ]);
  });

  it('hashes with what the firmware has, and says where it has not', async () => {
    await files().write('/x', utf8('content'));
    for (const algorithm of ['md5', 'sha1', 'sha256'])
      expect([
        createHash(algorithm).update('content').digest('hex'),
        undefined, // not in every firmware
      ]).toContain(await files().hash('/x', { algorithm }));
    expect(await files().hash('/x', { algorithm: 'nosuch' })).toBeUndefined();
    expect(await codeOf(files().hash('/nowhere'))).toBe('file-not-found');
  });

  it('streams a file no faster than it is taken', async () => {
    const content = randomBytes(200_000);
    await files().write('/x', content);
    const parts: Uint8Array[] = [];
    let waiting = 0;
    let most = 0;
    await files().stream(['/x'], {
      piece: async (_, bytes) => {
        most = Math.max(most, ++waiting);
        await new Promise((resolve) => setImmediate(resolve));
        waiting--;
        parts.push(bytes);
      },
      end: () => undefined,
    });
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    expect(waiting).toBe(0);
    expect(most).toBeLessThan(20);
  });

  it('ends a stream with the error of who takes it, and can be used again', async () => {
    await files().write('/x', randomBytes(100_000));
    const full = new Error('the disk is full');
    const refuse = (): Promise<void> => Promise.reject(full);
    for (const sink of [
      { piece: refuse, end: () => undefined },
      { piece: () => undefined, end: refuse },
      {
        piece: () => {
          throw full;
        },
        end: () => undefined,
      },
    ])
      await expect(files().stream(['/x'], sink)).rejects.toMatchObject({ cause: full });
    expect((await files().read('/x')).length).toBe(100_000);
  });

  it('does not wait for who takes it when it is cancelled', async () => {
    await files().write('/x', utf8('content'));
    const stop = new AbortController();
    const stream = files().stream(
      ['/x'],
      { piece: () => new Promise(() => stop.abort()), end: () => undefined },
      { signal: stop.signal },
    );
    expect(await codeOf(stream)).toBe('aborted');
  });
}

describe('on a virtual board', () => {
  let board: Board;
  beforeEach(async () => ({ board } = await connectVirtual()));
  operations(() => board.files);
});

describeWithTarget('on a serial port', () => {
  let serial: SerialBoard;
  let board: Board;
  beforeAll(async () => (serial = await startSerialBoard()));
  afterAll(() => serial.stop());
  beforeEach(async () => {
    const transport = createTransport(serial.path, { dataDirectory: '', holder: 'the test' });
    board = await Board.connect(transport, { probe: false });
    await board.files.removeTree('', TAKE_OVER);
    return () => board.close();
  });
  operations(() => board.files);

  it('leaves what a file system is mounted on, and empties it', async () => {
    await board.exec(
      'import vfs\nclass B:\n' +
        ' def __init__(s): s.d=bytearray(512*64)\n' +
        ' def readblocks(s,n,b,o=0):\n  for i in range(len(b)): b[i]=s.d[n*512+o+i]\n' +
        ' def writeblocks(s,n,b,o=0):\n  for i in range(len(b)): s.d[n*512+o+i]=b[i]\n' +
        ' def ioctl(s,o,a):\n  return 64 if o==4 else 512 if o==5 else 0\n' +
        'b=B()\nvfs.VfsFat.mkfs(b)\nvfs.mount(vfs.VfsFat(b),"/mnt")\nopen("/mnt/x","w").close()',
      TAKE_OVER,
    );
    const told: string[] = [];
    await board.files.removeTree('/mnt', {
      ...TAKE_OVER,
      onRemoved: (path, what) => told.push(`${what} ${path}`),
    });
    expect(told).toEqual(['file /mnt/x', 'mount-point /mnt']);
    const failed: string[] = [];
    const root = board.files.removeTree('/', {
      ...TAKE_OVER,
      onFailed: (path, what) => failed.push(`${what} ${path}`),
    });
    expect(await codeOf(root)).toBe('board-read-only');
    expect(failed).toEqual(['folder /']);
    await board.exec('vfs.umount("/mnt")', TAKE_OVER);
  });
});
