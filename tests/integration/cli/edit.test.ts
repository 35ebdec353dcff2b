// edit: files of the board in the person's editor.

import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Computer, type Ended } from './command';

describe.skipIf(process.platform === 'win32')('edit', () => {
  let computer: Computer;
  beforeEach(() => (computer = new Computer()));
  afterEach(() => computer.remove());

  /** An editor that says how it was called, and does this with the file, which is its last argument. */
  function editor(name: string, does: string): string {
    const path = computer.path(name);
    const lines = ['#!/bin/sh', `printf '%s\\n' "$@" >> '${computer.path('called')}'`];
    writeFileSync(path, [...lines, 'for file; do :; done', does].join('\n'));
    chmodSync(path, 0o755);
    return path;
  }

  function edit(EDITOR: string, ...files: string[]): Promise<Ended> {
    const other = new Computer({ EDITOR, ADDER_HOME: computer.path('home') });
    return other.adder('connect', 'virtual:', 'edit', ...files).finally(() => other.remove());
  }

  const called = (): string[] =>
    existsSync(computer.path('called'))
      ? readFileSync(computer.path('called'), 'utf8').trimEnd().split('\n')
      : [];

  const onBoard = async (name: string): Promise<string> =>
    (await computer.adder('connect', 'virtual:', 'cat', name)).stdout;

  it('brings a file to the editor under its own name, and what it made of it back', async () => {
    writeFileSync(computer.path('main.py'), 'x = 1\n');
    await computer.adder('connect', 'virtual:', 'cp', 'main.py', ':');
    const result = await edit(editor('ed', `printf 'y = 2\\n' >> "$file"`), ':main.py');
    expect(result).toMatchObject({ stdout: 'edit :main.py\n', stderr: '', code: 0 });
    expect(await onBoard('main.py')).toBe('x = 1\ny = 2\n');
    const [file = ''] = called();
    expect(file).toMatch(/\/main\.py$/);
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('makes a file that is not there, also where the editor leaves it empty', async () => {
    const program = editor('ed', ':');
    await computer.adder('connect', 'virtual:', 'mkdir', 'd');
    const result = await edit(program, 'new.txt', 'd/other.txt');
    expect(result).toMatchObject({ stdout: 'edit :new.txt\nedit :d/other.txt\n', code: 0 });
    const { stdout } = await computer.adder('connect', 'virtual:', 'ls', '', 'd');
    expect(stdout).toMatch(/ 0 new\.txt\n[^]* 0 other\.txt\n/);
  });

  it('sends nothing when the editor ends with another code than 0', async () => {
    const result = await edit(editor('ed', `echo text > "$file"; exit 3`), 'a.txt');
    expect(result).toMatchObject({ stdout: 'edit :a.txt\n', stderr: '', code: 0 });
    expect(await onBoard('a.txt')).toBe('');
  });

  it('leaves Ctrl-C to the editor while that has the terminal', async () => {
    // As a terminal does it: to all that is there, the shell in between and the command above it.
    const all = 'kill -INT $PPID $(cut -d" " -f4 /proc/$PPID/stat)';
    const program = editor('ed', `${all}; sleep 0.2; echo done > "$file"`);
    expect(await edit(program, 'a.txt')).toMatchObject({ stderr: '', code: 0 });
    expect(await onBoard('a.txt')).toBe('done\n');
  });

  it('splits $EDITOR as a shell does, and shows the name to no shell', async () => {
    const program = editor('my editor', ':');
    const name = '$(touch owned) "; touch owned';
    const result = await edit(`"${program}" --wait '-x y'`, name);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(called().slice(0, 2)).toEqual(['--wait', '-x y']);
    expect(called()[2]).toMatch(new RegExp(`/${name.replace(/[$()]/g, '\\$&')}$`));
    expect(readdirSync(computer.folder)).not.toContain('owned');
  });

  it('without an editor ends with 1, and with one that is not there as the shell says it', async () => {
    expect(await edit('', 'a.txt')).toMatchObject({
      stderr: 'adder: edit: $EDITOR not set\n',
      code: 1,
    });
    const { stderr, code } = await edit('/nonexist -w', 'a.txt');
    expect(stderr).toMatch(/^(\/bin\/)?sh: .*\/nonexist: /);
    expect(code).toBe(0);
  });

  it.each(['a.txt/.', 'a.txt/', 'a.txt/..', '.', ''])(
    'refuses the name of a folder, %j',
    async (name) => {
      await computer.adder('connect', 'virtual:', 'touch', 'a.txt');
      expect(await edit(editor('ed', ':'), name)).toMatchObject({
        stdout: `edit :${name}\n`,
        stderr: `adder: edit: ${name}: Is a directory.\n`,
        code: 1,
      });
      expect(called()).toEqual([]);
    },
  );

  it('keeps what was edited when it cannot be sent, and says where', async () => {
    // Larger than the board.
    const program = editor('ed', `head -c 4000000 /dev/zero > "$file"`);
    const { stderr, code } = await edit(program, 'a.txt');
    expect(code).toBe(1);
    const [, kept = ''] = /\nYour text is kept in (.*)\n$/.exec(stderr) ?? [];
    expect(stderr).toMatch(/^adder: edit: a\.txt: No space left on device\.\n/);
    expect(dirname(dirname(kept))).toBe(tmpdir());
    expect(readFileSync(kept).length).toBe(4_000_000);
    rmSync(dirname(kept), { recursive: true });
    expect(kept).toBe(join(dirname(called()[0] ?? ''), 'a.txt'));
  });
});
