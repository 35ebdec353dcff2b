// The files of a board. Every operation is one helper program in one turn of the board's queue. Paths are the board's:
// absolute, or relative to its working folder; '' is the working folder itself.

import type { FileEntry, FileStat, SpaceFacts } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import hashSource from '../../device-code/hash.py?device';
import listSource from '../../device-code/list.py?device';
import makeFolderSource from '../../device-code/make_folder.py?device';
import removeSource from '../../device-code/remove.py?device';
import renameSource from '../../device-code/rename.py?device';
import spaceSource from '../../device-code/space.py?device';
import statSource from '../../device-code/stat.py?device';
import type { LinkTraits } from '../../transport/transport';
import type { RawRepl } from '../raw-repl';
import type { OperationOptions, TransferOptions } from '../types';
import { download } from './download';
import { askHelper, callHelper, type HelperCall } from './helper';
import { upload } from './upload';

type Operate = <Result>(
  options: OperationOptions,
  work: (raw: RawRepl) => Promise<Result>,
) => Promise<Result>;

export class BoardFiles {
  constructor(
    private readonly traits: LinkTraits,
    private readonly operate: Operate,
    /** Gets what a callback on the board prints while a helper runs. */
    private readonly onNoise: (bytes: Uint8Array) => void,
  ) {}

  /** The entries of a folder, in the board's order. Rejects with `file-not-found`, `not-a-folder`. */
  async list(path: string, options: OperationOptions = {}): Promise<FileEntry[]> {
    const entries: FileEntry[] = [];
    await this.operate(options, (raw) =>
      callHelper(raw, {
        ...this.call(listSource, path, options),
        onWords: ([word, kind, size, name = '']) => {
          if (word !== 'entry') return;
          entries.push({
            name: Buffer.from(name, 'hex').toString('utf8'),
            kind: kind === 'd' ? 'folder' : 'file',
            size: Number(size),
          });
        },
      }),
    );
    return entries;
  }

  async stat(path: string, options: OperationOptions = {}): Promise<FileStat> {
    const [kind, size, modified] = await this.ask(statSource, 'stat', path, options);
    return {
      kind: kind === 'd' ? 'folder' : 'file',
      size: Number(size),
      modified: Number(modified),
    };
  }

  /** Bytes on the file system that holds this path. */
  async space(path: string, options: OperationOptions = {}): Promise<SpaceFacts> {
    const [total, free] = await this.ask(spaceSource, 'space', path, options);
    return { total: Number(total), free: Number(free) };
  }

  /** SHA-256 in hex of what lies on the board, or undefined where the firmware has none. */
  async hash(path: string, options: OperationOptions = {}): Promise<string | undefined> {
    const [digest] = await this.ask(hashSource, 'hash', path, options);
    return digest === 'none' ? undefined : digest;
  }

  /** The whole file, its checksum compared. Rejects with `file-not-found`, `is-a-folder`, `file-damaged`. */
  read(path: string, options: TransferOptions = {}): Promise<Uint8Array> {
    const { signal, onProgress } = options;
    return this.operate(options, (raw) =>
      download(raw, { path, signal, onProgress, onNoise: this.onNoise }),
    );
  }

  /**
   * Writes a file, atomic and verified: whatever goes wrong, the old file is untouched. Rejects with `board-full`,
   * `file-not-found` (no such folder), `is-a-folder`, `board-read-only`, `file-damaged`, `aborted`.
   */
  write(path: string, bytes: Uint8Array, options: TransferOptions = {}): Promise<void> {
    if (path === '' || path.endsWith('/'))
      return Promise.reject(new AdderError('bad-name', { detail: path }));
    const { signal, onProgress } = options;
    return this.operate(options, (raw) =>
      upload(raw, this.traits, { path, bytes, signal, onProgress, onNoise: this.onNoise }),
    );
  }

  async makeFolder(path: string, options: OperationOptions = {}): Promise<void> {
    await this.operate(options, (raw) =>
      callHelper(raw, this.call(makeFolderSource, path, options)),
    );
  }

  /** Removes a file or an empty folder; with `recursive`, a folder and all that is in it. */
  async remove(
    path: string,
    options: OperationOptions & { readonly recursive?: boolean } = {},
  ): Promise<void> {
    const call = this.call(removeSource, path, options, options.recursive === true);
    await this.operate(options, (raw) => callHelper(raw, call));
  }

  /** Rejects with `file-exists` instead of replacing something. */
  async rename(from: string, to: string, options: OperationOptions = {}): Promise<void> {
    await this.operate(options, (raw) =>
      callHelper(raw, this.call(renameSource, from, options, to)),
    );
  }

  private ask(
    source: string,
    word: string,
    path: string,
    options: OperationOptions,
  ): Promise<string[]> {
    return this.operate(options, (raw) => askHelper(raw, this.call(source, path, options), word));
  }

  private call(
    source: string,
    path: string,
    options: OperationOptions,
    ...more: (string | boolean)[]
  ): HelperCall {
    return {
      source,
      args: [path, ...more],
      path,
      signal: options.signal,
      onNoise: this.onNoise,
    };
  }
}
