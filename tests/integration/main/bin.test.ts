// The bin over a real virtual board: what is deleted there comes back byte for byte.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { Bin } from '../../../src/main/bin/bin';
import { ComputerSide } from '../../../src/main/bin/computer';
import { BinStore } from '../../../src/main/bin/store';
import type { BoardSession } from '../../../src/main/boards/session';
import { Desk, noise, text } from './support';

const LARGE = noise(200_000);
const ODD = `it's "odd" \\ 😀`;

let desk: Desk;
let board: BoardSession;
let bin: Bin;

beforeEach(async () => {
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
  const { boards, folders, patience } = desk;
  const store = new BinStore(join(desk.home, 'bin'), () => undefined);
  const computer = new ComputerSide({ store, folders, patience, onChanged: () => undefined });
  return new Bin({ store, computer, boards, onChange: () => undefined });
}

const names = async (): Promise<string[]> =>
  (await board.board.files.list('/', { deep: true })).map(({ name }) => name).sort();

it('takes files and folders, and gives them back after a new start', async () => {
  const before = await names();
  const facts = await bin.deleteFromBoard(board.id, ['/lib', '/lib/none.py', '/main.py'], false);
  expect(facts).toMatchObject({
    ...{ names: ['lib', 'main.py'], count: 2, size: LARGE.length + 4 },
    from: { kind: 'board', name: 'VIRTUAL:DEFAULT', address: 'virtual:default' },
  });
  expect(await names()).toEqual([]);
  const again = start();
  expect(await again.list()).toEqual([facts]);
  await again.restore(facts.id, false);
  expect(await names()).toEqual(before);
  expect(Buffer.from(await board.board.files.read(`/lib/${ODD}/large.bin`))).toEqual(LARGE);
  expect(await again.list()).toEqual([]);
});

it('gives back what lay in a folder that is gone, and never takes the place of something else', async () => {
  const facts = await bin.deleteFromBoard(board.id, ['/lib/none.py', '/main.py'], false);
  await board.board.files.remove('/lib', { recursive: true });
  await board.board.files.write('/main.py', 'newer');
  const restore = bin.restore(facts.id, false);
  await expect(restore).rejects.toMatchObject({ code: 'file-exists', detail: '/main.py' });
  expect(await names()).toEqual(['main.py']);
  await board.board.files.remove('/main.py');
  await bin.restore(facts.id, false);
  expect(await names()).toEqual(['lib', 'lib/none.py', 'main.py']);
});

it('needs the board for it', async () => {
  const facts = await bin.deleteFromBoard(board.id, ['/main.py'], false);
  await desk.boards.disconnect(board.id);
  await expect(bin.restore(facts.id, false)).rejects.toMatchObject({ code: 'link-lost' });
  expect(await bin.list()).toEqual([facts]);
  board = await desk.connect();
  await bin.restore(facts.id, false);
  expect(await board.board.files.readText('/main.py')).toBe('main');
});

it.each([
  [['/'], 'bad-request'],
  [['/main.py', '/gone.py'], 'file-not-found'],
])('deletes nothing of %j', async (paths, code) => {
  const before = await names();
  await expect(bin.deleteFromBoard(board.id, paths, false)).rejects.toMatchObject({ code });
  expect(await names()).toEqual(before);
  expect(await bin.list()).toEqual([]);
});

it('removes nothing from a board whose link is cut while its files come', async () => {
  await desk.boards.disconnect(board.id);
  const cut = await desk.connect('fault=cut@<100000+virtual:');
  const deleting = bin.deleteFromBoard(cut.id, ['/lib', '/main.py'], false);
  await expect(deleting).rejects.toMatchObject({ code: 'link-lost' });
  await cut.board.close(); // its folder is free when that is over
  board = await desk.connect();
  expect(await names()).toContain('main.py');
  expect(Buffer.from(await board.board.files.read(`/lib/${ODD}/large.bin`))).toEqual(LARGE);
  expect(await bin.list()).toEqual([]);
  const place = join(desk.home, 'bin');
  expect(existsSync(place) ? readdirSync(place) : []).toEqual([]);
});
