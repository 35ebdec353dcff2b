// What a board may ask of a mounted folder, and what it is told whatever the computer is.

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errnoOf, MountError } from '../../../src/engine/board/mount/errno';
import { HostFolder } from '../../../src/engine/board/mount/host-folder';
import { partsOf } from '../../../src/engine/board/mount/sandbox';
import { concat, utf8 } from '../../../src/engine/protocol/bytes';
import { checkBytes } from '../../../src/engine/protocol/checks';

function codeOf(path: string, platform: NodeJS.Platform): string {
  try {
    return partsOf(path, platform).join('|');
  } catch (error) {
    return error instanceof MountError ? error.code : 'another';
  }
}

describe('a path of a board', () => {
  it.each([
    ['/a/./b//c', 'linux', 'a|b|c'],
    ['/../../etc/passwd', 'linux', 'EPERM'],
    ['/a/../b', 'linux', 'b'],
    ['/a\\b', 'linux', 'a\\b'],
    ['/a\0b', 'linux', 'EINVAL'],
    [`/${'x'.repeat(2000)}`, 'linux', 'ENAMETOOLONG'],
    ['/..\\..\\x', 'win32', 'EINVAL'],
    ['/C:', 'win32', 'EINVAL'],
    ['/nul.txt', 'win32', 'EINVAL'],
    ['/a.', 'win32', 'EINVAL'],
    ['/null.txt', 'win32', 'null.txt'],
  ] as const)('%j on %s is %s', (path, platform, expected) => {
    expect(codeOf(path, platform)).toBe(expected);
  });
});

describe('an error of the computer', () => {
  it.each([
    ['ENOENT', -4058, 2],
    ['EEXIST', -4075, 17],
    ['ENOTEMPTY', -66, 39],
    ['ENAMETOOLONG', -63, 36],
    ['EWHATEVER', -1, 5],
  ])('%s (there %i) is %i on the board', (code, errno, expected) => {
    expect(errnoOf(Object.assign(new Error(code), { code, errno }))).toBe(expected);
  });
});

async function folder(platform?: NodeJS.Platform): Promise<HostFolder> {
  const root = await mkdtemp(join(tmpdir(), 'adder-mount-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, 'foo.py'), 'x');
  await mkdir(join(root, 'sub'));
  await symlink('../outside', join(root, 'out'));
  const host = await HostFolder.open(root, platform ? { platform } : {});
  onTestFinished(() => host.closeFiles());
  return host;
}

const opening = (path: string, how: string): Uint8Array =>
  concat(utf8(how), checkBytes(100), utf8(path));

describe('a mounted folder', () => {
  it('has no Foo.py where there is foo.py, also where the computer sees no difference', async () => {
    const host = await folder('darwin');
    expect(await host.answer('O', opening('/Foo.py', 'r-'))).toEqual(Uint8Array.of(2));
    expect((await host.answer('O', opening('/foo.py', 'r-')))[0]).toBe(0);
  });

  it('refuses what makes no sense', async () => {
    const host = await folder();
    const errors = await Promise.all([
      host.answer('?', utf8('')),
      host.answer('R', Uint8Array.of(3, 0, 0, 0, 0, 9, 0, 0, 0)),
      host.answer('R', Uint8Array.of(3)),
      host.answer('O', opening('/foo.py', 'q-')),
      host.answer('O', opening('/sub', 'r-')),
      host.answer('O', opening('/', 'w-')),
      host.answer('O', opening('/foo.py', 'x-')),
      host.answer('U', utf8('/sub')),
      host.answer('D', utf8('/foo.py')),
      host.answer('D', utf8('/')),
      host.answer('M', utf8('/sub')),
      host.answer('U', Uint8Array.of(0x2f, 0xff)),
    ]);
    expect(errors.map(([errno]) => errno)).toEqual([22, 9, 22, 22, 21, 21, 17, 21, 20, 1, 17, 22]);
  });

  it('lets no link lead out of it, also where nothing is at its end', async () => {
    const host = await folder();
    const errors = await Promise.all([
      host.answer('O', opening('/out', 'w-')),
      host.answer('M', utf8('/out/')),
      host.answer('M', utf8('/out/x')),
      host.answer('U', utf8('/out')),
      host.answer('N', utf8('/foo.py\0/out')),
      host.answer('M', utf8('/sub/../sub/./../../outside')),
    ]);
    expect(errors.map(([errno]) => errno)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('removes nothing by the name of a file with a slash behind it', async () => {
    const host = await folder();
    expect(await host.answer('U', utf8('/foo.py/'))).toEqual(Uint8Array.of(20));
    expect(await host.answer('N', utf8('/foo.py/\0/bar.py'))).toEqual(Uint8Array.of(20));
    expect((await host.answer('O', opening('/foo.py', 'r-')))[0]).toBe(0);
  });

  it('keeps as many files open as a byte can name', async () => {
    const host = await folder();
    const open = (): Promise<Uint8Array> => host.answer('O', opening('/new.txt', 'a-'));
    for (let count = 0; count < 255; count++) expect((await open())[0]).toBe(0);
    expect(await open()).toEqual(Uint8Array.of(24));
    expect([...(await host.answer('C', Uint8Array.of(5)))]).toEqual([0]);
    expect((await open())[1]).toBe(5);
  });
});
