// Files and folders of the computer that are made, moved and renamed through Adder.

import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CopyIn } from '../../../src/main/computer/copy-in';
import { LocalEntries } from '../../../src/main/computer/entries';
import { Files } from '../../../src/main/computer/files';
import { Folders } from '../../../src/main/computer/folders';
import { Landings } from '../../../src/main/computer/landing';
import { moveByCopy, moveEntry } from '../../../src/main/computer/move';
import { Patience } from '../../../src/main/computer/patience';

let base: string;
let root: string;
let folder: string;
let folders: Folders;
let files: Files;
let entries: LocalEntries;
let changed: string[];
let moved: (readonly string[])[];

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const read = (...steps: string[]): string => readFileSync(join(root, ...steps), 'utf8');

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'adder-entries-')));
  root = join(base, 'project');
  mkdirSync(join(root, 'lib', 'deep'), { recursive: true });
  writeFileSync(join(root, 'main.py'), 'main');
  writeFileSync(join(root, 'lib', 'a.py'), 'a');
  writeFileSync(join(root, 'lib', 'deep', 'b.py'), 'b');
  mkdirSync(join(base, 'outside'));
  writeFileSync(join(base, 'outside', 'secret.txt'), 'secret');
  symlinkSync(join(base, 'outside'), join(root, 'out'));
  const patience = new Patience();
  folders = new Folders();
  files = new Files(folders, patience);
  ({ folder } = await folders.add(root));
  changed = [];
  moved = [];
  entries = new LocalEntries({
    ...{ folders, files, patience },
    onChanged: (id, steps) => changed.push(`${id === folder ? '' : id}/${steps.join('/')}`),
    onMoved: (ids) => moved.push(ids),
  });
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('what is new', () => {
  it('is an empty file or folder, and takes the place of nothing', async () => {
    await entries.makeFile(folder, ['lib', 'new.py']);
    await entries.makeFolder(folder, ['lib', 'new']);
    expect(read('lib', 'new.py')).toBe('');
    expect(changed).toEqual(['/lib', '/lib']);
    for (const steps of [['main.py'], ['lib'], ['out']]) {
      const taken = { code: 'local-exists' };
      await expect(entries.makeFile(folder, steps)).rejects.toMatchObject(taken);
      await expect(entries.makeFolder(folder, steps)).rejects.toMatchObject(taken);
    }
    expect(read('main.py')).toBe('main');
  });

  it.each([
    [['..', 'x'], 'bad-name'],
    [['lib', '..'], 'bad-name'],
    [['a/b'], 'bad-name'],
    [[], 'bad-name'],
    [['missing', 'x'], 'local-not-found'],
    [['out', 'x'], 'local-denied'],
    [['x'.repeat(300)], 'bad-name'],
  ])('cannot be %j', async (steps, code) => {
    await expect(entries.makeFile(folder, steps)).rejects.toMatchObject({ code });
    await expect(entries.makeFolder(folder, steps)).rejects.toMatchObject({ code });
    await expect(entries.move(folder, ['main.py'], steps)).rejects.toMatchObject({ code });
    expect(readdirSync(join(base, 'outside'))).toEqual(['secret.txt']);
    expect(read('main.py')).toBe('main');
    expect(changed).toEqual([]);
  });
});

describe('a move', () => {
  it('takes open files along, also those in a folder, under their ids', async () => {
    const main = await files.addFromFolder(folder, ['main.py']);
    const deep = await files.addFromFolder(folder, ['lib', 'deep', 'b.py']);
    const picked = await files.addPicked(join(root, 'lib', 'a.py'));
    await entries.move(folder, ['main.py'], ['lib', 'start.py']);
    await entries.move(folder, ['lib'], ['library']);
    expect(moved).toEqual([[main.file], [main.file, deep.file, picked.file]]);
    expect(changed).toEqual(['/', '/lib', '/']);
    for (const [{ file }, content] of [
      [main, 'main'],
      [deep, 'b'],
      [picked, 'a'],
    ] as const) {
      expect(new TextDecoder().decode(await files.read(file))).toBe(content);
      await files.save(file, text(`${content}!`), null);
    }
    expect(read('library', 'start.py')).toBe('main!');
    expect(read('library', 'deep', 'b.py')).toBe('b!');
    expect(read('library', 'a.py')).toBe('a!');
    expect(existsSync(join(root, 'lib'))).toBe(false);
    // The same file is still one tab.
    expect(await files.addFromFolder(folder, ['library', 'start.py'])).toMatchObject({
      file: main.file,
      name: 'start.py',
    });
    expect(files.placeOf(deep.file)).toEqual({
      ...{ kind: 'folder', root, steps: ['library', 'deep', 'b.py'] },
    });
  });

  it('to where a removed file was opened leaves one id for the place', async () => {
    const main = await files.addFromFolder(folder, ['main.py']);
    const gone = await files.addFromFolder(folder, ['lib', 'a.py']);
    rmSync(join(root, 'lib', 'a.py'));
    expect(await entries.move(folder, ['main.py'], ['lib', 'a.py'])).toEqual([
      { file: main.file, name: 'a.py', over: [gone.file] },
    ]);
    expect(await files.addFromFolder(folder, ['lib', 'a.py'])).toMatchObject({ file: main.file });
    await expect(files.look(gone.file)).rejects.toMatchObject({ code: 'bad-request' });
    expect((await files.addFromFolder(folder, ['lib', 'deep', 'b.py'])).file).not.toBe(main.file);
  });

  it('takes the place of nothing, and goes nowhere into itself', async () => {
    const taken = { code: 'local-exists' };
    for (const to of [['lib', 'a.py'], ['lib'], ['out']])
      await expect(entries.move(folder, ['main.py'], to)).rejects.toMatchObject(taken);
    mkdirSync(join(root, 'empty'));
    await expect(entries.move(folder, ['lib'], ['empty'])).rejects.toMatchObject(taken);
    const inside = entries.move(folder, ['lib'], ['lib', 'deep', 'lib']);
    await expect(inside).rejects.toMatchObject({ code: 'bad-request' });
    const missing = entries.move(folder, ['gone.py'], ['x.py']);
    await expect(missing).rejects.toMatchObject({ code: 'local-not-found' });
    expect(read('lib', 'a.py')).toBe('a');
  });

  it('of a link moves the link, and not what it leads to', async () => {
    await entries.move(folder, ['out'], ['lib', 'out']);
    expect(readlinkSync(join(root, 'lib', 'out'))).toBe(join(base, 'outside'));
    expect(readdirSync(join(base, 'outside'))).toEqual(['secret.txt']);
  });

  it('does not take another name of the same file for itself', async () => {
    linkSync(join(root, 'main.py'), join(root, 'other.py'));
    const move = moveEntry(join(root, 'main.py'), join(root, 'other.py'));
    await expect(move).rejects.toMatchObject({ code: 'local-exists' });
    expect(existsSync(join(root, 'main.py'))).toBe(true);
  });
});

describe('a move to another disk', () => {
  it('copies all, links as links, and then removes the old ones', async () => {
    symlinkSync('a.py', join(root, 'lib', 'link'));
    await moveByCopy(join(root, 'lib'), join(base, 'there'));
    expect(existsSync(join(root, 'lib'))).toBe(false);
    expect(readFileSync(join(base, 'there', 'deep', 'b.py'), 'utf8')).toBe('b');
    expect(lstatSync(join(base, 'there', 'link')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(base, 'there', 'link'))).toBe('a.py');
    expect(readdirSync(base).sort()).toEqual(['outside', 'project', 'there']);
  });

  it('that fails leaves the old ones and nothing else', async () => {
    const move = moveByCopy(join(root, 'gone'), join(base, 'there'));
    await expect(move).rejects.toMatchObject({ code: 'ENOENT' });
    const taken = moveByCopy(join(root, 'lib'), join(base, 'outside'));
    await expect(taken).rejects.toMatchObject({ code: 'local-exists' });
    expect(read('lib', 'deep', 'b.py')).toBe('b');
    expect(readdirSync(base).sort()).toEqual(['outside', 'project']);
  });
});

describe('whatever is asked', () => {
  const step = fc.oneof(
    fc.constantFrom('..', '.', '', 'lib', 'out', 'main.py', 'deep', 'secret.txt', '/', '\\', '\0'),
    fc.constantFrom(
      '../outside',
      'lib/../..',
      'out/secret.txt',
      '/etc',
      'C:',
      'a.py',
      '~',
      '%2e%2e',
    ),
    fc.string({ maxLength: 4 }),
  );
  const steps = fc.array(step, { maxLength: 4 });
  const outside = (): unknown => [
    readdirSync(base).sort(),
    readdirSync(join(base, 'outside')),
    readFileSync(join(base, 'outside', 'secret.txt'), 'utf8'),
  ];

  it('nothing leaves the picked folder', async () => {
    const before = outside();
    const landings = new Landings(folders, new Patience());
    const copyIn = new CopyIn(landings);
    await fc.assert(
      fc.asyncProperty(steps, steps, fc.nat(6), async (from, to, what) => {
        const tries: (() => Promise<unknown>)[] = [
          () => entries.makeFile(folder, from),
          () => entries.makeFolder(folder, from),
          () => entries.move(folder, from, to),
          () => landings.at(folder, from).makeFolder(to),
          async () => {
            const file = await landings.at(folder, from).open(to);
            await file.write(text('x'));
            await file.commit();
          },
          () => copyIn.write(folder, to, text('x'), true),
          () => copyIn.makeFolders(folder, [from, to]),
        ];
        await tries[what]?.().catch(() => undefined);
        expect(outside()).toEqual(before);
      }),
      { numRuns: 400 },
    );
  });
});
