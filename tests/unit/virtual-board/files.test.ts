import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FileError, answer } from '../../../src/virtual-board/worker/files/errno';
import { fromHostName, toHostName } from '../../../src/virtual-board/worker/files/host-names';
import { BoardPaths } from '../../../src/virtual-board/worker/files/paths';
import { Space, fileBlocks } from '../../../src/virtual-board/worker/files/space';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'adder-files-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('names that Windows cannot hold', () => {
  test.each([
    ['plain.py', 'plain.py'],
    ['a:b', 'a%3Ab'],
    ['what?', 'what%3F'],
    ['..\\..\\secret', '..%5C..%5Csecret'],
    ['dot.', 'dot%2E'],
    ['space ', 'space%20'],
    ['con', '%63on'],
    ['NUL.txt', '%4EUL.txt'],
    ['console', 'console'],
    ['100%', '100%'],
    ['%41', '%2541'],
    ['line\nfeed', 'line%0Afeed'],
  ])('%j is stored as %s', (name, host) => {
    expect(toHostName(name, 'win32')).toBe(host);
    expect(fromHostName(host, 'win32')).toBe(name);
    expect(toHostName(name, 'linux')).toBe(name);
  });

  test('every name comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(fromHostName(toHostName(name, 'win32'), 'win32')).toBe(name);
      }),
    );
  });

  test('no name is more than one name of the host', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        expect(toHostName(name.replaceAll('/', ''), 'win32')).not.toMatch(/[\\/:*?"<>|]/);
      }),
    );
  });
});

describe('BoardPaths', () => {
  test('never leaves the folder', async () => {
    const root = await folder();
    const paths = new BoardPaths(root);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '', 'a', 'b', '...'), { minLength: 1 }),
        fc.boolean(),
        (names, absolute) => {
          const path = `${absolute ? '/' : './'}${names.join('/')}`;
          const host = paths.host(path);
          expect(host === root || host.startsWith(`${root}/`)).toBe(true);
          expect(host.split('/')).not.toContain('..');
        },
      ),
    );
  });

  test('follows the working directory', async () => {
    const root = await folder();
    const paths = new BoardPaths(root);
    expect(paths.workingDirectory).toBe('/');
    paths.workingDirectory = '/a/./b/';
    expect(paths.workingDirectory).toBe('/a/b');
    expect(paths.host('../c')).toBe(join(root, 'a', 'c'));
    expect(() => paths.host('')).toThrow(FileError);
    expect(() => paths.host('ä'.repeat(128))).toThrow('ENAMETOOLONG');
  });

  test.skipIf(process.platform === 'win32')(
    'a link out is not there, but can be removed',
    async () => {
      const root = await folder();
      await symlink('/etc', join(root, 'out'));
      await mkdir(join(root, 'real'));
      await symlink('real', join(root, 'in'));
      const paths = new BoardPaths(root);
      expect(() => paths.host('out')).toThrow('ENOENT');
      expect(() => paths.host('out/passwd')).toThrow('ENOENT');
      expect(paths.hostEntry('out')).toBe(join(root, 'out'));
      expect(paths.host('in/x')).toBe(join(root, 'real', 'x'));
    },
  );
});

describe('Space', () => {
  test('counts blocks, refuses what does not fit, and looks again before it refuses', async () => {
    const root = await folder();
    await mkdir(join(root, 'd'));
    await writeFile(join(root, 'd', 'f'), Buffer.alloc(4097));
    const space = new Space(root, 6 * 4096 + 100);
    expect([space.blocks, space.free]).toEqual([6, 2]);
    expect(space.growable(4097, 100_000)).toBe(4 * 4096);
    expect(() => space.take(3)).toThrow('ENOSPC');
    space.take(2);
    space.give(1);
    expect(space.free).toBe(1);
    await rm(join(root, 'd', 'f'));
    space.take(3);
  });

  test('an empty file takes a block', () => {
    expect([0, 1, 4096, 4097].map(fileBlocks)).toEqual([1, 1, 1, 2]);
  });
});

test('errors become the numbers of firmware, faults stay faults', () => {
  const failing = (error: Error) => () => {
    throw error;
  };
  expect(answer(() => 5)).toBe(5);
  expect(answer(failing(new FileError('ENOSPC')))).toBe(-28);
  expect(answer(failing(Object.assign(new Error(), { code: 'ENOTEMPTY' })))).toBe(-39);
  expect(answer(failing(Object.assign(new Error(), { code: 'EWHATEVER' })))).toBe(-5);
  expect(() => answer(failing(new TypeError('fault')))).toThrow('fault');
});
