import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Files } from '../../../src/main/computer/files';
import { Folders } from '../../../src/main/computer/folders';
import { importedModules } from '../../../src/shared/imports';
import { modulesToRun, projectModules } from '../../../src/main/projects/project';

describe('the imports of a program', () => {
  it.each([
    ['import a', ['a']],
    ['import a, b.c as d,e', ['a', 'b.c', 'e']],
    ['from a.b import c, d', ['a.b']],
    ['from x import (\n  y,\n  z,\n)', ['x']],
    ['def f():\n\timport late  # when needed', ['late']],
    ['import a; import b', ['a']],
    ['# import no\nprint("import no")\nimportant = 1', []],
    ['from . import sibling\nfrom .x import y', []],
    ['import a\nimport a\nfrom a import b', ['a']],
    ['from b import x\nimport a', ['b', 'a']],
  ])('%j', (source, names) => {
    expect(importedModules(source)).toEqual(names);
  });
});

describe('the modules of a project', () => {
  let home: string;
  let folders: Folders;
  let files: Files;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'adder-project-'));
    await mkdir(join(home, 'project/lib/deep'), { recursive: true });
    await mkdir(join(home, 'project/pkg'));
    await mkdir(join(home, 'project/examples'));
    const write = (name: string, text: string): Promise<void> =>
      writeFile(join(home, 'project', name), text);
    await write('helper.py', 'import pkg.part\nimport helper');
    await write('pkg/__init__.py', '');
    await write('pkg/part.py', 'import machine');
    await write('lib/driver.py', 'x = 1');
    await write('examples/near.py', '');
    await writeFile(join(home, 'outside.py'), 'secret = 1');
    await symlink(join(home, 'outside.py'), join(home, 'project/link.py'));
    folders = new Folders();
    files = new Files(folders);
  });
  afterEach(() => rm(home, { recursive: true }));

  async function found(steps: string[], source: string): Promise<string[]> {
    const { folder } = await folders.add(join(home, 'project'));
    await writeFile(join(home, 'project', ...steps), source);
    const { file } = await files.addFromFolder(folder, steps);
    return (await projectModules(files, file, source)).map(({ boardPath }) => boardPath);
  }

  it('are found with what they import themselves, and only if they are files of it', async () => {
    expect(await found(['main.py'], 'import helper, machine, nowhere')).toEqual([
      '/helper.py',
      '/pkg/__init__.py',
      '/pkg/part.py',
    ]);
  });

  it('of its lib folder go to the lib folder of the board', async () => {
    expect(await found(['main.py'], 'import driver')).toEqual(['/lib/driver.py']);
  });

  it('of a program deeper in the project are looked for beside it and in the picked folder', async () => {
    expect(await found(['examples', 'x.py'], 'import near, helper')).toContain('/near.py');
    expect(await found(['examples', 'x.py'], 'import near, helper')).toContain('/helper.py');
  });

  it('are told apart from a project that cannot be read, which keeps no program from running', async () => {
    const { folder } = await folders.add(join(home, 'project'));
    await writeFile(join(home, 'project/main.py'), '');
    const { file } = await files.addFromFolder(folder, ['main.py']);
    await rename(join(home, 'project'), join(home, 'away'));
    expect(await modulesToRun(files, file, 'import helper')).toBeNull();
    expect(await modulesToRun(files, file, 'print(1)')).toEqual([]);
    await rename(join(home, 'away'), join(home, 'project'));
    expect(await modulesToRun(files, file, 'import helper')).toHaveLength(3);
  });

  it('never lie outside the project', async () => {
    expect(await found(['main.py'], 'import link, outside')).toEqual([]);
  });
});
