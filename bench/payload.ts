// What is copied: Python source as people write it, namely Python's own library, and random bytes. Each turn of a case gets
// contents of its own, and both tools the same ones.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SYSTEM_PYTHON } from './environment';

export const FILE_BYTES = 100 * 1024;
export const SMALL_FILE_BYTES = 2048;
export const SMALL_FILES = 50;

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

export class Payloads {
  private readonly sources = library();

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
