// cp of several files and of folders, where the order matters and where something is in the way.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Computer } from './command';

describe('cp of several files', () => {
  let computer = new Computer();
  beforeEach(() => {
    computer.remove();
    computer = new Computer();
    for (const folder of ['one', 'two']) mkdirSync(computer.path(folder));
  });
  afterAll(() => computer.remove());
  const on = (...args: string[]): ReturnType<Computer['adder']> =>
    computer.adder('connect', 'virtual:', ...args);

  it('leaves the last of two with one name, as one after the other would', async () => {
    writeFileSync(computer.path('one/x'), 'first!');
    writeFileSync(computer.path('two/x'), 'second');
    await on('cp', 'two/x', ':');
    const copied = await on('cp', 'one/x', 'two/x', 'two/x', ':', '+', 'cat', 'x');
    expect(copied).toMatchObject({ code: 0, stderr: '' });
    // What the board prints overtakes our own text in a pipe, as with mpremote.
    expect(copied.stdout).toBe('secondcp one/x :\ncp two/x :\ncp two/x :\nUp to date: ./x\n');
  });

  it('keeps what came before the one that a folder is in the way of', async () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(computer.path(name), name);
    const copied = await on('mkdir', 'b', '+', 'cp', 'a', 'b', 'c', ':');
    expect(copied).toMatchObject({ code: 1, stderr: 'adder: cp: ./b: Is a directory.\n' });
    expect(copied.stdout).toBe('mkdir :b\ncp a :\ncp b :\n');
    const listed = await on('ls');
    expect(listed.stdout.split('\n').slice(1).sort()).toEqual([
      '',
      '           0 b/',
      '           1 a',
    ]);
  });

  it('does not make a folder where a file is', async () => {
    mkdirSync(computer.path('tree/deep'), { recursive: true });
    writeFileSync(computer.path('tree/deep/x'), 'x');
    writeFileSync(computer.path('deep'), 'file');
    const copied = await on(
      'mkdir',
      'tree',
      '+',
      'cp',
      'deep',
      ':tree',
      '+',
      'cp',
      '-r',
      'tree',
      ':',
    );
    expect(copied).toMatchObject({ code: 1, stderr: 'adder: cp: ./tree/deep: Not a directory.\n' });
  });

  it('brings a tree of 300 files to the board and back, and again only what differs', async () => {
    for (let index = 0; index < 300; index++) {
      const folder = computer.path(`tree/part ${index % 7}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/it's ${index}.py`, `value = ${index}\n`.repeat(index % 9));
    }
    mkdirSync(computer.path('tree/empty'));
    expect(await on('cp', '-r', 'tree', ':')).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(computer.path("tree/part 0/it's 7.py"), 'new\n');
    const again = await on('cp', '-r', 'tree', ':');
    expect(again.stdout.match(/^Up to date: .*$/gm)).toHaveLength(299);
    expect(again.stdout).not.toContain("it's 7.py");
    expect(await on('cp', '-r', ':tree', 'back')).toMatchObject({ code: 0, stderr: '' });
    const name = "part 5/it's 152.py";
    expect(
      readFileSync(computer.path(`back/${name}`)).equals(
        readFileSync(computer.path(`tree/${name}`)),
      ),
    ).toBe(true);
    expect(readFileSync(computer.path("back/part 0/it's 7.py"), 'utf8')).toBe('new\n');
    mkdirSync(computer.path('into'));
    expect(await on('cp', '-r', ':tree', 'into')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(computer.path(`into/tree/${name}`), 'utf8')).not.toBe('');
  });
});

it('a file that is too large for memory is copied both ways, and not twice', async () => {
  const computer = new Computer();
  const on = (...args: string[]): ReturnType<Computer['adder']> =>
    computer.adder('connect', 'virtual:', ...args);
  const content = randomBytes(1_300_000);
  writeFileSync(computer.path('big'), content);
  expect(await on('cp', 'big', ':')).toMatchObject({ code: 0, stdout: 'cp big :\n', stderr: '' });
  const again = await on('cp', 'big', ':', '+', 'cp', ':big', 'back', '+', 'cp', 'big', 'copy');
  expect(again.stdout).toBe('cp big :\nUp to date: ./big\ncp :big back\ncp big copy\n');
  for (const name of ['back', 'copy'])
    expect(readFileSync(computer.path(name)).equals(content)).toBe(true);
  computer.remove();
});
