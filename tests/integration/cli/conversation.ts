// What every board must do for the command, whatever link it is on.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { Computer } from './command';

export interface BoardUnderTest {
  readonly computer: Computer;
  readonly address: string;
  /** Variables are still there for the next command, which a board that is switched off in between forgets. */
  readonly staysOn: boolean;
}

const FOREVER = 'print("ready")\nwhile True: pass';

/** Each of these leaves the board with no files of its own. */
export function conversation(board: () => BoardUnderTest): void {
  const on = (...args: string[]): ReturnType<Computer['adder']> =>
    board().computer.adder('connect', board().address, ...args);

  afterAll(() => board().computer.remove());

  it('runs code and ends with 0', async () => {
    const { stdout, stderr, code } = await on('exec', 'print(2)');
    expect({ stdout: stdout.trimEnd(), stderr, code }).toEqual({
      stdout: '2',
      stderr: '',
      code: 0,
    });
  });

  it('prints values, and runs a program of the computer', async () => {
    const { computer } = board();
    writeFileSync(computer.path('a.py'), 'print("from a file", x)\n');
    const { stdout, code } = await on('eval', '6*7', 'exec', 'x = 1', 'run', 'a.py');
    expect(stdout.split(/\r?\n/)).toEqual(['42', 'from a file 1', '']);
    expect(code).toBe(0);
  });

  it('prints a traceback to stdout and ends with 1, without doing the rest', async () => {
    const { stdout, stderr, code } = await on('exec', 'print(1); a', 'exec', 'print(2)');
    expect(stdout).toMatch(/^1\r?\nTraceback .*\r?\n {2}File "<stdin>", line 1, in <module>\r?\n/);
    expect(stdout.trimEnd()).toMatch(/NameError: name 'a' isn't defined$/);
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
  });

  it('is fresh for each command line, unless resume says otherwise', async () => {
    await on('exec', 'kept = 5');
    const resumed = await on('resume', 'exec', 'print(kept)');
    if (board().staysOn) expect(resumed).toMatchObject({ code: 0, stderr: '' });
    const fresh = await on('exec', 'print(kept)');
    expect(fresh.stdout).toContain("NameError: name 'kept' isn't defined");
  });

  it('copies 200 KB both ways without changing a byte, and not twice', async () => {
    const { computer } = board();
    const bytes = randomBytes(200_000);
    writeFileSync(computer.path('big.bin'), bytes);
    const there = await on('cp', 'big.bin', ':', '+', 'cp', 'big.bin', ':', '+', 'ls');
    expect(there).toMatchObject({ code: 0, stderr: '' });
    expect(there.stdout.split('\n').slice(0, 4)).toEqual([
      'cp big.bin :',
      'cp big.bin :',
      'Up to date: ./big.bin',
      'ls :',
    ]);
    expect(there.stdout).toContain('\n      200000 big.bin\n');
    const text = bytes.toString('base64');
    writeFileSync(computer.path('big.txt'), text);
    const names = ['big.bin', 'big.txt'];
    const printed = ['cp', 'big.txt', ':', '+', 'cat', 'big.txt', '+', 'rm', ...names];
    const back = await on('cp', ':big.bin', 'back.bin', '+', ...printed);
    expect(back.code).toBe(0);
    expect(readFileSync(computer.path('back.bin')).equals(bytes)).toBe(true);
    expect(back.stdout).toContain(text);
  });

  it('copies many files in one go, telling of each in its turn, up to the first that fails', async () => {
    const { computer } = board();
    for (const name of ['m1', 'm2', 'm3']) writeFileSync(computer.path(name), `${name}\n`);
    const made = await on('mkdir', 'many', '+', 'cp', 'm1', 'm2', ':many');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(computer.path('m2'), 'M2\n');
    const again = await on('cp', 'm1', 'm2', 'm3', ':many', '+', 'cat', 'many/m2');
    expect(again.stdout).toBe('M2\ncp m1 :many\nUp to date: many/m1\ncp m2 :many\ncp m3 :many\n');
    writeFileSync(computer.path('m1'), 'M1\n');
    const missing = await on('cp', 'm1', 'nofile', 'm3', ':many');
    expect(missing).toMatchObject({ code: 1, stdout: 'cp m1 :many\ncp nofile :many\n' });
    const blocked = await on('rm', 'many/m2', '+', 'mkdir', 'many/m2');
    expect(blocked.code).toBe(0);
    const stopped = await on('cp', '-f', 'm1', 'm2', 'm3', ':many');
    expect(stopped).toMatchObject({
      code: 1,
      stdout: 'cp m1 :many\ncp m2 :many\n',
      stderr: 'adder: cp: many/m2: Is a directory.\n',
    });
    const after = await on('cat', 'many/m1', '+', 'rm', '-r', 'many');
    expect(after.stdout).toBe('M1\nrm :many\n');
  });

  it('copies folders both ways', async () => {
    const { computer } = board();
    mkdirSync(computer.path('tree/inner/deep'), { recursive: true });
    writeFileSync(computer.path('tree/a.py'), 'a = 1\n');
    writeFileSync(computer.path('tree/inner/b.py'), 'b = 2\n');
    writeFileSync(computer.path('tree/inner/deep/c.py'), '');
    const there = await on('cp', '-r', 'tree', ':', '+', 'cp', '-r', 'tree/', ':other');
    expect(there).toMatchObject({ code: 0, stderr: '' });
    const back = await on('cp', '-r', ':tree', 'copy', '+', 'ls', 'tree/inner', ':other');
    expect(back).toMatchObject({ code: 0, stderr: '' });
    const lines = back.stdout.split('\n').slice(1);
    expect(lines[0]).toBe('ls :tree/inner');
    expect(lines.slice(1, 3).sort()).toEqual(['           0 deep/', '           6 b.py']);
    expect(lines[3]).toBe('ls :other');
    expect(readdirSync(computer.path('copy'), { recursive: true }).sort()).toEqual([
      'a.py',
      'inner',
      'inner/b.py',
      'inner/deep',
      'inner/deep/c.py',
    ]);
    const gone = await on('rm', '-rv', 'tree', '+', 'rm', '-r', 'other', '+', 'ls');
    expect(gone.stdout).toContain("removed: 'tree/inner/deep/c.py'\n");
    expect(gone.stdout).toContain("removed directory: 'tree'\n");
    expect(gone.stdout).toMatch(/rm :other\nls :\n/);
  });

  it('makes, hashes and removes', async () => {
    const { stdout, code, stderr } = await on(
      ...['mkdir', 'd', '+', 'touch', 'd/x', '+', 'sha256sum', 'd/x', '+', 'ls', 'd', '+'],
      ...['rm', 'd/x', '+', 'rmdir', 'd', '+', '--version'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'mkdir :d',
      'touch :d/x',
      'sha256sum :d/x',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'ls :d',
      '           0 x',
      'rm :d/x',
      'rmdir :d',
      expect.stringMatching(/^adder \d+\.\d+\.\d+ \(mpremote \d+\.\d+\.\d+\)$/),
      '',
    ]);
  });

  it.each([
    [['cat', 'nofile'], 'adder: cat: nofile: No such file or directory.'],
    [['ls', ':nofolder'], 'adder: ls: nofolder: No such file or directory.'],
    [
      ['cp', 'nofile', ':'],
      'adder: cp: No such file or directory: No such file or directory. (nofile)',
    ],
    [['cp', ':nofile', '.'], 'adder: cp: nofile: No such file or directory.'],
    [['cp', '.', ':'], 'adder: cp: -r not specified; omitting directory'],
    [['cp', 'x', ':nofolder/'], 'adder: cp: destination is not a directory'],
    [['cp', 'x', 'y', ':nofolder'], 'adder: cp: destination does not exist'],
    [['run', '/nonexist'], "adder: could not read file '/nonexist'"],
  ])("%j ends with 1 and mpremote's words", async (args, line) => {
    const { stderr, code } = await on(...args);
    expect({ stderr, code }).toEqual({ stderr: `${line}\n`, code: 1 });
  });

  it('stops an endless loop at Ctrl-C with 1, and the board is at its prompt', async () => {
    const { computer, address, staysOn } = board();
    const running = await computer.start('connect', address, 'exec', `kept = 7\n${FOREVER}`);
    await running.printed('ready');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1, stderr: '' });
    const after = await on('resume', 'eval', staysOn ? 'kept' : '7');
    expect(after).toMatchObject({ code: 0, stderr: '' });
    expect(after.stdout.trimEnd()).toBe('7');
  });

  it('stops it also when it is told to end, with the code of that', async () => {
    const { computer, address } = board();
    const running = await computer.start('connect', address, 'exec', FOREVER);
    await running.printed('ready');
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 143, stderr: '' });
    expect(await on('eval', '1')).toMatchObject({ code: 0 });
  });

  it('stops it when nobody reads its output any more, without a word', async () => {
    const { computer, address } = board();
    const running = await computer.start('connect', address, 'exec', 'while True: print("line")');
    await running.printed('line');
    running.child.stdout?.destroy();
    expect(await running.ended).toMatchObject({ code: 1, stderr: '' });
    expect(await on('eval', '1')).toMatchObject({ code: 0 });
  });
}
