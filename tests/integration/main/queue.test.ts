// The queue of transfers over a real virtual board: every state, and whatever may come between.

import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BoardSession } from '../../../src/main/boards/session';
import { Upload } from '../../../src/main/queue/upload';
import { Desk, noise, text } from './support';

/** A line on which 100 kB take more than a second. */
const SLOW = 'rate=691200+virtual:slow';
const LARGE = noise(100_000);

let desk: Desk;

beforeEach(async () => {
  desk = await Desk.make();
});

async function read(board: BoardSession, path: string): Promise<string> {
  return Buffer.from(await board.board.files.read(path)).toString();
}

/** Resolves when the program runs. */
async function keepBusy(board: BoardSession, program = 'while True: pass\n'): Promise<void> {
  void board.run('loop.py', program, false);
  if (board.board.mode !== 'running')
    await new Promise<void>((resolve) => {
      const end = board.board.onMode((mode) => {
        if (mode !== 'running') return;
        end();
        resolve();
      });
    });
}

describe('an upload', () => {
  it('brings a folder with all that is in it, and the second time nothing', async () => {
    const board = await desk.connect();
    desk.put('app/main.py', 'one');
    desk.put('app/lib/deep/a.py', 'two');
    desk.put('app/__pycache__/main.pyc', 'left out');
    mkdirSync(join(desk.root, 'app/empty'));
    const first = await desk.state(await desk.upload(board, ['app'], { to: '/x/y' }), 'done');
    expect(first).toMatchObject({
      ...{ direction: 'upload', address: 'virtual:default', boardName: 'VIRTUAL:DEFAULT' },
      ...{ names: ['app'], chosen: 1, to: '/x/y', same: 0, kept: 0 },
      ...{ files: { done: 2, total: 2 }, bytes: { done: 6, total: 6 } },
    });
    expect(await read(board, '/x/y/app/lib/deep/a.py')).toBe('two');
    const entries = await board.board.files.list('/x/y', { deep: true });
    expect(entries.map(({ name }) => name).sort()).toEqual([
      ...['app', 'app/empty', 'app/lib', 'app/lib/deep', 'app/lib/deep/a.py', 'app/main.py'],
    ]);
    const again = await desk.state(await desk.upload(board, ['app'], { to: '/x/y' }), 'done');
    expect(again).toMatchObject({ same: 2, files: { done: 0, total: 0 }, bytes: { total: 0 } });
  });

  it('asks once about what is there and is different, and replaces what it may', async () => {
    const board = await desk.connect();
    for (const name of ['a', 'b', 'same']) desk.put(`app/${name}.py`, `new ${name}`);
    await board.board.files.makeFolder('/app');
    for (const name of ['a', 'b']) await board.board.files.write(`/app/${name}.py`, `old ${name}`);
    await board.board.files.write('/app/same.py', 'new same');
    const id = await desk.upload(board, ['app']);
    const behind = await desk.upload(board, ['app/a.py'], { to: '/other' });
    const asking = await desk.state(id, 'asking');
    expect(asking.asks).toEqual({ kind: 'replace', paths: ['app/a.py', 'app/b.py'] });
    expect(desk.facts(behind).state).toBe('waiting');
    desk.queue.answer(id, { kind: 'stop' }); // that is another question
    expect(desk.facts(id).state).toBe('asking');
    desk.queue.answer(id, { kind: 'replace', paths: ['app/b.py', 'app/same.py', '/etc/passwd'] });
    expect(await desk.state(id, 'done')).toMatchObject({
      ...{ same: 1, kept: 1, files: { done: 1, total: 1 } },
    });
    expect(await read(board, '/app/a.py')).toBe('old a');
    expect(await read(board, '/app/b.py')).toBe('new b');
    await desk.state(behind, 'done');
  });

  it('of what the window has in its hands needs no folder of the computer', async () => {
    const board = await desk.connect();
    const upload = new Upload(
      '/',
      [
        { kind: 'bytes', steps: ['it\'s "odd" 😀', 'a.txt'], bytes: text('hello') },
        { kind: 'folder', steps: ['it\'s "odd" 😀', 'empty'] },
      ],
      desk.trees,
    );
    const done = await desk.state(desk.queue.add(board, upload, false), 'done');
    expect(done).toMatchObject({ names: ['it\'s "odd" 😀'], chosen: 1 });
    expect(await read(board, '/it\'s "odd" 😀/a.txt')).toBe('hello');
    expect((await board.board.files.stat('/it\'s "odd" 😀/empty')).kind).toBe('folder');
  });

  it.each([['..'], ['a/b'], ['.'], ['a\0']])('has no name that is no name: %j', async (name) => {
    const board = await desk.connect();
    const bytes = text('x');
    const upload = new Upload('/', [{ kind: 'bytes', steps: [name], bytes }], desk.trees);
    const id = desk.queue.add(board, upload, false);
    expect((await desk.state(id, 'failed')).error).toMatchObject({ code: 'bad-name' });
  });

  it('does not follow a link that leads out, nor one that leads back', async () => {
    const board = await desk.connect();
    writeFileSync(join(desk.home, 'secret.txt'), 'secret');
    desk.put('app/lib/a.py', 'a');
    desk.put('shared/b.py', 'b');
    symlinkSync(join(desk.home, 'secret.txt'), join(desk.root, 'app/secret.txt'));
    symlinkSync(desk.root, join(desk.root, 'app/lib/again'));
    symlinkSync('../shared', join(desk.root, 'app/shared'));
    await desk.state(await desk.upload(board, ['app']), 'done');
    const entries = await board.board.files.list('/', { deep: true });
    const files = entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
    expect(files).toContain('app/shared/b.py');
    expect(files.filter((name) => name.includes('secret'))).toEqual([]);
    const alone = await desk.state(await desk.upload(board, ['app/secret.txt']), 'failed');
    expect(alone.error).toMatchObject({ code: 'local-denied' });
  });

  it('that has no room says how much it needs, and writes nothing', async () => {
    const board = await desk.connect();
    desk.put('big/a.bin', noise(1_500_000));
    desk.put('big/b.bin', noise(1_500_000));
    const failed = await desk.state(await desk.upload(board, ['big']), 'failed');
    expect(failed.error).toMatchObject({ code: 'board-full' });
    expect(failed.error?.detail).toMatch(/^2930 kB are needed, \d+ kB are free$/);
    expect(await board.board.files.list('/')).toEqual([]);
  });

  it('of a file that is gone when its turn comes fails, and can be tried again', async () => {
    const board = await desk.connect();
    const id = await desk.upload(board, ['later.py']);
    expect((await desk.state(id, 'failed')).error).toMatchObject({ code: 'local-not-found' });
    desk.put('later.py', 'here');
    desk.queue.resume(id);
    await desk.state(id, 'done');
    expect(await read(board, '/later.py')).toBe('here');
    expect(() => {
      desk.queue.resume(id);
    }).toThrow('makes no sense');
  });
});

describe('a program that runs', () => {
  it('is stopped only when the person says so', async () => {
    const board = await desk.connect();
    desk.put('a.py', 'x');
    await keepBusy(board);
    const first = await desk.upload(board, ['a.py']);
    expect((await desk.state(first, 'asking')).asks).toEqual({ kind: 'stop' });
    await desk.queue.cancel(first);
    expect(desk.facts(first)).toMatchObject({ state: 'cancelled' });
    expect(board.board.mode).toBe('running');
    const second = await desk.upload(board, ['a.py']);
    await desk.state(second, 'asking');
    desk.queue.answer(second, { kind: 'stop' });
    await desk.state(second, 'done');
    expect(await read(board, '/a.py')).toBe('x');
  });

  it('that ends by itself is waited for, if nobody says anything', async () => {
    const board = await desk.connect();
    desk.put('a.py', 'x');
    await keepBusy(board, 'import time\ntime.sleep(0.5)\n');
    const id = await desk.upload(board, ['a.py']);
    await desk.state(id, 'asking');
    await desk.state(id, 'done');
    expect(await read(board, '/a.py')).toBe('x');
  });

  it('is stopped without a question when that was agreed to, and not one that begins later', async () => {
    const board = await desk.connect();
    desk.put('a.py', 'new');
    await board.board.files.write('/a.py', 'old');
    await keepBusy(board);
    const id = await desk.upload(board, ['a.py'], { interrupt: true });
    expect((await desk.state(id, 'asking')).asks).toMatchObject({ kind: 'replace' });
    await keepBusy(board);
    desk.queue.answer(id, { kind: 'replace', paths: ['a.py'] });
    await desk.until(id, ({ asks }) => asks?.kind === 'stop');
    expect(board.board.mode).toBe('running');
    desk.queue.answer(id, { kind: 'stop' });
    await desk.state(id, 'done');
    expect(await read(board, '/a.py')).toBe('new');
  });
});

describe('on a slow line', () => {
  it('a cancelled upload leaves the old file, and is done when it is tried again', async () => {
    const board = await desk.connect(SLOW);
    await board.board.files.write('/large.bin', 'old');
    desk.put('large.bin', LARGE);
    const id = await desk.upload(board, ['large.bin']);
    await desk.state(id, 'asking');
    desk.queue.answer(id, { kind: 'replace', paths: ['large.bin'] });
    await desk.until(id, ({ bytes }) => bytes.done > 0);
    await desk.queue.cancel(id);
    expect(desk.facts(id).state).toBe('cancelled');
    expect(await read(board, '/large.bin')).toBe('old');
    expect(await board.board.files.list('/')).toHaveLength(1);
    desk.queue.resume(id);
    // What was agreed is not asked again.
    await desk.state(id, 'done');
    expect(Buffer.from(await board.board.files.read('/large.bin'))).toEqual(LARGE);
  });

  it('a paused one lets others go first, and goes on with what is missing', async () => {
    const board = await desk.connect(SLOW);
    desk.put('app/0.py', 'small');
    desk.put('app/1.bin', LARGE);
    desk.put('other.py', 'other');
    const id = await desk.upload(board, ['app']);
    const other = await desk.upload(board, ['other.py']);
    await desk.until(id, ({ files, rate, left }) => files.done === 1 && !!rate && !!left);
    await desk.queue.pause(id);
    const paused = desk.facts(id);
    expect(paused).toMatchObject({ state: 'paused', files: { done: 1, total: 2 } });
    expect(paused).not.toHaveProperty('error');
    expect(paused).not.toHaveProperty('rate');
    await desk.state(other, 'done');
    desk.queue.resume(id);
    const running = await desk.state(id, 'running');
    expect(running).toMatchObject({
      same: 0,
      files: { done: 1, total: 2 },
      bytes: { total: 100_005 },
    });
    expect(running.bytes.done).toBeGreaterThanOrEqual(5);
    const done = { files: { done: 2, total: 2 }, bytes: { done: 100_005, total: 100_005 } };
    expect(await desk.state(id, 'done')).toMatchObject({ ...done, same: 0 });
  });

  it('boards do not wait for each other', async () => {
    const slow = await desk.connect(SLOW);
    const fast = await desk.connect('virtual:fast');
    desk.put('large.bin', LARGE);
    desk.put('a.py', 'a');
    const first = await desk.upload(slow, ['large.bin']);
    await desk.state(first, 'running');
    const second = await desk.upload(fast, ['a.py']);
    await desk.state(second, 'done');
    expect(desk.facts(first).state).toBe('running');
    expect(desk.queue.list().map(({ id }) => id)).toEqual([first, second]);
    desk.queue.forget([first, second]);
    expect(desk.queue.list().map(({ id }) => id)).toEqual([first]);
  });

  it('a person who lets the board go ends what was on its way, and what waited', async () => {
    const board = await desk.connect(SLOW);
    desk.put('large.bin', LARGE);
    const first = await desk.upload(board, ['large.bin']);
    const second = await desk.upload(board, ['large.bin'], { to: '/second' });
    await desk.until(first, ({ bytes }) => bytes.done > 0);
    await desk.queue.letGo(board.id);
    await desk.boards.disconnect(board.id);
    expect([first, second].map((id) => desk.facts(id).state)).toEqual(['cancelled', 'cancelled']);
    // Tried again without the board, it waits for it.
    desk.queue.resume(second);
    expect(desk.facts(second)).toMatchObject({ state: 'paused', error: { code: 'link-lost' } });
    const again = await desk.connect(SLOW);
    await desk.state(second, 'done');
    expect((await again.board.files.list('/')).map(({ name }) => name)).toEqual(['second']);
  });

  it('a cancelled download leaves the old file and nothing else', async () => {
    const board = await desk.connect(SLOW);
    await board.board.files.write('/large.bin', LARGE);
    desk.put('large.bin', 'old');
    const id = await desk.download(board, ['/large.bin']);
    await desk.state(id, 'asking');
    desk.queue.answer(id, { kind: 'replace', paths: ['large.bin'] });
    await desk.until(id, ({ bytes }) => bytes.done > 0);
    await desk.queue.cancel(id);
    expect(desk.get('large.bin').toString()).toBe('old');
    expect(desk.all()).toEqual(['large.bin']);
    desk.queue.resume(id);
    await desk.state(id, 'done');
    expect(desk.get('large.bin')).toEqual(LARGE);
  });
});

describe('a board that is lost', () => {
  it('pauses its transfers, which go on when it is back at another place', async () => {
    let back = (): void => undefined;
    const isBack = new Promise<void>((resolve) => (back = resolve));
    desk.comeBack = async (open) => {
      await isBack;
      return open('virtual:');
    };
    const board = await desk.connect('fault=cut@60000+virtual:');
    desk.put('app/0.py', 'small');
    desk.put('app/1.bin', LARGE);
    desk.put('behind.py', 'behind');
    const id = await desk.upload(board, ['app']);
    const behind = await desk.upload(board, ['behind.py']);
    const paused = await desk.state(id, 'paused');
    expect(paused).toMatchObject({ error: { code: 'link-lost' } });
    expect(await desk.state(behind, 'paused')).toMatchObject({ error: { code: 'link-lost' } });
    // The board may be lost while the files are looked at.
    const late = await desk.upload(board, ['behind.py'], { to: '/late' });
    expect(desk.facts(late)).toMatchObject({ state: 'paused', error: { code: 'link-lost' } });
    desk.comeBack = undefined;
    back();
    expect(await desk.state(id, 'done')).toMatchObject({
      ...{ address: 'virtual:default', files: { done: 2, total: 2 }, same: 0 },
    });
    await desk.state(behind, 'done');
    await desk.state(late, 'done');
    const again = desk.boards.at('virtual:default');
    expect(Buffer.from((await again?.board.files.read('/app/1.bin')) ?? [])).toEqual(LARGE);
  });

  it('while a question is open takes the question back', async () => {
    const board = await desk.connect('virtual:');
    desk.put('a.py', 'new');
    await board.board.files.write('/a.py', 'old');
    const id = await desk.upload(board, ['a.py']);
    await desk.state(id, 'asking');
    desk.queue.boardChanged({ ...board.state, mode: 'lost', error: { code: 'link-lost' } });
    const paused = await desk.state(id, 'paused');
    expect(paused).toMatchObject({ error: { code: 'link-lost' } });
    expect(paused).not.toHaveProperty('asks');
    desk.queue.boardOpened(board);
    await desk.state(id, 'asking');
    // One that nobody waits for any more is over.
    desk.queue.boardChanged({ ...board.state, mode: 'lost', error: { code: 'link-lost' } });
    await desk.state(id, 'paused');
    await desk.queue.letGo(board.id);
    expect(desk.facts(id)).toMatchObject({ state: 'cancelled' });
  });

  it('leaves alone what the person has paused', async () => {
    const board = await desk.connect('virtual:');
    desk.put('a.py', 'new');
    await board.board.files.write('/a.py', 'old');
    const id = await desk.upload(board, ['a.py']);
    await desk.state(id, 'asking');
    await desk.queue.pause(id);
    desk.queue.boardChanged({ ...board.state, mode: 'lost', error: { code: 'link-lost' } });
    desk.queue.boardOpened(board);
    expect(desk.facts(id)).toMatchObject({ state: 'paused' });
    desk.queue.resume(id);
    await desk.state(id, 'asking');
  });
});

describe('a download', () => {
  it('brings files and folders, the same ones only once, and tells the window', async () => {
    const board = await desk.connect();
    const files = board.board.files;
    await files.writeMany([
      { kind: 'folder', path: '/lib' },
      { kind: 'folder', path: '/lib/empty' },
      { kind: 'file', path: '/lib/a.py', bytes: text('a') },
      { kind: 'file', path: '/main.py', bytes: LARGE },
      { kind: 'file', path: '/none.py', bytes: text('') },
    ]);
    desk.put('got/lib/a.py', 'b');
    const id = await desk.download(board, ['/lib', '/main.py', '/none.py'], ['got']);
    expect((await desk.state(id, 'asking')).asks).toEqual({ kind: 'replace', paths: ['lib/a.py'] });
    desk.queue.answer(id, { kind: 'replace', paths: [] });
    expect(await desk.state(id, 'done')).toMatchObject({
      ...{ direction: 'download', names: ['lib', 'main.py', 'none.py'], chosen: 3, to: 'got' },
      ...{ files: { done: 2, total: 2 }, bytes: { done: 100_000, total: 100_000 }, kept: 1 },
    });
    expect(desk.changed).toEqual([['got']]);
    expect(desk.get('got/lib/a.py').toString()).toBe('b');
    expect(desk.get('got/main.py')).toEqual(LARGE);
    expect(desk.get('got/none.py')).toHaveLength(0);
    expect(desk.all()).toContain('got/lib/empty');
    // Also where not even the folder of a folder is on the computer.
    await desk.state(await desk.download(board, ['/lib'], ['got', 'lib']), 'done');
    expect(desk.get('got/lib/lib/a.py').toString()).toBe('a');
    const again = await desk.download(board, ['/main.py', '/none.py'], ['got']);
    expect(await desk.state(again, 'done')).toMatchObject({ same: 2, files: { total: 0 } });
  });

  it('of what is not there, or where a folder lies in its place, changes nothing', async () => {
    const board = await desk.connect();
    await board.board.files.write('/a.py', 'a');
    desk.put('a.py/b.txt', 'b');
    const missing = await desk.download(board, ['/a.py', '/gone.py'], []);
    expect((await desk.state(missing, 'failed')).error).toMatchObject({ code: 'file-not-found' });
    const folder = await desk.download(board, ['/a.py']);
    expect((await desk.state(folder, 'failed')).error).toMatchObject({ code: 'local-exists' });
    expect(desk.all()).toEqual(['a.py', 'a.py/b.txt']);
  });

  it('never leaves the picked folder by a link', async () => {
    const board = await desk.connect();
    await board.board.files.writeMany([
      { kind: 'folder', path: '/out' },
      { kind: 'file', path: '/out/a.py', bytes: text('a') },
      { kind: 'file', path: '/secret.txt', bytes: text('overwritten') },
    ]);
    mkdirSync(join(desk.home, 'outside'));
    writeFileSync(join(desk.home, 'secret.txt'), 'secret');
    symlinkSync(join(desk.home, 'outside'), join(desk.root, 'out'));
    symlinkSync(join(desk.home, 'secret.txt'), join(desk.root, 'secret.txt'));
    for (const path of ['/out', '/secret.txt']) {
      const id = await desk.download(board, [path]);
      expect((await desk.state(id, 'failed')).error).toMatchObject({ code: 'local-denied' });
    }
    expect(readdirSync(join(desk.home, 'outside'))).toEqual([]);
    expect(readFileSync(join(desk.home, 'secret.txt'), 'utf8')).toBe('secret');
  });
});
