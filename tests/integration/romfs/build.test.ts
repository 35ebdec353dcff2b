// A folder of the computer as a ROMFS image: the same bytes as stock mpremote's, and a real MicroPython mounts it.

import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFolder, type ToldEntry } from '../../../src/engine/romfs/folder';
import { buildImage, type RomEntry } from '../../../src/engine/romfs/image';
import { readImage } from '../../../src/engine/romfs/read-image';
import { describeWithTarget } from '../../targets/describe';
import { micropythonBinary } from '../../targets/micropython';
import { rejection } from '../engine/support';
import { folderWith } from './folder-with';
import { mpremoteImage, whyNoRomfs } from './mpremote-romfs';

const TREE = {
  'main.py': 'import lib.tool\nprint(lib.tool.answer())\n',
  'lib/tool.py': 'def answer():\n return 42\n',
  'lib/data.bin': Uint8Array.from({ length: 5000 }, (_, index) => index * 7),
  'Zed/empty/': '',
  'a-b.txt': 'x'.repeat(130),
  'a.txt': '',
  'with blank.txt': 'y',
};

async function imageOf(folder: string): Promise<Uint8Array> {
  return buildImage(await readFolder(folder));
}

const sorted = (entries: readonly RomEntry[]): string[] =>
  entries.flatMap((entry) => [
    entry.name,
    ...(entry.kind === 'folder' ? sorted(entry.entries) : []),
  ]);

describeWithTarget(
  'beside stock mpremote',
  () => {
    it('makes the same image of the same folder', async () => {
      const folder = await folderWith(TREE);
      expect(Buffer.compare(await imageOf(folder), mpremoteImage(folder).image)).toBe(0);
    });

    it('makes the same image of any folder', async () => {
      const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,8}$/);
      const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(path, fc.uint8Array({ maxLength: 400 }), { maxKeys: 12 }),
          async (files) => {
            // A file cannot be a folder as well.
            const paths = Object.keys(files);
            const possible = Object.entries(files).filter(
              ([one]) => !paths.some((other) => other.startsWith(`${one}/`)),
            );
            const folder = await folderWith(Object.fromEntries(possible));
            const image = await imageOf(folder);
            expect(Buffer.compare(image, mpremoteImage(folder).image)).toBe(0);
          },
        ),
        { numRuns: 8 },
      );
    });
  },
  whyNoRomfs(),
);

describeWithTarget('a MicroPython', () => {
  it('mounts the image, reads its files and imports from it', async () => {
    const folder = await folderWith(TREE);
    await writeFile(join(folder, 'image'), await imageOf(folder));
    const program = [
      'import vfs, sys, os',
      "image = open(sys.argv[1], 'rb').read()",
      "vfs.mount(vfs.VfsRom(image), '/rom')",
      "print(sorted(os.listdir('/rom')), os.listdir('/rom/Zed'), os.stat('/rom/lib/data.bin')[6])",
      "sys.path.insert(0, '/rom')",
      'import main',
    ].join('\n');
    const printed = execFileSync(micropythonBinary() ?? '', ['-c', program, join(folder, 'image')]);
    expect(printed.toString()).toBe(
      "['Zed', 'a-b.txt', 'a.txt', 'lib', 'main.py', 'with blank.txt'] ['empty'] 5000\n42\n",
    );
  });
});

describe('a folder of the computer', () => {
  it('is read in the order of its names, and each entry is told when it comes', async () => {
    const folder = await folderWith(TREE);
    const told: ToldEntry[] = [];
    const entries = await readFolder(folder, { onEntry: (entry) => told.push(entry) });
    expect(sorted(entries)).toEqual([
      ...['Zed', 'empty', 'a-b.txt', 'a.txt', 'lib', 'data.bin', 'tool.py', 'main.py'],
      'with blank.txt',
    ]);
    expect(told.map(({ name }) => name)).toEqual(sorted(entries));
    expect(told.map(({ last }) => last.map(Number).join(''))).toEqual([
      ...['0', '01', '0', '0', '0', '00', '01', '0', '1'],
    ]);
    expect(sorted(readImage(buildImage(entries)))).toEqual(sorted(entries));
  });

  it('gets its Python compiled, but what has a .mpy beside it', async () => {
    const folder = await folderWith({
      'a.py': 'A',
      'b.py': 'B',
      'b.mpy': 'b',
      'c.txt': 'C',
      '.py': '',
    });
    const compiled: string[] = [];
    const told: string[] = [];
    const entries = await readFolder(folder, {
      compile: (source, path) => {
        compiled.push(path);
        return Promise.resolve(Buffer.from(`compiled ${Buffer.from(source).toString()}`));
      },
      onEntry: ({ name, compiled: how }) => told.push(`${name}${how ? ' -> .mpy' : ''}`),
    });
    expect(compiled).toEqual([`${folder}.py`, `${folder}a.py`]);
    expect(told).toEqual(['.py -> .mpy', 'a.py -> .mpy', 'b.mpy', 'b.py', 'c.txt']);
    expect(sorted(entries)).toEqual(['.mpy', 'a.mpy', 'b.mpy', 'b.py', 'c.txt']);
  });

  it.each([
    ['is not there', 'nowhere/', 'local-not-found'],
    ['is a file', 'a/', 'local-failed'],
    ['has a name that is no ASCII', 'named/', 'bad-name'],
    ['has a link that leads nowhere', 'dangling/', 'local-not-found'],
    ['has a link to itself', 'loop/', 'local-failed'],
    ['has what is no file', 'device/', 'local-failed'],
  ])('that %s is refused', async (_, name, code) => {
    const folder = await folderWith({
      a: '',
      'named/\u00e9.txt': '',
      'dangling/': '',
      'loop/': '',
      'device/': '',
    });
    await symlink('missing', join(folder, 'dangling', 'link'));
    await symlink('.', join(folder, 'loop', 'again'));
    await symlink('/dev/null', join(folder, 'device', 'null'));
    expect(await rejection(readFolder(folder + name))).toMatchObject({ code });
  });

  it('is not read on when nobody wants it any more', async () => {
    const stop = new AbortController();
    const folder = await folderWith(TREE);
    const reading = readFolder(folder, { signal: stop.signal, onEntry: () => stop.abort() });
    expect(await rejection(reading)).toMatchObject({ code: 'aborted' });
  });
});
