import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Files } from '../../../src/main/computer/files';
import { Folders } from '../../../src/main/computer/folders';

let base: string;
let root: string;
let folders: Folders;
let files: Files;
let folder: string;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'adder-computer-')));
  root = join(base, 'project');
  mkdirSync(join(root, 'lib'), { recursive: true });
  writeFileSync(join(root, 'main.py'), 'print(1)\n');
  writeFileSync(join(base, 'secret.txt'), 'secret');
  folders = new Folders();
  files = new Files(folders);
  ({ folder } = await folders.add(root));
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('a picked folder', () => {
  test('lists its files and folders', async () => {
    expect(await folders.list(folder, [])).toEqual(
      expect.arrayContaining([
        { name: 'lib', kind: 'folder', size: 0 },
        { name: 'main.py', kind: 'file', size: 9 },
      ]),
    );
  });

  test.each([
    [['..', 'secret.txt']],
    [['.']],
    [['lib/../../secret.txt']],
    [['/etc/passwd']],
    [['']],
    [['main.py\0.txt']],
  ])('refuses %j', async (steps) => {
    await expect(files.addFromFolder(folder, steps)).rejects.toMatchObject({ code: 'bad-name' });
    await expect(folders.list(folder, steps)).rejects.toMatchObject({ code: 'bad-name' });
  });

  test('refuses links that lead out, and does not list them', async () => {
    symlinkSync(join(base, 'secret.txt'), join(root, 'link.txt'));
    symlinkSync(base, join(root, 'up'));
    symlinkSync('main.py', join(root, 'inside.py'));
    const names = (await folders.list(folder, [])).map(({ name }) => name);
    expect(names.sort()).toEqual(['inside.py', 'lib', 'main.py']);
    for (const steps of [['link.txt'], ['up', 'secret.txt']])
      await expect(files.addFromFolder(folder, steps)).rejects.toMatchObject({
        code: 'local-denied',
      });
  });

  test('a neighbour whose name begins the same is outside', async () => {
    mkdirSync(join(base, 'project-two'));
    symlinkSync(join(base, 'project-two'), join(root, 'two'));
    await expect(folders.list(folder, ['two'])).rejects.toMatchObject({ code: 'local-denied' });
  });

  test('a file that became a link to the outside is neither read nor written', async () => {
    const { file } = await files.addFromFolder(folder, ['main.py']);
    rmSync(join(root, 'main.py'));
    symlinkSync(join(base, 'secret.txt'), join(root, 'main.py'));
    await expect(files.read(file)).rejects.toMatchObject({ code: 'local-denied' });
    await expect(files.save(file, text('x'))).rejects.toMatchObject({ code: 'local-denied' });
    expect(readFileSync(join(base, 'secret.txt'), 'utf8')).toBe('secret');
  });

  test('the same file is the same id, an unknown id is refused', async () => {
    const first = await files.addFromFolder(folder, ['main.py']);
    expect(await files.addFromFolder(folder, ['main.py'])).toEqual(first);
    await expect(files.read('file-99')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(folders.list('folder-99', [])).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('saving', () => {
  test('replaces the file, keeps its mode and leaves nothing beside it', async () => {
    chmodSync(join(root, 'main.py'), 0o755);
    const { file } = await files.addFromFolder(folder, ['main.py']);
    await files.save(file, text('print(2)\n'));
    expect(await files.read(file)).toEqual(text('print(2)\n'));
    expect(statSync(join(root, 'main.py')).mode & 0o777).toBe(0o755);
    expect(readdirSync(root).sort()).toEqual(['lib', 'main.py']);
  });

  test('brings a file back that was removed while it was open', async () => {
    const { file } = await files.addFromFolder(folder, ['main.py']);
    rmSync(join(root, 'main.py'));
    await expect(files.read(file)).rejects.toMatchObject({ code: 'local-not-found' });
    await files.save(file, text('back'));
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe('back');
  });

  test('writes through a link to the file that it means', async () => {
    symlinkSync('main.py', join(root, 'link.py'));
    const { file } = await files.addFromFolder(folder, ['link.py']);
    await files.save(file, text('through'));
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe('through');
    expect(realpathSync(join(root, 'link.py'))).toBe(join(root, 'main.py'));
  });

  test('a failure keeps the old file', async () => {
    const path = join(base, 'gone', 'a.py');
    await expect(files.saveAs(path, text('x'))).rejects.toMatchObject({ code: 'local-not-found' });
    await expect(files.saveAs(root, text('x'))).rejects.toMatchObject({ code: 'local-failed' });
    expect(statSync(root).isDirectory()).toBe(true);
    expect(readdirSync(base).sort()).toEqual(['project', 'secret.txt']);
  });

  test('only regular files are read', async () => {
    const { file } = files.addPicked('/dev/zero');
    await expect(files.read(file)).rejects.toMatchObject({ code: 'local-failed' });
  });
});
