// What was downloaded before, on a disk that may do anything.

import { mkdirSync, readdirSync, rmSync, writeFileSync, utimesSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PackageCache, sha256 } from '../../../src/engine/packages/cache';
import { inOrder } from '../../../src/engine/packages/in-order';
import { utf8 } from '../../../src/engine/protocol/bytes';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'adder-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const URL = 'https://host/x.py';

it('gives back what it was given, once for each content', async () => {
  const folder = await aFolder();
  const cache = new PackageCache(folder);
  expect(await cache.get(URL)).toBeUndefined();
  await cache.put(URL, utf8('one'));
  await cache.put('https://host/y.py', utf8('one'));
  expect(await cache.get(URL)).toEqual(Buffer.from('one'));
  await cache.put(URL, utf8('two'));
  expect(await cache.get(URL)).toEqual(Buffer.from('two'));
  const contents = readdirSync(join(folder, 'content'), { recursive: true }).map(String);
  expect(contents.filter((name) => name.length > 3)).toHaveLength(2);
});

it('forgets what came first where it is too much', async () => {
  const folder = await aFolder();
  const cache = new PackageCache(folder);
  for (const [index, text] of ['one', 'two', 'three'].entries()) {
    await cache.put(`${URL}/${text}`, utf8(text));
    const digest = sha256(utf8(text));
    utimesSync(join(folder, 'content', digest.slice(0, 2), digest), index, index);
  }
  await cache.tidy(8);
  const left = await Promise.all(
    ['one', 'two', 'three'].map((text) => cache.get(`${URL}/${text}`)),
  );
  expect(left.map((bytes) => bytes?.length)).toEqual([undefined, 3, 5]);
});

it('does not give what has changed on the disk', async () => {
  const folder = await aFolder();
  const cache = new PackageCache(folder);
  await cache.put(URL, utf8('one'));
  const digest = sha256(utf8('one'));
  writeFileSync(join(folder, 'content', digest.slice(0, 2), digest), 'other');
  expect(await cache.get(URL)).toBeUndefined();
  expect(await cache.get(URL)).toBeUndefined();
  writeFileSync(join(folder, 'addresses', sha256(Buffer.from(URL))), '../../etc/passwd\n');
  expect(await cache.get(URL)).toBeUndefined();
});

it('is no obstacle where nothing can be written', async () => {
  const folder = await aFolder();
  writeFileSync(join(folder, 'file'), '');
  const cache = new PackageCache(join(folder, 'file', 'below'));
  await cache.put(URL, utf8('one'));
  expect(await cache.get(URL)).toBeUndefined();
});

it('leaves no part of a file behind when it cannot be put in place', async () => {
  const folder = await aFolder();
  const digest = sha256(utf8('one'));
  mkdirSync(join(folder, 'content', digest.slice(0, 2), digest, 'in the way'), { recursive: true });
  const cache = new PackageCache(folder);
  await cache.put(URL, utf8('one'));
  expect(readdirSync(join(folder, 'content', digest.slice(0, 2)))).toEqual([digest]);
});

it('work at several things at once gives its results in order, and ends with the first failure', async () => {
  const started: number[] = [];
  const ended: number[] = [];
  const work = async (item: number, signal: AbortSignal): Promise<number> => {
    started.push(item);
    await Promise.resolve();
    if (item === 3) throw new Error('three');
    if (item > 3) signal.addEventListener('abort', () => ended.push(item));
    return item * 10;
  };
  const results: number[] = [];
  const all = async (): Promise<void> => {
    for await (const result of inOrder([1, 2, 3, 4, 5, 6, 7, 8], 3, undefined, work))
      results.push(result);
  };
  await expect(all()).rejects.toThrow('three');
  expect(results).toEqual([10, 20]);
  expect(started).toEqual([1, 2, 3, 4, 5]);
  expect(ended).toEqual([4, 5]);
});
