// The board's file system: a folder of the host, with a size, seen through paths of the board. Owns the open files. Every
// operation is synchronous, as on a board, and throws FileError or Node's own error; see file-calls.ts for C's view of it.

import {
  closeSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { FileError } from './errno';
import { fromHostName } from './host-names';
import { BoardPaths } from './paths';
import { BLOCK_BYTES, Space, fileBlocks } from './space';

export interface OpenMode {
  readonly read: boolean;
  readonly write: boolean;
  readonly create: boolean;
  readonly exclusive: boolean;
  readonly truncate: boolean;
  readonly append: boolean;
}

export interface FileFacts {
  readonly isFolder: boolean;
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

export type Whence = 'start' | 'here' | 'end';

interface OpenFile {
  readonly host: number;
  readonly mode: OpenMode;
  position: number;
}

/** A few more than a board would allow. */
const MAX_OPEN = 64;

export class BoardFiles {
  readonly paths: BoardPaths;
  private readonly space: Space;
  private readonly open = new Map<number, OpenFile>();

  constructor(root: string, sizeBytes: number) {
    this.paths = new BoardPaths(root);
    this.space = new Space(root, sizeBytes);
  }

  openFile(path: string, mode: OpenMode): number {
    const host = this.paths.host(path);
    const facts = statSync(host, { throwIfNoEntry: false });
    if (facts?.isDirectory()) throw new FileError('EISDIR');
    if (facts && mode.create && mode.exclusive) throw new FileError('EEXIST');
    if (!facts && !mode.create) throw new FileError('ENOENT');
    const number = this.freeNumber();
    // Append is done by position: a file opened for append by the host would ignore positions.
    const descriptor = openSync(host, facts ? (mode.write ? 'r+' : 'r') : 'wx+');
    this.open.set(number, { host: descriptor, mode, position: 0 });
    try {
      if (!facts) this.space.take(1);
      else if (mode.truncate) this.truncate(descriptor);
    } catch (error) {
      this.close(number);
      if (!facts) unlinkSync(host);
      throw error;
    }
    return number;
  }

  read(number: number, target: Uint8Array): number {
    const file = this.file(number);
    if (!file.mode.read) throw new FileError('EBADF');
    const count = readSync(file.host, target, 0, target.length, file.position);
    file.position += count;
    return count;
  }

  /** Writes as much as fits; nothing at all is an error. */
  write(number: number, bytes: Uint8Array): number {
    const file = this.file(number);
    if (!file.mode.write) throw new FileError('EBADF');
    const { size } = fstatSync(file.host);
    if (file.mode.append) file.position = size;
    const end = this.space.growable(size, file.position + bytes.length);
    const fits = bytes.subarray(0, Math.max(0, end - file.position));
    if (fits.length === 0 && bytes.length > 0) throw new FileError('ENOSPC');
    if (end > size) this.space.take(fileBlocks(end) - fileBlocks(size));
    const count = writeSync(file.host, fits, 0, fits.length, file.position);
    file.position += count;
    return count;
  }

  seek(number: number, offset: number, whence: Whence): number {
    const file = this.file(number);
    const from =
      whence === 'start' ? 0 : whence === 'here' ? file.position : fstatSync(file.host).size;
    if (from + offset < 0) throw new FileError('EINVAL');
    file.position = from + offset;
    return file.position;
  }

  close(number: number): void {
    const file = this.file(number);
    this.open.delete(number);
    closeSync(file.host);
  }

  /** What a reset does to files that a program left open. */
  closeAll(): void {
    for (const number of [...this.open.keys()]) this.close(number);
  }

  facts(path: string): FileFacts {
    return factsOf(statSync(this.paths.host(path)));
  }

  openFacts(number: number): FileFacts {
    return factsOf(fstatSync(this.file(number).host));
  }

  list(path: string): FolderEntry[] {
    const host = this.paths.host(path);
    return readdirSync(host)
      .filter((name) => this.paths.visible(join(host, name)))
      .map((name) => ({
        name: fromHostName(name, process.platform),
        isFolder: statSync(join(host, name)).isDirectory(),
      }));
  }

  makeFolder(path: string): void {
    const host = this.paths.hostEntry(path);
    if (lstatSync(host, { throwIfNoEntry: false })) throw new FileError('EEXIST');
    this.space.take(1);
    try {
      mkdirSync(host);
    } catch (error) {
      this.space.give(1);
      throw error;
    }
  }

  removeFolder(path: string): void {
    if (this.paths.parts(path).length === 0) throw new FileError('EBUSY');
    rmdirSync(this.paths.hostEntry(path));
    this.space.give(1);
  }

  remove(path: string): void {
    const host = this.paths.hostEntry(path);
    const facts = lstatSync(host);
    if (facts.isDirectory()) throw new FileError('EISDIR');
    unlinkSync(host);
    this.space.give(fileBlocks(facts.size));
  }

  /** Renames; a file of the new name is replaced in one step, so that there is always the old or the new one. */
  rename(from: string, to: string): void {
    const source = this.paths.hostEntry(from);
    const target = this.paths.hostEntry(to);
    const facts = lstatSync(source);
    const replaced = lstatSync(target, { throwIfNoEntry: false });
    if (target.startsWith(source + sep)) throw new FileError('EINVAL');
    if (replaced?.isDirectory() && !facts.isDirectory()) throw new FileError('EISDIR');
    if (replaced && !replaced.isDirectory() && facts.isDirectory()) throw new FileError('ENOTDIR');
    renameSync(source, target);
    if (replaced && source !== target) this.space.give(fileBlocks(replaced.size));
  }

  changeDirectory(path: string): void {
    if (!statSync(this.paths.host(path)).isDirectory()) throw new FileError('ENOTDIR');
    this.paths.workingDirectory = path;
  }

  /** Size of the file system, in blocks. */
  capacity(): { readonly blockBytes: number; readonly blocks: number; readonly free: number } {
    this.space.recount();
    return { blockBytes: BLOCK_BYTES, blocks: this.space.blocks, free: this.space.free };
  }

  private truncate(descriptor: number): void {
    const { size } = fstatSync(descriptor);
    ftruncateSync(descriptor);
    this.space.give(fileBlocks(size) - fileBlocks(0));
  }

  private file(number: number): OpenFile {
    const file = this.open.get(number);
    if (!file) throw new FileError('EBADF');
    return file;
  }

  private freeNumber(): number {
    for (let number = FIRST_NUMBER; number < FIRST_NUMBER + MAX_OPEN; number++)
      if (!this.open.has(number)) return number;
    throw new FileError('EMFILE');
  }
}

/** 0 to 2 are the console's. */
const FIRST_NUMBER = 3;

function factsOf(stats: {
  isDirectory(): boolean;
  readonly size: number;
  readonly mtimeMs: number;
}): FileFacts {
  return {
    isFolder: stats.isDirectory(),
    size: stats.isDirectory() ? 0 : stats.size,
    modified: Math.floor(stats.mtimeMs / 1000),
  };
}
