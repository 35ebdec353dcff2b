// A folder of the computer on a board, the virtual one and a MicroPython behind a serial port: the same, also after the link was cut in
// the middle.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../../src/engine/board/board';
import {
  applyMirror,
  lookAndPlan,
  type MirrorReport,
} from '../../../src/engine/board/mirror/mirror';
import { readLocalFolder } from '../../../src/engine/board/sync/local-folder';
import { createTransport } from '../../../src/engine/transport/resolve';
import { describeWithTarget } from '../../targets/describe';
import { connectPty, connectVirtual, freshHome, rejection } from './support';

type Files = Readonly<Record<string, string | Uint8Array>>;

function write(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

function folderWith(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'adder-source-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, files);
  return root;
}

async function sync(board: Board, folder: string, remove = true): Promise<MirrorReport> {
  const source = await readLocalFolder(folder);
  const mirror = await lookAndPlan(board.files, source, '/app');
  return applyMirror(board.files, mirror, { remove });
}

async function textsOn(board: Board): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name, kind } of await board.files.list('/app', { deep: true }))
    texts[name] =
      kind === 'folder' ? '/' : Buffer.from(await board.files.read(`/app/${name}`)).toString();
  return texts;
}

function conversation(connect: () => Promise<{ readonly board: Board }>): void {
  it('gets what is new or differs, and loses what only it has', async () => {
    const { board } = await connect();
    const root = folderWith({ 'main.py': 'one', "lib/it's é.py": 'x', 'lib/deep/y.py': 'y' });
    expect(await sync(board, root)).toEqual({ written: 3, same: 0, removed: 0, guarantee: 'hash' });
    expect(await sync(board, root)).toMatchObject({ written: 0, same: 3 });

    rmSync(join(root, 'lib'), { recursive: true });
    write(root, { 'main.py': 'two', lib: 'now a file', '.adderignore': '*.log\n' });
    await board.files.write('/app/run.log', Buffer.from('log'));
    await board.files.makeFolder('/app/old');
    await board.files.write('/app/old/z.py', Buffer.from('z'));
    expect(await rejection(sync(board, root, false))).toMatchObject({ code: 'is-a-folder' });
    expect(await sync(board, root)).toMatchObject({ written: 2, same: 0, removed: 6 });
    expect(await textsOn(board)).toEqual({
      'main.py': 'two',
      lib: 'now a file',
      'run.log': 'log',
    });
  });

  it('tells its file systems, and lists without the folders that are to be left out', async () => {
    const { board } = await connect();
    const { workingFolder, makesFolders, all } = await board.files.volumes();
    expect({ workingFolder, makesFolders }).toEqual({ workingFolder: '/', makesFolders: true });
    expect(all[0]).toMatchObject({ path: '/', longestName: 255, blockSize: expect.any(Number) });
    expect(all[0]?.free).toBeGreaterThan(0);
    await board.files.makeFolder('/a');
    await board.files.write('/a/x', Buffer.from('x'));
    // As before MicroPython 1.25, which has no list of what is mounted.
    await board.exec('import sys\nsys.modules["vfs"] = 0');
    const older = await board.files.volumes();
    expect(older).toMatchObject({
      workingFolder,
      all: [{ ...all[0], type: '', free: expect.any(Number) }],
    });
    expect(older.all).toHaveLength(1);
    await board.exec('del sys.modules["vfs"]');
    const listed = await board.files.list('/', { deep: true, skip: ['a'] });
    expect(listed.map(({ name }) => name)).toContain('a');
    expect(listed.map(({ name }) => name)).not.toContain('a/x');
  });
}

describe('a virtual board', () => {
  conversation(() => connectVirtual());

  it('whose link is cut in the middle has old or new files, and the next time completes it', async () => {
    const home = await freshHome();
    const names = Array.from({ length: 8 }, (_, index) => `f${index}.bin`);
    const old = Object.fromEntries(names.map((name) => [name, `old ${name}`]));
    const root = folderWith(old);
    const first = await connectVirtual({ home });
    await sync(first.board, root);
    await first.board.files.write('/app/extra', Buffer.from('x'));
    await first.board.close();
    const news = Object.fromEntries(names.map((name) => [name, randomBytes(9000).toString('hex')]));
    write(root, news);
    for (const cut of [900, 6_000, 15_000, 25_000]) {
      const host = { dataDirectory: home, holder: 'a test' };
      const transport = createTransport(`fault=cut@${cut}+virtual:`, host);
      const board = await Board.connect(transport).catch(() => undefined);
      const error = board && (await rejection(sync(board, root)));
      if (error) expect(error).toMatchObject({ code: 'link-lost' });
      await board?.close();
      const again = await connectVirtual({ home });
      const texts = await textsOn(again.board);
      for (const name of names) expect([old[name], news[name]]).toContain(texts[name]);
      await again.board.close();
    }
    const last = await connectVirtual({ home });
    await sync(last.board, root);
    expect(await textsOn(last.board)).toEqual(news);
  });

  it('that is full is told before anything is changed', async () => {
    const { board } = await connectVirtual({ sizeBytes: 100 * 1024 });
    await board.files.makeFolder('/app');
    await board.files.write('/app/extra', Buffer.from('x'));
    const root = folderWith({ 'a.bin': randomBytes(50_000), 'b.bin': randomBytes(60_000) });
    expect(await rejection(sync(board, root))).toMatchObject({ code: 'board-full' });
    expect(await textsOn(board)).toEqual({ extra: 'x' });
  });
});

describeWithTarget('a board on a serial port', () => {
  conversation(connectPty);
});
