// The system calls for files, as C's library makes them: paths and structures are addresses in the interpreter's memory, an
// answer below zero is an error number. The package's own versions, which serve a file system in memory, are all replaced, so
// that the board's folder (and the firmware's own modules) is everything there is. Layouts: emscripten's musl for wasm32.

import type { WasmMemory } from '../interpreter/memory';
import { MODULES, MODULE_FILES, START_FILES } from '../modules';
import type { BoardFiles, FileFacts, Whence } from './board-files';
import { FileError, answer } from './errno';
import { OpenFolders } from './open-folders';
import { ReadOnlyFiles } from './read-only-files';

// Flags of open().
const ACCESS_MASK = 3;
const WRITE_ONLY = 1;
const CREATE = 0o100;
const EXCLUSIVE = 0o200;
const TRUNCATE = 0o1000;
const APPEND = 0o2000;
const FOLDER = 0o200000;

const MODE_FOLDER = 0o40000;
const MODE_FILE = 0o100000;
const REMOVE_FOLDER = 0x200;
const WHENCE: readonly Whence[] = ['start', 'here', 'end'];
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class FileCalls {
  private readonly folders = new OpenFolders();
  private readonly modules = new ReadOnlyFiles([MODULE_FILES, START_FILES]);

  constructor(
    private readonly memory: () => WasmMemory,
    private readonly files: BoardFiles,
  ) {}

  /** The board has started: what only its start needs can no longer be imported. */
  started(): void {
    this.modules.withdraw(START_FILES);
  }

  /** Calls whose answer is an error number below zero, or a result. */
  imports(): Record<string, WebAssembly.ImportFunction> {
    const { files } = this;
    const call =
      (operation: (...words: number[]) => number | undefined) =>
      (...words: number[]): number =>
        answer(() => operation(...words) ?? 0);
    const stat = call((path = 0, buffer = 0) =>
      this.writeFacts(buffer, this.factsOf(this.path(path))),
    );
    return {
      __syscall_openat: call((_, path = 0, flags = 0) => this.open(this.path(path), flags)),
      __syscall_stat64: stat,
      __syscall_lstat64: stat,
      __syscall_newfstatat: call((_, path = 0, buffer = 0) =>
        this.writeFacts(buffer, this.factsOf(this.path(path))),
      ),
      __syscall_fstat64: call((file = 0, buffer = 0) =>
        this.writeFacts(buffer, files.openFacts(file)),
      ),
      __syscall_getdents64: call((folder = 0, buffer = 0, size = 0) =>
        this.folders.read(folder, this.memory(), buffer, size),
      ),
      __syscall_mkdirat: call((_, path = 0) => {
        files.makeFolder(this.path(path));
        return undefined;
      }),
      __syscall_rmdir: call((path = 0) => {
        files.removeFolder(this.path(path));
        return undefined;
      }),
      __syscall_unlinkat: call((_, path = 0, flags = 0) => {
        if (flags === REMOVE_FOLDER) files.removeFolder(this.path(path));
        else files.remove(this.path(path));
        return undefined;
      }),
      __syscall_renameat: call((_from, from = 0, _to, to = 0) => {
        files.rename(this.path(from), this.path(to));
        return undefined;
      }),
      __syscall_chdir: call((path = 0) => {
        files.changeDirectory(this.path(path));
        return undefined;
      }),
      __syscall_getcwd: call((buffer = 0, size = 0) => this.workingDirectory(buffer, size)),
      __syscall_statfs64: call((_path, _size, buffer = 0) => this.writeCapacity(buffer)),
    };
  }

  // The newer calls answer with an error number above zero and put results into memory.

  read(file: number, list: number, count: number, done: number): number {
    return this.eachPiece(list, count, done, (bytes) =>
      this.modules.has(file) ? this.modules.read(file, bytes) : this.files.read(file, bytes),
    );
  }

  write(file: number, list: number, count: number, done: number): number {
    return this.eachPiece(list, count, done, (bytes) => this.files.write(file, bytes));
  }

  seek(file: number, offset: bigint, whence: number, result: number): number {
    return -answer(() => {
      if (this.folders.has(file)) this.folders.rewind(file);
      else {
        const owner = this.modules.has(file) ? this.modules : this.files;
        this.memory().setLong(result, owner.seek(file, Number(offset), WHENCE[whence] ?? 'start'));
      }
      return 0;
    });
  }

  close(file: number): number {
    return -answer(() => {
      if (!this.folders.close(file) && !this.modules.close(file)) this.files.close(file);
      return 0;
    });
  }

  private open(path: string, flags: number): number {
    if (path.startsWith(`${MODULES}/`)) return this.modules.open(path);
    if ((flags & FOLDER) !== 0) return this.folders.open(this.files.list(path));
    const access = flags & ACCESS_MASK;
    return this.files.openFile(path, {
      read: access !== WRITE_ONLY,
      write: access !== 0,
      create: (flags & CREATE) !== 0,
      exclusive: (flags & EXCLUSIVE) !== 0,
      truncate: (flags & TRUNCATE) !== 0,
      append: (flags & APPEND) !== 0,
    });
  }

  private eachPiece(
    list: number,
    count: number,
    done: number,
    transfer: (bytes: Uint8Array) => number,
  ): number {
    const memory = this.memory();
    let total = 0;
    const error = answer(() => {
      for (let entry = list; entry < list + 8 * count; entry += 8) {
        const bytes = memory.slice(memory.word(entry), memory.word(entry + 4));
        const part = transfer(bytes);
        total += part;
        if (part < bytes.length) break;
      }
      return 0;
    });
    memory.setWord(done, total);
    return total > 0 ? 0 : -error;
  }

  private path(address: number): string {
    try {
      return utf8.decode(this.memory().cString(address));
    } catch {
      throw new FileError('EINVAL'); // not UTF-8: no name on this file system
    }
  }

  private factsOf(path: string): FileFacts {
    return path.startsWith(`${MODULES}/`) ? this.modules.facts(path) : this.files.facts(path);
  }

  private writeFacts(buffer: number, facts: FileFacts): undefined {
    const memory = this.memory();
    memory.slice(buffer, 96).fill(0);
    memory.setWord(buffer + 4, facts.isFolder ? MODE_FOLDER : MODE_FILE);
    memory.setLong(buffer + 24, facts.size);
    for (const time of [40, 56, 72]) memory.setLong(buffer + time, facts.modified);
  }

  private writeCapacity(buffer: number): undefined {
    const memory = this.memory();
    const { blockBytes, blocks, free } = this.files.capacity();
    memory.slice(buffer, 88).fill(0);
    memory.setWord(buffer + 4, blockBytes);
    memory.setLong(buffer + 8, blocks);
    memory.setLong(buffer + 16, free);
    memory.setLong(buffer + 24, free);
    memory.setWord(buffer + 56, 255); // the longest name
    memory.setWord(buffer + 60, blockBytes);
  }

  private workingDirectory(buffer: number, size: number): number {
    const path = new TextEncoder().encode(`${this.files.paths.workingDirectory}\0`);
    if (path.length > size) throw new FileError('ERANGE');
    this.memory().bytes.set(path, buffer);
    return path.length;
  }
}
