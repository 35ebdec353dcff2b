// The bin over a real virtual board: what is deleted there comes back byte for byte, and whatever comes between, nothing is lost.

import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Bin } from '../../../src/main/bin/bin';
import { ComputerSide } from '../../../src/main/bin/computer';
import { BinStore } from '../../../src/main/bin/store';
import type { BoardSession } from '../../../src/main/boards/session';
import type { BinnedFacts } from '../../../src/ipc/entries';
import { ENDED, type TransferFacts } from '../../../src/ipc/transfers';
import type { DeviceInfo } from '../../../src/shared/board';
import { AdderError } from '../../../src/shared/errors';
import { whyMissing } from '../../targets/micropython';
import { startSerialBoard } from '../../targets/targets';
import { Desk, noise, text } from './support';

const LARGE = noise(200_000);
const ODD = `it's "odd" \\ 😀`;

let desk: Desk;
let board: BoardSession;
let bin: Bin;
/** What hangs on USB. */
let devices: DeviceInfo[];

beforeEach(async () => {
  devices = [];
  desk = await Desk.make();
  board = await desk.connect();
  bin = start();
  await board.board.files.writeMany([
    { kind: 'folder', path: '/lib' },
    { kind: 'folder', path: '/lib/empty' },
    { kind: 'folder', path: `/lib/${ODD}` },
    { kind: 'file', path: `/lib/${ODD}/large.bin`, bytes: LARGE },
    { kind: 'file', path: '/lib/none.py', bytes: text('') },
    { kind: 'file', path: '/main.py', bytes: text('main') },
  ]);
});

/** As a start of Adder makes it. */
function start(): Bin {
  const { boards, folders, patience, queue } = desk;
  const store = new BinStore(join(desk.home, 'bin'), () => undefined);
  const computer = new ComputerSide({ store, folders, patience, onChanged: () => undefined });
  return new Bin({
    ...{ store, computer, boards, queue },
    devices: () => devices,
    onChange: () => undefined,
  });
}

const names = async (of = board): Promise<string[]> =>
  (await of.board.files.list('/', { deep: true })).map(({ name }) => name).sort();

const inBin = (): string[] => {
  const place = join(desk.home, 'bin');
  return existsSync(place) ? readdirSync(place) : [];
};

/** In the end. */
async function deleted(...paths: string[]): Promise<TransferFacts> {
  return desk.until(await bin.deleteFromBoard(board.id, paths), ({ state }) => ENDED.has(state));
}

async function newest(): Promise<BinnedFacts> {
  const [facts] = await bin.list();
  if (!facts) throw new Error('nothing was deleted');
  return facts;
}

async function restored(id: string, from = bin): Promise<TransferFacts> {
  const transfer = await from.restore(id);
  if (transfer === null) throw new Error('that was no board');
  return desk.until(transfer, ({ state }) => ENDED.has(state));
}

it('takes files and folders, and gives them back after a new start', async () => {
  const before = await names();
  const size = LARGE.length + 4;
  const done = await deleted('/lib', '/lib/none.py', '/main.py');
  const facts = await newest();
  expect(facts).toMatchObject({
    ...{ names: ['lib', 'main.py'], count: 2, size },
    from: { kind: 'board', name: 'VIRTUAL:DEFAULT', address: 'virtual:default' },
  });
  expect(done).toMatchObject({
    ...{ direction: 'delete', state: 'done', names: ['lib', 'main.py'], chosen: 2, to: '/' },
    ...{ files: { done: 3, total: 3 }, bytes: { done: size, total: size }, binned: [facts.id] },
  });
  expect(await names()).toEqual([]);
  const again = start();
  expect(await again.list()).toEqual([facts]);
  expect(await restored(facts.id, again)).toMatchObject({
    ...{ direction: 'restore', state: 'done', names: ['lib', 'main.py'], chosen: 2, to: '/' },
    ...{ files: { done: 3, total: 3 }, bytes: { done: size, total: size } },
  });
  expect(await names()).toEqual(before);
  expect(Buffer.from(await board.board.files.read(`/lib/${ODD}/large.bin`))).toEqual(LARGE);
  expect(await again.list()).toEqual([]);
});

it('gives back what lay in a folder that is gone, and never takes the place of something else', async () => {
  await deleted('/lib/none.py', '/main.py');
  const facts = await newest();
  await board.board.files.remove('/lib', { recursive: true });
  await board.board.files.write('/main.py', 'newer');
  expect(await restored(facts.id)).toMatchObject({
    ...{ state: 'failed', error: { code: 'file-exists', detail: '/main.py' } },
  });
  expect(await names()).toEqual(['main.py']);
  await board.board.files.remove('/main.py');
  expect(await restored(facts.id)).toMatchObject({ state: 'done' });
  expect(await names()).toEqual(['lib', 'lib/none.py', 'main.py']);
});

it('gives a thing back once, however often it is asked', async () => {
  await deleted('/main.py');
  const { id } = await newest();
  const [first, second] = [await bin.restore(id), await bin.restore(id)];
  expect(second).toBe(first);
  await desk.state(first ?? '', 'done');
  await expect(bin.restore(id)).rejects.toMatchObject({ code: 'bad-request' });
});

it('needs the board for it', async () => {
  await deleted('/main.py');
  const facts = await newest();
  await desk.boards.disconnect(board.id);
  await expect(bin.restore(facts.id)).rejects.toMatchObject({ code: 'link-lost' });
  expect(await bin.list()).toEqual([facts]);
  board = await desk.connect();
  await restored(facts.id);
  expect(await board.board.files.readText('/main.py')).toBe('main');
});

it.skipIf(whyMissing())(
  'finds its board at another port, and nothing else at its own',
  async () => {
    const port = await startSerialBoard();
    try {
      const at = (path: string, serialNumber: string): DeviceInfo => ({
        ...{ kind: 'serial', address: `serial:${path}`, path, serialNumber },
        ...{ vendorId: 0x2e8a, productId: 5 },
      });
      const other = join(desk.home, 'ttyACM1');
      symlinkSync(port.path, other);
      devices = [at(port.path, 'mine')];
      board = await desk.connect(port.path);
      await board.board.files.write('/main.py', 'main');
      await deleted('/main.py');
      const { id } = await newest();

      // Another board hangs at the port by now.
      devices = [at(port.path, 'theirs')];
      await expect(bin.restore(id)).rejects.toMatchObject({ code: 'link-lost' });
      await desk.boards.disconnect(board.id);
      devices = [at(other, 'mine'), at(port.path, 'theirs')];
      board = await desk.connect(other);
      expect(await restored(id, start())).toMatchObject({ state: 'done' });
      expect(await board.board.files.readText('/main.py')).toBe('main');
      await desk.boards.disconnect(board.id);
    } finally {
      await port.stop();
    }
  },
);

it('does not take a whole board', async () => {
  const whole = bin.deleteFromBoard(board.id, ['/main.py', '/']);
  await expect(whole).rejects.toMatchObject({ code: 'bad-request' });
  expect(desk.queue.list()).toEqual([]);
});

it('deletes nothing where one thing is not there', async () => {
  const before = await names();
  const failed = await deleted('/main.py', '/gone.py');
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'file-not-found' }, binned: [] });
  expect(await names()).toEqual(before);
  expect(inBin()).toEqual([]);
});

it('stops a program only when the person says so', async () => {
  void board.run('loop.py', 'while True: pass\n', false);
  const id = await bin.deleteFromBoard(board.id, ['/main.py']);
  expect((await desk.state(id, 'asking')).asks).toEqual({ kind: 'stop' });
  expect(board.board.mode).toBe('running');
  desk.queue.answer(id, { kind: 'stop' });
  await desk.state(id, 'done');
  expect(await names()).not.toContain('main.py');
});

describe('on a slow line, a deletion', () => {
  /** 200 kB take more than two seconds. */
  const SLOW = 'rate=691200+virtual:';

  beforeEach(async () => {
    await desk.boards.disconnect(board.id);
    board = await desk.connect(SLOW);
  });

  it('waits for its turn, and is cancelled while its files come: all is as before', async () => {
    const before = await names();
    desk.put('first.bin', noise(50_000));
    const upload = await desk.upload(board, ['first.bin']);
    const id = await bin.deleteFromBoard(board.id, ['/main.py', '/lib']);
    expect(desk.facts(id).state).toBe('waiting');
    await desk.state(upload, 'done');
    await desk.until(id, ({ bytes, rate }) => bytes.done > 0 && rate !== undefined);
    await desk.queue.cancel(id);
    expect(desk.facts(id)).toMatchObject({ state: 'cancelled', binned: [] });
    expect(await names()).toEqual(['first.bin', ...before]);
    expect(inBin()).toEqual([]);
    expect(await bin.list()).toEqual([]);
    // Nothing of it is under way any more.
    desk.queue.resume(id);
    await desk.state(id, 'done');
    expect(await names()).toEqual(['first.bin']);
  });
});

describe('while things are removed', () => {
  const ALL = ['a.txt', 'b.txt', 'c.txt', 'd.txt'];

  beforeEach(async () => {
    await board.board.files.writeMany([
      { kind: 'folder', path: '/some' },
      ...ALL.map((name) => ({ kind: 'file', path: `/some/${name}`, bytes: text(name) }) as const),
    ]);
  });

  const inSome = async (): Promise<string[]> =>
    (await board.board.files.list('/some')).map(({ name }) => name).sort();

  /** The next removal stops after the first two files, for that to happen. */
  function halfway(happens: () => unknown): void {
    const { files } = board.board;
    const arrange = files.arrange.bind(files);
    vi.spyOn(files, 'arrange').mockImplementationOnce(async (removal, options) => {
      await arrange({ ...removal, files: removal.files.slice(0, 2), folders: [] }, options);
      await happens();
      await arrange(removal, options);
    });
  }

  it('a cancel keeps in the bin what is gone, and nothing else', async () => {
    const deleting = bin.deleteFromBoard(board.id, ['/some']);
    halfway(async () => void desk.queue.cancel(await deleting));
    const cancelled = await desk.state(await deleting, 'cancelled');
    const facts = await newest();
    expect(cancelled.binned).toEqual([facts.id]);
    expect(facts).toMatchObject({ names: ['some'], size: 10 });
    expect(await inSome()).toEqual(['c.txt', 'd.txt']);
    // What is left stays as it is when the rest comes back.
    await board.board.files.write('/some/c.txt', 'newer');
    expect(await restored(facts.id)).toMatchObject({ state: 'done', files: { total: 2 } });
    expect(await inSome()).toEqual(ALL);
    expect(await board.board.files.readText('/some/a.txt')).toBe('a.txt');
    expect(await board.board.files.readText('/some/c.txt')).toBe('newer');
    expect(inBin()).toEqual([]);
  });

  it('a cancel that comes when all is gone is too late', async () => {
    const deleting = bin.deleteFromBoard(board.id, ['/main.py', '/lib/none.py']);
    halfway(async () => void desk.queue.cancel(await deleting));
    const { binned } = await desk.state(await deleting, 'done');
    expect(binned).toEqual([(await newest()).id]);
    expect(await newest()).toMatchObject({ names: ['main.py', 'none.py'], size: 4 });
  });

  it('a board that goes and comes back is rid of the rest, and all of it comes back', async () => {
    const deleting = bin.deleteFromBoard(board.id, ['/some', '/main.py']);
    halfway(() => {
      desk.queue.boardChanged({ ...board.state, mode: 'lost', error: { code: 'link-lost' } });
    });
    const id = await deleting;
    await desk.state(id, 'paused');
    expect(await inSome()).toEqual(['c.txt', 'd.txt']);
    desk.queue.boardOpened(board);
    const { binned = [] } = await desk.state(id, 'done');
    expect((await bin.list()).map((one) => one.id).sort()).toEqual([...binned].sort());
    expect(binned).toHaveLength(2);
    for (const one of binned) await restored(one);
    expect(await inSome()).toEqual(ALL);
    expect(await board.board.files.readText('/main.py')).toBe('main');
  });

  it('a board that stays away leaves all in the bin; what is still there and the same is no hindrance', async () => {
    const deleting = bin.deleteFromBoard(board.id, ['/some']);
    halfway(() => board.board.close());
    expect(await desk.until(await deleting, ({ state }) => ENDED.has(state))).toMatchObject({
      state: 'cancelled',
    });
    const facts = await newest();
    expect(facts.size).toBe(20);
    board = await desk.connect();
    expect(await inSome()).toEqual(['c.txt', 'd.txt']);
    expect(await restored(facts.id)).toMatchObject({ state: 'done', same: 2, files: { total: 2 } });
    expect(await inSome()).toEqual(ALL);
  });

  it('an error before anything is gone leaves nothing in the bin', async () => {
    vi.spyOn(board.board.files, 'arrange').mockRejectedValueOnce(new AdderError('board-read-only'));
    expect(await deleted('/some')).toMatchObject({
      ...{ state: 'failed', error: { code: 'board-read-only' }, binned: [] },
    });
    expect(await inSome()).toEqual(ALL);
    expect(inBin()).toEqual([]);
  });

  it('what has come to a folder meanwhile is not removed', async () => {
    halfway(() => board.board.files.write('/some/new.txt', 'new'));
    expect(await deleted('/some')).toMatchObject({ state: 'done' });
    expect(await inSome()).toEqual(['new.txt']);
    await restored((await newest()).id);
    expect(await inSome()).toEqual([...ALL, 'new.txt']);
  });
});

describe('a board that is lost', () => {
  /** Its link is cut there; it comes back as it is. */
  async function cutAt(bytes: string): Promise<() => void> {
    await desk.boards.disconnect(board.id);
    let back = (): void => undefined;
    const isBack = new Promise<void>((resolve) => (back = resolve));
    desk.comeBack = async (open) => {
      await isBack;
      return open('virtual:');
    };
    board = await desk.connect(`fault=cut@${bytes}+virtual:`);
    return () => {
      desk.comeBack = undefined;
      back();
    };
  }

  it('while its files come loses nothing and leaves nothing in the bin; the deletion goes on when it is back', async () => {
    const back = await cutAt('<100000');
    const id = await bin.deleteFromBoard(board.id, ['/lib', '/main.py']);
    const paused = await desk.state(id, 'paused');
    expect(paused).toMatchObject({ error: { code: 'link-lost' }, binned: [] });
    expect(inBin()).toEqual([]);
    back();
    await desk.state(id, 'done');
    board = await desk.connect();
    expect(await names()).toEqual([]);
    const facts = await newest();
    expect(facts.from).toMatchObject({ address: 'virtual:default' });
    await restored(facts.id);
    expect(Buffer.from(await board.board.files.read(`/lib/${ODD}/large.bin`))).toEqual(LARGE);
  });

  it('that is not waited for any more has all as before', async () => {
    await cutAt('<100000');
    const id = await bin.deleteFromBoard(board.id, ['/lib', '/main.py']);
    await desk.state(id, 'paused');
    await desk.queue.letGo(board.id);
    expect(desk.facts(id)).toMatchObject({ state: 'cancelled', binned: [] });
    desk.comeBack = undefined;
    await board.board.close(); // its folder is free when that is over
    board = await desk.connect();
    expect(await names()).toContain('main.py');
    expect(Buffer.from(await board.board.files.read(`/lib/${ODD}/large.bin`))).toEqual(LARGE);
    expect(inBin()).toEqual([]);
  });
});
