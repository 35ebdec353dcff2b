// What is copied into a picked folder from elsewhere on the computer.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AtomicFile } from '../../../src/engine/host/atomic-write';
import { CopyIn } from '../../../src/main/computer/copy-in';
import { Folders } from '../../../src/main/computer/folders';
import { Landings } from '../../../src/main/computer/landing';
import { Patience } from '../../../src/main/computer/patience';

let base: string;
let root: string;
let folder: string;
let copyIn: CopyIn;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex');
const read = (...steps: string[]): string => readFileSync(join(root, ...steps), 'utf8');

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'adder-copy-in-')));
  root = join(base, 'project');
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'main.py'), 'main');
  mkdirSync(join(base, 'outside'));
  symlinkSync(join(base, 'outside'), join(root, 'out'));
  const folders = new Folders();
  ({ folder } = await folders.add(root));
  copyIn = new CopyIn(new Landings(folders, new Patience()));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(base, { recursive: true, force: true });
});

it('what lies where it is to go is told, with the hash of what has its size', async () => {
  const places = [
    { steps: ['docs'], size: null },
    { steps: ['docs', 'pkg'], size: null },
    { steps: ['docs', 'pkg', 'a.py'], size: 1 },
    { steps: ['main.py'], size: 4 },
    { steps: ['main.py'], size: 5 },
  ];
  expect(await copyIn.look(folder, places)).toEqual([
    { kind: 'folder' },
    { kind: 'nothing' },
    { kind: 'nothing' },
    { kind: 'file', sha256: hashOf('main') },
    { kind: 'file' },
  ]);
});

it('folders and files come to lie in their places', async () => {
  await copyIn.makeFolders(folder, [['docs'], ['docs', 'pkg'], ['docs', 'pkg', 'empty']]);
  await copyIn.write(folder, ['docs', 'pkg', 'a.py'], text('a'), false);
  await copyIn.write(folder, ['docs', 'none.bin'], new Uint8Array(), false);
  expect(readdirSync(join(root, 'docs'), { recursive: true }).sort()).toEqual([
    'none.bin',
    'pkg',
    join('pkg', 'a.py'),
    join('pkg', 'empty'),
  ]);
  expect(read('docs', 'pkg', 'a.py')).toBe('a');
});

it('only what may be replaced is replaced', async () => {
  const refused = copyIn.write(folder, ['main.py'], text('new'), false);
  await expect(refused).rejects.toMatchObject({ code: 'local-exists', detail: 'main.py' });
  expect(read('main.py')).toBe('main');
  await copyIn.write(folder, ['main.py'], text('new'), true);
  expect(read('main.py')).toBe('new');
});

it('a file and a folder do not take the place of each other', async () => {
  const exists = { code: 'local-exists' };
  const look = (steps: string[], size: number | null) => copyIn.look(folder, [{ steps, size }]);
  await expect(look(['docs'], 3)).rejects.toMatchObject({ ...exists, detail: 'docs' });
  await expect(look(['main.py'], null)).rejects.toMatchObject({ ...exists, detail: 'main.py' });
  await expect(copyIn.makeFolders(folder, [['main.py']])).rejects.toMatchObject(exists);
  await expect(copyIn.write(folder, ['docs'], text('x'), true)).rejects.toMatchObject(exists);
  expect(readdirSync(root).sort()).toEqual(['docs', 'main.py', 'out']);
});

it.each([
  [['..', 'x'], 'bad-name'],
  [['docs', '..'], 'bad-name'],
  [['a/b'], 'bad-name'],
  [['nul\0'], 'bad-name'],
  [['x'.repeat(300)], 'bad-name'],
  [['out', 'x'], 'local-denied'],
  [['gone', 'x'], 'local-not-found'],
])('nothing is written to %j', async (steps, code) => {
  await expect(copyIn.write(folder, steps, text('x'), true)).rejects.toMatchObject({ code });
  await expect(copyIn.makeFolders(folder, [steps])).rejects.toMatchObject({ code });
  expect(readdirSync(join(base, 'outside'))).toEqual([]);
  expect(readdirSync(root).sort()).toEqual(['docs', 'main.py', 'out']);
});

it('a file that is write-protected stays', async () => {
  chmodSync(join(root, 'main.py'), 0o444);
  const write = copyIn.write(folder, ['main.py'], text('new'), true);
  await expect(write).rejects.toMatchObject({ code: 'local-read-only', detail: 'main.py' });
  expect(read('main.py')).toBe('main');
});

it.each([
  ['ENOSPC', 'local-full'],
  ['EROFS', 'local-denied'],
])('on a disk that says %s the old file stays, and nothing else', async (errno, code) => {
  vi.spyOn(AtomicFile.prototype, 'write').mockRejectedValue(
    Object.assign(new Error(errno), { code: errno }),
  );
  const write = copyIn.write(folder, ['main.py'], text('new'), true);
  await expect(write).rejects.toMatchObject({ code, detail: 'main.py' });
  expect(read('main.py')).toBe('main');
  expect(readdirSync(root).sort()).toEqual(['docs', 'main.py', 'out']);
});
