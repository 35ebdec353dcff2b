// Packages come onto a board: from an index, from places on the web, from files of the computer; and only whole ones.

import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { libFolder } from '../../../src/engine/packages/installer';
import type { Fetch } from '../../../src/engine/packages/download';
import { utf8 } from '../../../src/engine/protocol/bytes';
import { freshHome, rejection } from '../engine/support';
import {
  endless,
  filePath,
  redirect,
  shortHash,
  silent,
  stalled,
  status,
  text,
  truncated,
} from './index-server';
import { aRig, LIB, onComputer } from './support';

describe('a package of the index', () => {
  it('comes with what it needs, once each, and can be imported', async () => {
    const { index, board, install, told, files, ownFiles } = await aRig();
    index.publish('top', {
      files: { 'top/__init__.py': 'from base import n\n', 'top/big.bin': 'x'.repeat(9000) },
      deps: [['base', 'latest']],
    });
    index.publish('base', { version: '2.1', files: { 'base.py': 'n = 7\n' } });
    const { written, installed } = await install('top');
    expect({ written, installed }).toMatchObject({
      written: 3,
      installed: { name: 'top', version: '1.0', requested: true, needs: ['base'] },
    });
    expect(told).toEqual([
      'index top latest',
      'file /lib/top/__init__.py',
      'file /lib/top/big.bin',
      'index base latest',
      'file /lib/base.py',
    ]);
    expect(Object.keys(await files())).toEqual(['base.py', 'top/__init__.py', 'top/big.bin']);
    expect(await ownFiles()).toEqual(['.adder-packages.json']);
    expect(await board.eval("__import__('top').n")).toBe('7');
  });

  it('that is there already is neither fetched nor written', async () => {
    const { index, install, told } = await aRig();
    index.publish('a', { files: { 'a.py': 'a = 1\n', 'b.py': 'b = 1\n' } });
    await install('a');
    index.asked.length = told.length = 0;
    expect(await install('a')).toMatchObject({ written: 0 });
    expect(told).toEqual(['index a latest', 'exists /lib/a.py', 'exists /lib/b.py']);
    expect(index.asked).toEqual(['/package/py/a/latest.json']);
  });

  it('comes in the version that was asked for', async () => {
    const { index, install, installer, files } = await aRig();
    index.publish('a', { version: '1.0', files: { 'a.py': 'old' } });
    index.publish('a', { version: '2.0', files: { 'a.py': 'new', 'more.py': 'more' } });
    await install('a');
    expect(await files()).toEqual({ 'a.py': 'new', 'more.py': 'more' });
    await install('a@1.0');
    expect(await files()).toEqual({ 'a.py': 'old' });
    expect(await installer().list()).toMatchObject([{ version: '1.0', wanted: '1.0' }]);
  });

  it('is a compiled one where the board reads those', async () => {
    const { index, board, install, files } = await aRig();
    const { mpy } = await board.imports();
    expect(mpy & 0xff).toBeGreaterThan(0);
    index.publish('a', { files: { 'a.mpy': 'compiled' } }, String(mpy & 0xff));
    index.publish('a', { files: { 'a.py': 'source' } });
    await install('a', { mpy: true });
    expect(await files()).toEqual({ 'a.mpy': 'compiled' });
    await install('a', { mpy: false });
    expect(await files()).toEqual({ 'a.py': 'source' });
  });

  it('may need itself by others: each comes once', async () => {
    const { index, install, told, files } = await aRig();
    index.publish('a', { files: { 'a.py': 'a' }, deps: [['b', 'latest']] });
    index.publish('b', { files: { 'b.py': 'b' }, deps: [['c', '']] });
    index.publish('c', {
      files: { 'c.py': 'c' },
      deps: [
        ['a', '1.0'],
        ['c', 'latest'],
      ],
    });
    await install('a');
    expect(told.filter((line) => line.startsWith('index'))).toEqual([
      'index a latest',
      'index b latest',
      'index c latest',
    ]);
    expect(Object.keys(await files())).toEqual(['a.py', 'b.py', 'c.py']);
  });

  it('that two others need is told twice, and the second time it is there', async () => {
    const { index, install, told } = await aRig();
    index.publish('a', {
      deps: [
        ['b', ''],
        ['c', ''],
      ],
    });
    index.publish('b', { files: { 'b.py': 'b' }, deps: [['d', '']] });
    index.publish('c', { deps: [['d', '']] });
    index.publish('d', { files: { 'd.py': 'd' } });
    expect(await install('a')).toMatchObject({ written: 2 });
    expect(told.slice(-2)).toEqual(['index d latest', 'exists /lib/d.py']);
  });

  it('that needs too many others is refused', async () => {
    const { index, install } = await aRig();
    for (let level = 0; level < 10; level++)
      index.publish(`level${level}`, {
        deps: [
          [`level${level + 1}`, 'latest'],
          [`level${level + 1}`, '1.0'],
        ],
      });
    index.publish('level10', {});
    expect(await rejection(install('level0'))).toMatchObject({ code: 'package-invalid' });
  });

  it('goes into another folder when one is named, which is made', async () => {
    const { index, installer, files } = await aRig();
    index.publish('a', { files: { 'p/a.py': 'a' } });
    await installer('/x/y/').install('a', { index: `${index.url}//`, mpy: false });
    expect(await files('/x/y')).toEqual({ 'p/a.py': 'a' });
    await installer('rel').install('a', { index: index.url, mpy: false });
    expect(await files('rel')).toEqual({ 'p/a.py': 'a' });
    await installer('/').install('a', { index: index.url, mpy: false });
    expect(await files('')).toMatchObject({ 'p/a.py': 'a', 'x/y/p/a.py': 'a' });
  });

  it('whose files have names with quotes and blanks, and no content, is whole', async () => {
    const { index, install, files } = await aRig();
    const odd = { 'it\'s a/"q" é.py': 'odd', 'none.py': '' };
    index.publish('a', { files: odd });
    await install('a');
    expect(await files()).toEqual(odd);
  });
});

describe('a place on the web', () => {
  it.each(['github', 'gitlab', 'codeberg'])('of %s has its own addresses', async (forge) => {
    const asked: string[] = [];
    const contents: Record<string, string> = {
      'package.json': JSON.stringify({
        version: '3',
        urls: [
          ['p/a.py', 'src/a.py'],
          ['p/b.py', 'github:other/place/b.py'],
        ],
      }),
      'a.py': 'a',
      'b.py': 'b',
    };
    const fetch: Fetch = (url) => {
      asked.push(url);
      const name = /(\w+\.\w+)(\?.*)?$/.exec(url)?.[1] ?? '';
      const body = (async function* () {
        yield await Promise.resolve(utf8(contents[name] ?? ''));
      })();
      return Promise.resolve({ status: 200, headers: { get: () => null }, body });
    };
    const { install, told, files } = await aRig({ fetch });
    await install(`${forge}:org/repo/sub@v1`);
    const places: Record<string, string> = {
      github: 'https://raw.githubusercontent.com/org/repo/v1/sub/NAME',
      gitlab: 'https://gitlab.com/org/repo/-/raw/v1/sub/NAME',
      codeberg: 'https://codeberg.org/api/v1/repos/org/repo/raw/sub/NAME?ref=v1',
    };
    const place = places[forge] ?? '';
    expect(asked).toEqual([
      place.replace('NAME', 'package.json'),
      place.replace('NAME', 'src/a.py'),
      'https://raw.githubusercontent.com/other/place/v1/b.py',
    ]);
    expect(told[0]).toBe(`from-location ${forge}:org/repo/sub/package.json`);
    expect(await files()).toEqual({ 'p/a.py': 'a', 'p/b.py': 'b' });
  });

  it('may be a single file', async () => {
    const { index, install, told, files } = await aRig();
    index.serve('/x/one.py', 'one');
    await install(`${index.url}/x/one.py`);
    expect(told).toEqual([`from-file ${index.url}/x/one.py`, 'file /lib/one.py']);
    expect(await files()).toEqual({ 'one.py': 'one' });
  });

  it('is always fetched, and only written when it differs', async () => {
    const { index, install, told } = await aRig();
    index.serve('/p/package.json', { urls: [['a.py', 'a.py']] });
    index.serve('/p/a.py', 'one');
    expect(await install(`${index.url}/p/`)).toMatchObject({ written: 1 });
    told.length = 0;
    expect(await install(`${index.url}/p`)).toMatchObject({ written: 0 });
    expect(told).toEqual([`from-location ${index.url}/p/package.json`, 'file /lib/a.py']);
    index.serve('/p/a.py', 'two');
    expect(await install(`${index.url}/p/package.json`)).toMatchObject({ written: 1 });
  });

  it('may have moved', async () => {
    const { index, install, files } = await aRig();
    index.answer('/p/package.json', redirect('/q/package.json', 301));
    index.serve('/q/package.json', { urls: [['a.py', 'a.py']] });
    index.answer('/p/a.py', redirect('../moved/a.py', 307));
    index.serve('/moved/a.py', 'a');
    await install(`${index.url}/p`);
    expect(await files()).toEqual({ 'a.py': 'a' });
  });
});

describe('files of the computer', () => {
  it('are a package with its description, or a module alone', async () => {
    const { install, told, files } = await aRig();
    const folder = await freshHome();
    onComputer(folder, {
      'p/package.json': {
        urls: [['lib1/a.py', 'src/a.py']],
        deps: [[`${folder}/q/package.json`, '']],
      },
      'p/src/a.py': 'a',
      'q/package.json': { urls: [['b.py', 'b.py']] },
      'q/b.py': 'b',
      'alone.py': 'alone',
    });
    await install(`${folder}/p/package.json`);
    await install(`${folder}/alone.py`);
    expect(told).toEqual(['file /lib/lib1/a.py', 'file /lib/b.py', 'file /lib/alone.py']);
    expect(await files()).toEqual({ 'lib1/a.py': 'a', 'b.py': 'b', 'alone.py': 'alone' });
  });

  it('that are not there are told', async () => {
    const { install } = await aRig();
    const folder = await freshHome();
    onComputer(folder, { 'package.json': { urls: [['a.py', 'a.py']] } });
    expect(await rejection(install(`${folder}/none/package.json`))).toMatchObject({
      code: 'local-not-found',
      detail: `Error opening ${folder}/none/package.json`,
    });
    expect(await rejection(install(`${folder}/none.py`))).toMatchObject({
      code: 'local-not-found',
      detail: `No such file or directory opening ${folder}/none.py`,
    });
    expect(await rejection(install(`${folder}/package.json`))).toMatchObject({
      detail: `No such file or directory opening ${folder}/a.py`,
    });
    onComputer(folder, { 'x.py/in.py': '' });
    expect(await rejection(install(`${folder}/x.py`))).toMatchObject({
      code: 'local-failed',
      detail: `Is a directory opening ${folder}/x.py`,
    });
  });

  it.each(['../secret.txt', '/etc/hostname', 'a/../../secret.txt', 'link.py'])(
    'outside of the folder of the description are not read: %s',
    async (url) => {
      const { install, files, index } = await aRig();
      const folder = await freshHome();
      onComputer(folder, { 'secret.txt': 'secret', 'p/package.json': { urls: [['a.py', url]] } });
      symlinkSync('../secret.txt', join(folder, 'p/link.py'));
      expect(await rejection(install(`${folder}/p/package.json`))).toMatchObject({
        code: 'package-unsafe',
      });
      index.publish('none', {});
      await install('none');
      expect(await files()).toEqual({});
    },
  );

  it('are named with slashes', async () => {
    const { install } = await aRig();
    const folder = await freshHome();
    onComputer(folder, { 'package.json': { urls: [['a.py', 'src\\a.py']] } });
    expect(await rejection(install(`${folder}/package.json`))).toMatchObject({
      code: 'package-file-not-found',
      detail: `Use "/" instead of "\\" in file URLs: '${folder}/src\\\\a.py'\n`,
    });
  });

  it('are no business of a package from elsewhere', async () => {
    const { index, install } = await aRig();
    const folder = await freshHome();
    onComputer(folder, { 'mine.py': 'mine' });
    index.publish('a', { deps: [[`${folder}/mine.py`, '']] });
    expect(await rejection(install('a'))).toMatchObject({ code: 'package-unsafe' });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ deps: [['a', '']] }));
    expect(await rejection(install(`${folder}/package.json`))).toMatchObject({
      code: 'package-unsafe',
    });
  });

  it('that are too large are not read', async () => {
    const { install } = await aRig();
    const folder = await freshHome();
    onComputer(folder, { 'package.json': ' '.repeat(300_000) });
    expect(await rejection(install(`${folder}/package.json`))).toMatchObject({
      code: 'download-too-large',
    });
  });
});

describe('what is wrong with an index or a package', () => {
  const FILES = { 'a.py': 'a', 'b.py': 'second' };
  const B = filePath('second');

  it.each([
    ['is not there', status(404), 'package-file-not-found', `File not found: URL${B}`],
    ['fails', status(500), 'download-failed', `Error 500 requesting URL${B}`],
    ['is truncated', truncated('sec'), 'download-failed', undefined],
    ['stalls', stalled, 'download-failed', `timed out requesting URL${B}`],
    ['says nothing', silent, 'download-failed', `timed out requesting URL${B}`],
    ['is another one', text('tampered'), 'package-damaged', `URL${B}`],
    ['never ends', endless, 'download-too-large', `URL${B}`],
    ['moves in circles', redirect(B), 'download-failed', `Error 302 requesting URL${B}`],
  ])('a file that %s leaves the old package whole', async (_, answer, code, detail) => {
    const { index, install, files, ownFiles, installer } = await aRig();
    index.publish('a', { version: '0.9', files: { 'a.py': 'old', 'gone.py': 'old too' } });
    await install('a');
    index.publish('a', { files: FILES });
    index.answer(B, answer);
    const error = await rejection(install('a'));
    expect(error).toMatchObject({ code });
    if (detail !== undefined)
      expect(error).toMatchObject({ detail: detail.replace('URL', index.url) });
    expect(await files()).toEqual({ 'a.py': 'old', 'gone.py': 'old too' });
    expect(await ownFiles()).toEqual(['.adder-packages.json']);
    expect(await installer().list()).toMatchObject([{ version: '0.9' }]);
  });

  it.each([
    ['is not there', status(404), 'package-not-found'],
    ['fails', status(503), 'download-failed'],
    ['is no JSON', text('<html>'), 'package-invalid'],
    ['is truncated', truncated('{'), 'download-failed'],
    ['never ends', endless, 'download-too-large'],
    ['leads out of the target', text('{"urls":[["../../boot.py","/x"]]}'), 'package-unsafe'],
    ['names no package', text('{"deps":[["../x","latest"]]}'), 'bad-package-spec'],
  ])('a description that %s changes nothing', async (_, answer, code) => {
    const { index, board, install } = await aRig();
    index.answer('/package/py/a/latest.json', answer);
    expect(await rejection(install('a'))).toMatchObject({ code });
    expect((await board.files.list('/')).map(({ name }) => name)).not.toContain('lib');
  });

  it('a package whose needs are not there changes nothing', async () => {
    const { index, board, install } = await aRig();
    index.publish('a', { files: { 'a.py': 'a' }, deps: [['none', 'latest']] });
    expect(await rejection(install('a'))).toMatchObject({
      code: 'package-not-found',
      detail: `Package not found: ${index.url}/package/py/none/latest.json`,
    });
    expect((await board.files.list('/')).map(({ name }) => name)).not.toContain('lib');
  });

  it('an index that is no web address is refused', async () => {
    const { install } = await aRig();
    expect(await rejection(install('a', { index: 'file:///tmp' }))).toMatchObject({
      code: 'bad-package-spec',
    });
  });
});

describe('without a network', () => {
  it('what was downloaded before is installed, and that is told', async () => {
    const first = await aRig();
    const { index } = first;
    index.publish('a', { files: { 'a.py': 'a' }, deps: [['b', 'latest']] });
    index.publish('b', { files: { 'b.py': 'b' } });
    await first.install('a');
    await index.stop();
    await first.board.files.remove(LIB, { recursive: true });
    first.told.length = 0;
    await first.install('a');
    expect(first.told).toEqual([
      'index a latest',
      'offline',
      'file /lib/a.py',
      'index b latest',
      'offline',
      'file /lib/b.py',
    ]);
    expect(await first.files()).toEqual({ 'a.py': 'a', 'b.py': 'b' });
    expect(await rejection(first.install('c'))).toMatchObject({
      code: 'download-failed',
      detail: `[Errno 111] Connection refused requesting ${index.url}/package/py/c/latest.json`,
    });
  });

  it('a file that is known by its hash is not downloaded again', async () => {
    const { index, install, board } = await aRig();
    index.publish('a', { files: { 'a.py': 'a' } });
    await install('a');
    await board.files.remove(`${LIB}/a.py`);
    index.asked.length = 0;
    await install('a');
    expect(index.asked).toEqual(['/package/py/a/latest.json']);
    expect(shortHash('a')).toHaveLength(8);
  });
});

describe('the folder for libraries', () => {
  it('is the first of sys.path that ends in /lib and is in no ROM', async () => {
    const { board } = await aRig();
    expect(await libFolder(board)).toBe('/lib');
    await board.exec("import sys\nsys.path[:] = ['', '/rom/lib', \"/it's é/lib\", '/lib']");
    expect(await libFolder(board)).toBe("/it's é/lib");
    await board.exec("sys.path[:] = ['', '.frozen', '/rom/lib', '/libs']");
    expect(await rejection(libFolder(board))).toMatchObject({ code: 'no-lib-folder' });
  });
});
