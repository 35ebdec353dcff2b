// Files that exist only in the program, for the import system: the firmware's Python modules.

import type { FileFacts, Whence } from './board-files';
import { FileError } from './errno';

/** Above the numbers of files, below those of folders. */
const FIRST_NUMBER = 500;
const LAST_NUMBER = 999;

interface OpenText {
  readonly bytes: Uint8Array;
  position: number;
}

export class ReadOnlyFiles {
  private readonly opened = new Map<number, OpenText>();

  constructor(private sets: readonly ReadonlyMap<string, Uint8Array>[]) {}

  withdraw(set: ReadonlyMap<string, Uint8Array>): void {
    this.sets = this.sets.filter((other) => other !== set);
  }

  has(number: number): boolean {
    return this.opened.has(number);
  }

  open(path: string): number {
    for (let number = FIRST_NUMBER; number <= LAST_NUMBER; number++)
      if (!this.opened.has(number)) {
        this.opened.set(number, { bytes: this.content(path), position: 0 });
        return number;
      }
    throw new FileError('EMFILE');
  }

  read(number: number, target: Uint8Array): number {
    const file = this.file(number);
    const part = file.bytes.subarray(file.position, file.position + target.length);
    target.set(part);
    file.position += part.length;
    return part.length;
  }

  seek(number: number, offset: number, whence: Whence): number {
    const file = this.file(number);
    const from = whence === 'start' ? 0 : whence === 'here' ? file.position : file.bytes.length;
    file.position = Math.max(0, from + offset);
    return file.position;
  }

  close(number: number): boolean {
    return this.opened.delete(number);
  }

  facts(path: string): FileFacts {
    return { isFolder: false, size: this.content(path).length, modified: 0 };
  }

  private content(path: string): Uint8Array {
    const bytes = this.sets.find((set) => set.has(path))?.get(path);
    if (!bytes) throw new FileError('ENOENT');
    return bytes;
  }

  private file(number: number): OpenText {
    const file = this.opened.get(number);
    if (!file) throw new FileError('EBADF');
    return file;
  }
}
