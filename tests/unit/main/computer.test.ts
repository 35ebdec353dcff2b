import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Files } from '../../../src/main/computer/files';
import { OpenFiles } from '../../../src/main/computer/open-files';
import { Patience } from '../../../src/main/computer/patience';
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
    await expect(files.save(file, text('x'), null)).rejects.toMatchObject({
      code: 'local-denied',
    });
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
    await files.save(file, text('print(2)\n'), null);
    expect(await files.read(file)).toEqual(text('print(2)\n'));
    expect(statSync(join(root, 'main.py')).mode & 0o777).toBe(0o755);
    expect(readdirSync(root).sort()).toEqual(['lib', 'main.py']);
  });

  test('brings a file back that was removed while it was open', async () => {
    const { file } = await files.addFromFolder(folder, ['main.py']);
    rmSync(join(root, 'main.py'));
    await expect(files.read(file)).rejects.toMatchObject({ code: 'local-not-found' });
    await files.save(file, text('back'), null);
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe('back');
  });

  test('writes through a link to the file that it means', async () => {
    symlinkSync('main.py', join(root, 'link.py'));
    const { file } = await files.addFromFolder(folder, ['link.py']);
    await files.save(file, text('through'), null);
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe('through');
    expect(realpathSync(join(root, 'link.py'))).toBe(join(root, 'main.py'));
  });

  test('a failure keeps the old file', async () => {
    const path = join(base, 'gone', 'a.py');
    await expect(files.saveAs(path, text('x'))).rejects.toMatchObject({
      code: 'local-folder-gone',
    });
    await expect(files.saveAs(root, text('x'))).rejects.toMatchObject({ code: 'local-failed' });
    expect(statSync(root).isDirectory()).toBe(true);
    expect(readdirSync(base).sort()).toEqual(['project', 'secret.txt']);
  });

  test('only regular files are read', async () => {
    const { file } = await files.addPicked('/dev/zero');
    await expect(files.read(file)).rejects.toMatchObject({ code: 'local-failed' });
  });
});

describe('a file that is saved', () => {
  const sha = (value: string): string => createHash('sha256').update(value).digest('hex');

  test('is not written over what somebody else has changed, unless that is the same', async () => {
    const { file } = await files.addFromFolder(folder, ['main.py']);
    const before = sha('print(1)\n');
    expect(await files.look(file)).toEqual({ kind: 'file', size: 9, sha256: before });
    writeFileSync(join(root, 'main.py'), 'theirs');
    await expect(files.save(file, text('mine'), before)).rejects.toMatchObject({
      code: 'local-changed',
    });
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe('theirs');
    await files.save(file, text('theirs'), before);
    await files.save(file, text('mine'), sha('theirs'));
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe('mine');
  });

  test('is made anew where it was removed, but not without its folder', async () => {
    writeFileSync(join(root, 'lib', 'x.py'), 'x');
    const { file } = await files.addFromFolder(folder, ['lib', 'x.py']);
    rmSync(join(root, 'lib', 'x.py'));
    expect(await files.look(file)).toEqual({ kind: 'missing' });
    await files.save(file, text('again'), sha('x'));
    expect(readFileSync(join(root, 'lib', 'x.py'), 'utf8')).toBe('again');
    rmSync(join(root, 'lib'), { recursive: true });
    expect(await files.look(file)).toEqual({ kind: 'missing' });
    await expect(files.save(file, text('x'), null)).rejects.toMatchObject({
      code: 'local-folder-gone',
    });
  });

  test('stays as it is when nobody may write it', async () => {
    const path = join(root, 'main.py');
    chmodSync(path, 0o444);
    const { file } = await files.addFromFolder(folder, ['main.py']);
    await expect(files.save(file, text('x'), null)).rejects.toMatchObject({
      code: 'local-read-only',
    });
    await expect(files.saveAs(path, text('x'))).rejects.toMatchObject({ code: 'local-read-only' });
    expect(readFileSync(path, 'utf8')).toBe('print(1)\n');
    expect(readdirSync(root).sort()).toEqual(['lib', 'main.py']);
  });

  test('is one file by its path, by its folder and by a link', async () => {
    symlinkSync('main.py', join(root, 'link.py'));
    const ids = await Promise.all([
      files.addFromFolder(folder, ['main.py']),
      files.addFromFolder(folder, ['link.py']),
      files.addPicked(join(root, 'main.py')),
      files.addPicked(join(root, 'link.py')),
    ]);
    expect(new Set(ids.map(({ file }) => file)).size).toBe(1);
  });
});

describe('a disk that does not answer', () => {
  const wait = { deadline: 10, what: 'x.py' };
  const hang = (): Promise<never> => new Promise(() => undefined);

  test('is given up after the deadline, and not asked again while it hangs', async () => {
    const patience = new Patience();
    await expect(patience.wait('/net', wait, hang)).rejects.toMatchObject({
      code: 'local-timeout',
    });
    let asked = false;
    const again = patience.wait('/net', { ...wait, asked: true }, () => {
      asked = true;
      return Promise.resolve();
    });
    await expect(again).rejects.toMatchObject({ code: 'local-timeout' });
    expect(asked).toBe(false);
    expect(await patience.wait('/home', wait, () => Promise.resolve(1))).toBe(1);
  });

  test('is asked again when it has come back', async () => {
    const patience = new Patience();
    let comeBack = (): void => undefined;
    const work = (): Promise<void> => new Promise((resolve) => (comeBack = resolve));
    await expect(patience.wait('/net', wait, work)).rejects.toMatchObject({
      code: 'local-timeout',
    });
    comeBack();
    await Promise.resolve();
    expect(await patience.wait('/net', wait, () => Promise.resolve(2))).toBe(2);
  });

  test('leaves the last threads to what a person has asked for', async () => {
    const patience = new Patience();
    for (const place of ['/a', '/b'])
      await expect(patience.wait(place, wait, hang)).rejects.toMatchObject({
        code: 'local-timeout',
      });
    const work = (): Promise<number> => Promise.resolve(3);
    await expect(patience.wait('/home', wait, work)).rejects.toMatchObject({
      code: 'local-timeout',
    });
    expect(await patience.wait('/home', { ...wait, asked: true }, work)).toBe(3);
  });
});

describe('open files', () => {
  test('tell what other programs do to them, and nothing once they are closed', async () => {
    const { file } = await files.addFromFolder(folder, ['main.py']);
    const told: string[] = [];
    const open = new OpenFiles(files, (changed) => told.push(changed));
    open.watch([file]);
    await vi.waitFor(() => expect(told).toEqual([file]));
    writeFileSync(join(root, 'main.py'), 'other');
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1));
    const before = told.length;
    rmSync(join(root, 'main.py'));
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(before));
    writeFileSync(join(root, '.main.tmp'), 'renamed over it');
    const since = told.length;
    renameSync(join(root, '.main.tmp'), join(root, 'main.py'));
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(since));
    open.watch([]);
  });
});
