import { mkdir, readFile, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Wire } from './wire';
import { startInRaw, temporaryDirectory } from './wire';

/** Runs a program that must not fail; answers with what it printed, a line an entry. */
async function run(wire: Wire, source: string): Promise<string[]> {
  const [output, error] = await wire.paste(`import os\n${source}`);
  expect(error).toBe('');
  return output.split('\r\n').slice(0, -1);
}

/** The number of the OSError that an expression raises. */
function errno(expression: string): string {
  return `try:\n  ${expression}\n  print('no error')\nexcept OSError as e: print(e.errno)\n`;
}

describe('files', () => {
  test('are those of the folder on the computer', async () => {
    const wire = await startInRaw();
    await run(
      wire,
      'with open("a.bin", "wb") as f:\n  for i in range(100): f.write(bytes(range(256)))',
    );
    expect(await readFile(join(wire.directory, 'a.bin'))).toHaveLength(25_600);
    await writeFile(join(wire.directory, 'b.txt'), 'from outside');
    expect(await run(wire, 'print(open("b.txt").read(), sorted(os.listdir()))')).toEqual([
      "from outside ['a.bin', 'b.txt']",
    ]);
  });

  test('are read, written, appended to, sought and truncated', async () => {
    const wire = await startInRaw();
    expect(
      await run(
        wire,
        'f = open("f", "w+b")\nprint(f.write(b"hello"), f.seek(1), f.read(2), f.tell(), f.seek(-1, 2), f.read())\n' +
          'f.close()\nf = open("f", "ab")\nf.write(b" world")\nf.close()\nprint(open("f").read())\n' +
          'f = open("f", "r+b")\nf.seek(13)\nf.write(b"!")\nf.close()\nprint(open("f", "rb").read())\n' +
          'open("f", "w").close()\nprint(os.stat("f")[6])\nprint([l for l in open("g", "w+")])',
      ),
    ).toEqual(["5 1 b'el' 3 4 b'o'", 'hello world', "b'hello world\\x00\\x00!'", '0', '[]']);
  });

  test('are listed with their sizes', async () => {
    const wire = await startInRaw();
    expect(
      await run(
        wire,
        'os.mkdir("lib")\nopen("lib/m.py", "w").write("V = 42")\nimport m\nprint(m.V, list(os.ilistdir()))\n' +
          'print(list(os.ilistdir("/lib/")), os.listdir("lib"), list(os.ilistdir(b"lib"))[0][0])\n' +
          'os.chdir("lib")\nprint(os.getcwd(), os.listdir("."), os.listdir(".."))',
      ),
    ).toEqual([
      "42 [('lib', 16384, 0, 0)]",
      "[('m.py', 32768, 0, 6)] ['m.py'] b'm.py'",
      "/lib ['m.py'] ['lib']",
    ]);
  });

  test('are stamped with their time', async () => {
    const wire = await startInRaw();
    await writeFile(join(wire.directory, 'old'), '');
    await utimes(join(wire.directory, 'old'), 1_000_000_000, 1_000_000_000);
    expect(await run(wire, 'print(os.stat("old")[6:], os.stat("/")[0])')).toEqual([
      '(0, 1000000000, 1000000000, 1000000000) 16384',
    ]);
  });

  test('rename replaces a file in one step', async () => {
    const wire = await startInRaw();
    await run(
      wire,
      'open("old", "w").write("old")\nopen("new", "w").write("new")\nos.rename("new", "old")\n' +
        'os.mkdir("d")\nos.rename("d", "e")\nos.rename("old", "e/moved")',
    );
    expect(await readdir(wire.directory)).toEqual(['e']);
    expect(await readFile(join(wire.directory, 'e/moved'), 'utf8')).toBe('new');
  });

  test('take names with quotes, spaces and every script', async () => {
    const wire = await startInRaw();
    const names = [
      "it's",
      'say "hi"',
      ' a  b ',
      'äöü',
      '日本語',
      '😀',
      'a\\b',
      'new\nline',
      '%41',
      'con',
    ];
    const source = names.map((name) => `open(${JSON.stringify(name)}, "w").close()\n`).join('');
    expect(
      await run(wire, `${source}print(sorted(os.listdir()) == sorted(${JSON.stringify(names)}))`),
    ).toEqual(['True']);
    expect((await readdir(wire.directory)).sort()).toEqual([...names].sort());
  });

  test('raise the error numbers of firmware', async () => {
    const wire = await startInRaw();
    const cases: [string, number][] = [
      ['open("nope")', 2],
      ['open("nope/x", "w")', 2],
      ['os.stat("")', 2],
      ['os.remove("nope")', 2],
      ['os.rename("nope", "x")', 2],
      ['os.listdir("nope")', 2],
      ['os.ilistdir("nope")', 2],
      ['os.chdir("nope")', 2],
      ['os.mkdir("d")', 17],
      ['open("f/x")', 20],
      ['os.chdir("f")', 20],
      ['os.listdir("f")', 20],
      ['os.rename("d", "f")', 20],
      ['open("d")', 21],
      ['os.remove("d")', 21],
      ['os.rename("f", "d")', 21],
      ['os.rename("d", "d/e")', 22],
      ['os.stat("x" * 300)', 36],
      ['os.rmdir("d")', 39],
      ['os.rmdir("f")', 20],
      ['open("f").write("x")', 9],
    ];
    const source = 'os.mkdir("d")\nopen("d/inner", "w").close()\nopen("f", "w").close()\n';
    const printed = await run(
      wire,
      source + cases.map(([expression]) => errno(expression)).join(''),
    );
    expect(cases.map(([expression], index) => [expression, Number(printed[index])])).toEqual(cases);
  });
});

describe('space', () => {
  const SIZE = 16 * 4096;

  test('is what statvfs says', async () => {
    const wire = await startInRaw({ sizeBytes: SIZE });
    expect(
      await run(
        wire,
        'print(os.statvfs("/")[:5])\nopen("f", "w").write("x" * 4097)\nprint(os.statvfs("/")[:5])\n' +
          'os.mkdir("d")\nprint(os.statvfs("/")[3])\nos.remove("f")\nos.rmdir("d")\nprint(os.statvfs("/")[3])',
      ),
    ).toEqual(['(4096, 4096, 16, 15, 15)', '(4096, 4096, 16, 13, 13)', '12', '15']);
  });

  test('runs out when writing, appending, creating and making folders', async () => {
    const wire = await startInRaw({ sizeBytes: SIZE });
    const printed = await run(
      wire,
      'open("small", "w").write("x")\nf = open("big", "wb")\n' +
        `${errno('f.write(bytes(100000))')}f.close()\nprint(os.stat("big")[6], os.statvfs("/")[3])\n` +
        `${errno('open("new", "w")')}${errno('os.mkdir("d")')}print(os.listdir())\n` +
        'a = open("small", "a")\nprint(a.write("y" * 4095))\n' +
        `${errno('a.write("z")')}a.close()\nprint(os.stat("small")[6])\n` +
        'os.remove("big")\nprint(open("new", "w").write("fits again"))',
    );
    expect(printed).toEqual([
      '28',
      `${14 * 4096} 0`,
      '28',
      '28',
      "['big', 'small']",
      '4095',
      '28',
      '4096',
      '10',
    ]);
  });

  test('counts what was changed from outside', async () => {
    const wire = await startInRaw({ sizeBytes: SIZE });
    await writeFile(join(wire.directory, 'outside'), Buffer.alloc(4 * 4096));
    expect(await run(wire, 'print(os.statvfs("/")[3])')).toEqual(['11']);
  });
});

describe('the folder is all there is', () => {
  test('".." stops at the root', async () => {
    const wire = await startInRaw();
    await writeFile(join(wire.directory, '..', 'secret'), 'secret');
    expect(
      await run(
        wire,
        `print(os.listdir("/.."), os.listdir("../../.."))\n${errno('open("/../secret")')}` +
          `${errno('open("../secret")')}open("/../inside", "w").close()`,
      ),
    ).toEqual(['[] []', '2', '2']);
    expect(await readdir(wire.directory)).toEqual(['inside']);
  });

  test.skipIf(process.platform === 'win32')('links that lead out are not followed', async () => {
    const directory = join(await temporaryDirectory(), 'board');
    await mkdir(join(directory, 'inside'), { recursive: true });
    await writeFile(join(directory, '..', 'secret'), 'secret');
    await writeFile(join(directory, 'inside', 'file'), 'within');
    await symlink('../secret', join(directory, 'out'));
    await symlink('..', join(directory, 'up'));
    await symlink('inside', join(directory, 'in'));
    const wire = await startInRaw({ directory });
    expect(
      await run(
        wire,
        `print(sorted(os.listdir()), open("in/file").read())\n${errno('open("out")')}` +
          `${errno('open("out", "w")')}${errno('open("up/secret")')}${errno('os.listdir("up")')}` +
          errno('open("up/new", "w")'),
      ),
    ).toEqual(["['in', 'inside'] within", '2', '2', '2', '2', '2']);
    expect(await readFile(join(directory, '..', 'secret'), 'utf8')).toBe('secret');
  });
});
