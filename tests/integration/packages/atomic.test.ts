// A change of packages that fails or is cancelled on the board: the old ones are whole, or the next command finishes what was begun.

import { describe, expect, it } from 'vitest';
import type { Board } from '../../../src/engine/board/board';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { NO_BASE64, NO_BUFFER, NO_HASH } from '../engine/hidden';
import { rejection } from '../engine/support';
import { aRig, LIB, type Rig } from './support';

const OLD = { 'a.py': 'old a', 'p/b.py': 'old b', 'gone/c.py': 'c' };
const NEW = { 'a.py': 'new a', 'p/b.py': 'new b', 'q/more/d.py': 'd'.repeat(9000) };

async function withOld(options: Parameters<typeof aRig>[0] = {}): Promise<Rig> {
  const rig = await aRig(options);
  rig.index.publish('a', { version: '1.0', files: OLD });
  await rig.install('a');
  rig.index.publish('a', { version: '2.0', files: NEW });
  return rig;
}

async function expectOld({ files, ownFiles, installer, board }: Rig): Promise<void> {
  expect(await installer().list()).toMatchObject([{ name: 'a', version: '1.0' }]);
  expect(await files()).toEqual(OLD);
  expect(await ownFiles()).toEqual(['.adder-packages.json']);
  expect((await board.files.list(LIB)).map(({ name }) => name).sort()).toEqual([
    '.adder-packages.json',
    'a.py',
    'gone',
    'p',
  ]);
}

async function expectNew({ files, ownFiles, installer, board }: Rig): Promise<void> {
  expect(await installer().list()).toMatchObject([{ name: 'a', version: '2.0' }]);
  expect(await files()).toEqual(NEW);
  expect(await ownFiles()).toEqual(['.adder-packages.json']);
  expect((await board.files.list(LIB)).map(({ name }) => name)).not.toContain('gone');
}

/** The board's own os.rename fails from this call on, counted from 0. */
async function failRenames(board: Board, from: number, errno: number): Promise<void> {
  await board.exec(
    'import sys, os as _real\n_count = 0\nclass _Fake:\n' +
      ' def __getattr__(self, name):\n  return getattr(_real, name)\n' +
      ' def rename(self, a, b):\n  global _count\n  _count += 1\n' +
      `  if _count > ${from}:\n   raise OSError(${errno})\n  _real.rename(a, b)\n` +
      ' def remove(self, a):\n  if a.startswith("/lib/.adder") or "/.adder" in a:\n   return _real.remove(a)\n  raise OSError(5)\n' +
      "sys.modules['os'] = _Fake()\n",
  );
}

describe('an installation', () => {
  it('takes the place of the old version as a whole, with what is not needed any more', async () => {
    const rig = await withOld();
    await rig.install('a');
    await expectNew(rig);
  });

  it('that the board has no room for leaves the old version', async () => {
    const rig = await withOld({ sizeBytes: 64 * 1024 });
    rig.index.publish('a', { version: '3.0', files: { ...NEW, 'big.bin': 'b'.repeat(60_000) } });
    expect(await rejection(rig.install('a'))).toMatchObject({ code: 'board-full' });
    await expectOld(rig);
  });

  it('that is aborted while it is written leaves the old version', async () => {
    const rig = await withOld();
    const stop = new AbortController();
    const install = rig.install('a', { signal: stop.signal, onProgress: () => stop.abort() });
    expect(await rejection(install)).toMatchObject({ code: 'aborted' });
    await expectOld(rig);
    await rig.install('a');
    await expectNew(rig);
  });

  it('that is aborted while it is downloaded asks nothing more', async () => {
    const rig = await withOld();
    const stop = new AbortController();
    const install = rig.install('a', { signal: stop.signal, onEvent: () => stop.abort() });
    expect(await rejection(install)).toMatchObject({ code: 'aborted' });
    await expectOld(rig);
  });

  it('into a place where something else is changes nothing', async () => {
    const rig = await withOld();
    rig.index.publish('b', { files: { 'b/x.py': 'x', 'p/b.py/y.py': 'y' } });
    expect(await rejection(rig.install('b'))).toMatchObject({ code: 'not-a-folder' });
    rig.index.publish('c', { files: { p: 'p' } });
    expect(await rejection(rig.install('c'))).toMatchObject({ code: 'is-a-folder' });
    await expectOld(rig);
  });

  it('whose files cannot be put in place is finished by the next command', async () => {
    const rig = await withOld();
    // Six are renamed while they are written: two journals, three files, the record.
    await failRenames(rig.board, 7, 5);
    expect(await rejection(rig.install('a'))).toMatchObject({ code: 'board-file-error' });
    await rig.board.softReset({ runMain: false });
    expect((await rig.files())['a.py']).toBe('new a'); // it had begun
    rig.told.length = 0;
    await rig.install('a');
    expect(rig.told[0]).toBe('recovered finished');
    await expectNew(rig);
  });

  it('on a file system that does not rename over a file is whole as well', async () => {
    const rig = await withOld();
    await rig.board.exec(
      'import sys, os as _real\nclass _Fake:\n' +
        ' def __getattr__(self, name):\n  return getattr(_real, name)\n' +
        ' def rename(self, a, b):\n  try:\n   _real.stat(b)\n  except OSError:\n   return _real.rename(a, b)\n  raise OSError(17)\n' +
        "sys.modules['os'] = _Fake()\n",
    );
    await rig.install('a');
    await expectNew(rig);
  });

  it('that an earlier one has left in the middle is undone when not all had come', async () => {
    const rig = await withOld();
    const { board } = rig;
    await board.files.makeFolder(`${LIB}/q`);
    for (const name of ['.adder-0', 'q/.adder-1', 'q/.adder-new'])
      await board.files.write(`${LIB}/${name}`, utf8('part'));
    const journal = { state: 'staging', staged: ['a.py', 'q/x.py'], remove: [], folders: ['q'] };
    await board.files.write(
      `${LIB}/.adder-journal.json`,
      utf8(JSON.stringify({ format: 1, ...journal })),
    );
    await rig.install('a@1.0');
    expect(rig.told).toContain('recovered undone');
    await expectOld(rig);
  });

  it('is refused where the record or the journal cannot be understood', async () => {
    const rig = await withOld();
    const { board } = rig;
    const record = await board.files.read(`${LIB}/.adder-packages.json`);
    for (const content of ['{"format":99}', ' '.repeat(600_000)]) {
      await board.files.write(`${LIB}/.adder-packages.json`, utf8(content));
      expect(await rejection(rig.install('a'))).toMatchObject({ code: 'bad-package-record' });
    }
    await board.files.write(`${LIB}/.adder-packages.json`, record);
    const bad = { format: 1, state: 'placing', staged: [], remove: ['../main.py'], folders: [] };
    await board.files.write(`${LIB}/.adder-journal.json`, utf8(JSON.stringify(bad)));
    expect(await rejection(rig.install('a'))).toMatchObject({ code: 'package-unfinished' });
  });
});

describe('an upgrade', () => {
  it('brings the newest, and says when there is none', async () => {
    const rig = await withOld();
    expect(await rig.upgrade('a')).toMatchObject({ written: 3, installed: { version: '2.0' } });
    await expectNew(rig);
    expect(await rig.upgrade('a')).toMatchObject({ written: 0 });
    expect(await rejection(rig.upgrade('b'))).toMatchObject({
      code: 'package-not-installed',
      detail: 'b',
    });
  });

  it('keeps to the version that was asked for, until another one is', async () => {
    const rig = await aRig();
    for (const version of ['1.0', '2.0'])
      rig.index.publish('a', { version, files: { 'a.py': version } });
    await rig.install('a@1.0');
    expect(await rig.upgrade('a')).toMatchObject({ written: 0, installed: { version: '1.0' } });
    expect(await rig.upgrade('a@latest')).toMatchObject({ installed: { version: '2.0' } });
  });

  it('asks the index that the package came from, for the same kind of files', async () => {
    const rig = await aRig();
    rig.index.publish('a', { files: { 'a.py': '1' } });
    await rig.install('a');
    rig.index.publish('a', { version: '2', files: { 'a.py': '2' } });
    const { installed } = await rig.installer().upgrade('a');
    expect(installed).toMatchObject({ version: '2', index: rig.index.url, mpy: false });
  });

  it('leaves alone what was changed and is not in the new version', async () => {
    const rig = await withOld();
    await rig.board.files.write(`${LIB}/gone/c.py`, utf8('mine'));
    await rig.upgrade('a');
    expect(await rig.files()).toEqual({ ...NEW, 'gone/c.py': 'mine' });
  });

  it('does not make what others need a package that was asked for', async () => {
    const rig = await aRig();
    rig.index.publish('a', { deps: [['b', '']] });
    rig.index.publish('b', { files: { 'b.py': '1' } });
    await rig.install('a');
    await rig.upgrade('b');
    expect(await rig.installer().list()).toMatchObject([{ requested: true }, { requested: false }]);
  });
});

describe('a removal', () => {
  const remove = async ({ installer, told }: Rig, ...names: string[]): Promise<string[]> => {
    told.length = 0;
    await installer().remove(names, {
      onEvent: (event) => {
        const name = 'path' in event ? event.path : 'name' in event ? event.name : '';
        told.push(`${event.kind} ${name}`);
      },
    });
    return told;
  };

  it('takes the files, the folders that are empty then, and in the end the record', async () => {
    const rig = await withOld();
    await rig.board.files.write(`${LIB}/p/mine.py`, utf8('mine'));
    expect(await remove(rig, 'a')).toEqual([
      'removed /lib/a.py',
      'removed /lib/p/b.py',
      'removed /lib/gone/c.py',
    ]);
    expect(await rig.files()).toEqual({ 'p/mine.py': 'mine' });
    expect(await rig.ownFiles()).toEqual([]);
    expect((await rig.board.files.list(LIB)).map(({ name }) => name)).toEqual(['p']);
  });

  it('keeps what was changed, what others have too, and what is not there is no error', async () => {
    const rig = await withOld();
    rig.index.publish('b', { files: { 'a.py': 'new a', 'b.py': 'b' }, deps: [['a', '1.0']] });
    await rig.install('b');
    await rig.board.files.write(`${LIB}/p/b.py`, utf8('mine'));
    await rig.board.files.remove(`${LIB}/gone/c.py`);
    expect(await remove(rig, 'a')).toEqual(['needed a', 'kept /lib/a.py', 'kept /lib/p/b.py']);
    expect(await rig.files()).toEqual({ 'a.py': 'old a', 'b.py': 'b', 'p/b.py': 'mine' });
    expect(await rig.installer().list()).toMatchObject([{ name: 'b' }]);
  });

  it('of what was never installed removes nothing', async () => {
    const rig = await withOld();
    expect(await rejection(rig.installer().remove(['a', 'none']))).toMatchObject({
      code: 'package-not-installed',
      detail: 'none',
    });
    await expectOld(rig);
  });
});

describe('a board', () => {
  it('whose firmware can less has its files read and compared', async () => {
    const rig = await aRig();
    await rig.board.exec(NO_BUFFER + NO_BASE64 + NO_HASH);
    rig.index.publish('a', { files: { 'a.py': 'a', 'p/none.py': '' } });
    await rig.install('a');
    rig.told.length = 0;
    expect(await rig.install('a')).toMatchObject({ written: 0 });
    expect(rig.told).toEqual(['index a latest', 'exists /lib/a.py', 'exists /lib/p/none.py']);
    await rig.installer().remove(['a']);
    expect(await rig.files()).toEqual({});
  });

  it('that reads no compiled modules gets the source', async () => {
    const rig = await aRig();
    await rig.board.exec(`${NO_BUFFER}_x.implementation = ('micropython', (1, 9, 4))\n`);
    rig.index.publish('a', { files: { 'a.py': 'source' } });
    await rig.install('a', { mpy: true });
    expect(await rig.files()).toEqual({ 'a.py': 'source' });
  });

  it('gets and loses a package of very many files', async () => {
    const rig = await aRig();
    const files: Record<string, string> = {};
    for (let number = 0; number < 150; number++)
      files[`package/part_${number % 10}/module_${number}.py`] = `n = ${number}\n`;
    rig.index.publish('a', { files });
    expect(await rig.install('a')).toMatchObject({ written: 150 });
    expect(await rig.files()).toEqual(files);
    await rig.installer().remove(['a']);
    expect(await rig.board.files.list(LIB)).toEqual([]);
  });
});
