// What is copied: Python source as people write it, namely Python's own library, and random bytes. Each turn of a case gets
// contents of its own, and both tools the same ones.

import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { micropythonBinary } from '../tests/targets/targets';
import { SYSTEM_PYTHON } from './environment';

export const FILE_BYTES = 100 * 1024;
export const SMALL_FILE_BYTES = 2048;
export const SMALL_FILES = 50;
export const TEXT_BYTES = 8 * 1024;

export type Content = 'source' | 'random';

/** Source files that are long enough to take a piece out of their middle, in the order of their names. */
function library(): Buffer[] {
  const code = 'import os; print(os.path.dirname(os.__file__))';
  const folder = execFileSync(SYSTEM_PYTHON, ['-c', code], { encoding: 'utf8' }).trim();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => readFileSync(join(folder, name)))
    .filter((text) => text.length >= 4 * SMALL_FILE_BYTES);
}

/**
 * Modules that a board can import: each the body of a function, so that it is read and compiled as it is and wants none of its own imports.
 * Those that MicroPython does not compile are left out.
 */
function importable(sources: readonly Buffer[]): Buffer[] {
  const program = micropythonBinary();
  if (program === undefined) throw new Error('MicroPython is missing');
  const check = 'import sys\ncompile(sys.stdin.read(), "module", "exec")';
  return sources
    .filter(({ length }) => length >= 4000 && length <= 16_000)
    .map((source) => Buffer.from(`def body():\n${source.toString().replace(/^(?=.)/gm, ' ')}\n`))
    .filter((input) => spawnSync(program, ['-c', check], { input }).status === 0);
}

export class Payloads {
  private readonly sources = library();
  private known: readonly Buffer[] | undefined;

  constructor(private readonly folder: string) {}

  /** A file of 100 KB: source of several files one behind the other, another part of the library each time. */
  async file(content: Content, index: number): Promise<string> {
    const path = join(this.folder, `${content}-${index}.py`);
    await writeFile(path, content === 'random' ? randomBytes(FILE_BYTES) : this.source(index));
    return path;
  }

  /** Fifty files of 2 KB, each a piece of another file of the library. */
  async smallFiles(index: number): Promise<string[]> {
    const folder = join(this.folder, `small-${index}`);
    await mkdir(folder, { recursive: true });
    const paths: string[] = [];
    for (let file = 0; file < SMALL_FILES; file++) {
      const source = this.sources[(index * 7 + file) % this.sources.length] ?? Buffer.alloc(0);
      const start = source.indexOf('\n', source.length / 3) + 1;
      const path = join(folder, `module_${file}.py`);
      await writeFile(path, source.subarray(start, start + SMALL_FILE_BYTES));
      paths.push(path);
    }
    return paths;
  }

  /** A folder with a package `tree`, 100 KB of modules of 4 to 16 KB in five packages. Importing `tree` imports all of them. */
  async moduleTree(index: number): Promise<string> {
    const folder = join(this.folder, `modules-${index}`);
    const packages = Array.from({ length: 5 }, (_, at) => ({ name: `part_${at}`, code: '' }));
    let size = 0;
    for (let at = index * 5; size < FILE_BYTES; at++) {
      const module = this.modules[at % this.modules.length] ?? Buffer.alloc(0);
      const home = packages[at % packages.length];
      if (!home) break;
      await mkdir(join(folder, 'tree', home.name), { recursive: true });
      await writeFile(join(folder, 'tree', home.name, `module_${at}.py`), module);
      home.code += `from tree.${home.name} import module_${at}\n`;
      size += module.length;
    }
    for (const { name, code } of packages)
      await writeFile(join(folder, 'tree', name, '__init__.py'), code);
    const code = packages.map(({ name }) => `import tree.${name}\n`).join('');
    await writeFile(join(folder, 'tree/__init__.py'), code);
    return folder;
  }

  /** A folder with a file of 8 KB of lines, `text.txt`. */
  async textFile(index: number): Promise<string> {
    const folder = join(this.folder, `text-${index}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'text.txt'), this.source(index).subarray(0, TEXT_BYTES));
    return folder;
  }

  private get modules(): readonly Buffer[] {
    return (this.known ??= importable(this.sources));
  }

  private source(index: number): Buffer {
    const parts: Buffer[] = [];
    let size = 0;
    for (let at = index * 5; size < FILE_BYTES; at++) {
      const part = this.sources[at % this.sources.length] ?? Buffer.alloc(0);
      parts.push(part);
      size += part.length;
    }
    return Buffer.concat(parts).subarray(0, FILE_BYTES);
  }
}
