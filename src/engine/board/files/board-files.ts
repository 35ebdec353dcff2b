// The files of a board. Every operation is one helper in one turn of the board's queue, or a few. Paths are the board's: absolute, or
// relative to its working folder; '' is the working folder itself.
//
// What damage on the link has ended is tried once more; an upload or a download goes on where it stood.

import type { FileEntry, FileStat, Guarantee, SpaceFacts } from '../../../shared/board';
import { AdderError } from '../../../shared/errors';
import changeSource from '../../device-code/files/change.py?device';
import hashSource from '../../device-code/files/hash.py?device';
import renameSource from '../../device-code/files/rename.py?device';
import spaceSource from '../../device-code/files/space.py?device';
import statSmallSource from '../../device-code/files/stat_small.py?device';
import statSource from '../../device-code/files/stat.py?device';
import touchSource from '../../device-code/files/touch.py?device';
import workingFolderSource from '../../device-code/files/working_folder.py?device';
import { lacksSomething } from '../../protocol/os-error';
import { askHelper, damaged, numberIn, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import { twice } from '../helper/twice';
import type { OperationOptions, TransferOptions } from '../types';
import { arrangeFiles, type Arrangement } from './arranging';
import { copiesOnBoard, copyByComputer, copyOnBoard } from './copy-on-board';
import { digestPart, digestWith } from './digest';
import { Download, wholeFiles, type FileSink } from './download';
import {
  listFolder,
  surveyPlaces,
  type Found,
  type ListOptions,
  type SurveyedPlace,
} from './listing';
import { removeTree, type RemoveTreeOptions } from './removal';
import type { UploadItem } from './upload-items';
import { askVolumes, type Volumes } from './volumes';
import { refuseFolder, removeFrom, Writing, type WriteManyOptions } from './writing';

/** What may be removed. */
export interface RemoveOptions extends OperationOptions {
  /** A folder with all that is in it. */
  readonly recursive?: boolean;
}

/** Runs work in the board's raw REPL, in its turn. */
export type OperateHelpers = <Result>(
  options: OperationOptions,
  work: (host: HelperHost) => Promise<Result>,
) => Promise<Result>;

/**
 * The files of a board (`board.files`). Paths are the board's: absolute, or relative to its working folder; '' is the working folder itself.
 * All calls reject with `board-busy` where a program runs and `interrupt` is not set, and with `aborted`, `no-response`,
 * `protocol-damaged`, `link-lost`; errors of the board's file system that have no code of their own are `board-file-error`.
 */
export class BoardFiles {
  /** @internal A board makes its own. */
  constructor(private readonly operate: OperateHelpers) {}

  /**
   * The entries of a folder, in the board's order; with `deep`, of all folders below it too, each folder's before those of the folders in it.
   * Rejects with `file-not-found`, `not-a-folder`.
   */
  list(path: string, options: ListOptions = {}): Promise<FileEntry[]> {
    return this.twice(options, (host) => listFolder(host, path, options));
  }

  /** What is at these places now, for a plan of what must be written. */
  survey(places: readonly SurveyedPlace[], options: OperationOptions = {}): Promise<Found[]> {
    return this.twice(options, (host) => surveyPlaces(host, places, options.signal));
  }

  /** The file systems that are mounted, and the working folder. */
  volumes(options: OperationOptions = {}): Promise<Volumes> {
    return this.twice(options, (host) => askVolumes(host, options.signal));
  }

  /** What lies at a path. Rejects with `file-not-found`. */
  async stat(path: string, options: OperationOptions = {}): Promise<FileStat> {
    const answer = await this.ask(
      'stat',
      ({ firmware }) => [firmware.stat ? statSource : statSmallSource],
      path,
      options,
    );
    const [kind, size, modified] = answer.split(' ');
    return {
      kind: kind === 'd' ? 'folder' : 'file',
      size: numberIn(size, path),
      modified: numberIn(modified, path),
    };
  }

  /** Bytes on the file system that holds this path. */
  async space(path: string, options: OperationOptions = {}): Promise<SpaceFacts> {
    const answer = await this.ask('space', () => [spaceSource], path, options);
    const [total, free] = answer.split(' ');
    return { total: numberIn(total, path), free: numberIn(free, path) };
  }

  /**
   * The digest in hexadecimal of what lies on the board, or undefined where the firmware cannot tell. `algorithm` is a name of Python's hashlib, SHA-256
   * unless given.
   */
  async hash(
    path: string,
    { algorithm = 'sha256', ...options }: OperationOptions & { readonly algorithm?: string } = {},
  ): Promise<string | undefined> {
    const part = (host: HelperHost): string =>
      algorithm === 'sha256' ? digestPart(host, true) : digestWith(algorithm);
    try {
      const answer = await this.ask('hash', (host) => [part(host), hashSource], path, options);
      return answer === '-' ? undefined : answer;
    } catch (error) {
      if (lacksSomething(error)) return undefined;
      throw error;
    }
  }

  /** The folder in which relative paths begin. */
  workingFolder(options: OperationOptions = {}): Promise<string> {
    const call = pythonCall('working_folder');
    const { signal } = options;
    return this.twice(options, (host) =>
      askHelper(host, { parts: [workingFolderSource], call, path: '', signal }),
    );
  }

  /** The whole file, checked. Rejects with `file-not-found`, `is-a-folder`, `protocol-damaged`. */
  async read(path: string, options: TransferOptions = {}): Promise<Uint8Array> {
    let content: Uint8Array | undefined;
    await this.readMany([path], (_, bytes) => (content = bytes), options);
    if (!content) throw damaged(path);
    return content;
  }

  /** The whole file as text, which must be UTF-8: what is not becomes U+FFFD. Rejects as `read`. */
  async readText(path: string, options: TransferOptions = {}): Promise<string> {
    return Buffer.from(await this.read(path, options)).toString('utf8');
  }

  /** Several files in one stream, each given out when it is whole. Rejects as `read`, and ends with the first file that fails. */
  async readMany(
    paths: readonly string[],
    onFile: (path: string, bytes: Uint8Array) => void,
    options: TransferOptions = {},
  ): Promise<void> {
    await this.stream(paths, wholeFiles(onFile), options);
  }

  /** The same for files of any size: each piece is given out when it has come, and nothing is kept. */
  async stream(
    paths: readonly string[],
    sink: FileSink,
    { signal, onProgress, ...options }: TransferOptions = {},
  ): Promise<void> {
    const download = new Download(paths, { signal, onProgress, sink });
    await this.twice({ ...options, ...(signal && { signal }) }, (host) => download.run(host));
  }

  /**
   * Writes a file, atomic and verified: whatever goes wrong, the old file is untouched. Rejects with `board-full`, `file-not-found` (no such
   * folder), `is-a-folder`, `board-read-only`, `file-damaged`, `aborted`.
   *
   * @param content bytes, or text that is written as UTF-8
   * @returns how sure it is; less than `hash` only where the firmware has no better means
   */
  write(
    path: string,
    content: Uint8Array | string,
    options: TransferOptions = {},
  ): Promise<Guarantee> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    return this.writeMany([{ kind: 'file', path, bytes }], options);
  }

  /**
   * Files and folders in one stream, in this order; each file as with `write`. A folder that exists is no error. Rejects also with
   * `no-folders`, before anything is written.
   */
  async writeMany(
    items: readonly UploadItem[],
    options: WriteManyOptions = {},
  ): Promise<Guarantee> {
    const bad = items.find(({ path }) => path === '' || path.endsWith('/'));
    if (bad) throw new AdderError('bad-name', { detail: bad.path });
    const writing = new Writing(items, options);
    return this.twice(options, (host) => writing.run(host));
  }

  /** Makes one folder. Rejects with `file-exists`, `file-not-found` (where it would lie), `no-folders`. */
  async makeFolder(path: string, options: OperationOptions = {}): Promise<void> {
    await this.change('mkdir', path, options);
  }

  /** Makes an empty file, unless there is a file. Rejects with `file-not-found` (no such folder), `is-a-folder`. */
  async touch(path: string, options: OperationOptions = {}): Promise<void> {
    const call = pythonCall('touch', path);
    await this.operate(options, (host) =>
      askHelper(host, { parts: [touchSource], call, path, signal: options.signal }),
    );
  }

  /** What the board's own `os.remove` removes: files, and on littlefs also empty folders. */
  async removeFile(path: string, options: OperationOptions = {}): Promise<void> {
    await this.change('remove', path, options);
  }

  /** What the board's own `os.rmdir` removes: empty folders, and on littlefs also files. */
  async removeFolder(path: string, options: OperationOptions = {}): Promise<void> {
    await this.change('rmdir', path, options);
  }

  /**
   * Removes a folder with all that is in it, or a file; '' empties the working folder. What a file system is mounted on is emptied and stays. Ends
   * with the first thing that cannot be removed.
   */
  async removeTree(path: string, options: RemoveTreeOptions = {}): Promise<void> {
    await this.operate(options, (host) => removeTree(host, path, options));
  }

  /** Removes a file or an empty folder; with `recursive`, a folder and all that is in it. Rejects with `file-not-found`, `folder-not-empty`. */
  async remove(path: string, options: RemoveOptions = {}): Promise<void> {
    await this.operate(options, (host) =>
      removeFrom(host, path, options.recursive === true, options.signal),
    );
  }

  /**
   * Copies a file to another place of the board, whose old file stays untouched whatever goes wrong. Rejects as `read` and `write`; what is the
   * same already is not written, unless that is asked for.
   */
  async copy(
    from: string,
    to: string,
    { force = false, ...options }: OperationOptions & { readonly force?: boolean } = {},
  ): Promise<'written' | 'same'> {
    const onBoard = await this.operate(options, async (host) =>
      copiesOnBoard(host) ? copyOnBoard(host, from, to, force, options.signal) : undefined,
    );
    const files = {
      read: (path: string) => this.read(path, options),
      write: (path: string, bytes: Uint8Array) => this.write(path, bytes, options),
    };
    return onBoard ?? copyByComputer(files, from, to, force);
  }

  /** Gives a file or folder another name or place. Rejects with `file-exists` instead of replacing something, and with `file-not-found`. */
  async rename(from: string, to: string, options: OperationOptions = {}): Promise<void> {
    const call = pythonCall('rename', from, to, false);
    await this.operate(options, (host) =>
      askHelper(host, { parts: [renameSource], call, path: from, signal: options.signal }),
    );
  }

  /** Many names at once. Rejects with the first error of the board; may be called again, and then does what is left. */
  arrange(arrangement: Arrangement, options: OperationOptions = {}): Promise<void> {
    return this.twice(options, (host) => arrangeFiles(host, arrangement, options.signal));
  }

  private async change(
    name: 'mkdir' | 'remove' | 'rmdir',
    path: string,
    options: OperationOptions,
  ): Promise<void> {
    const call = pythonCall('change', name, path);
    await this.operate(options, (host) => {
      if (name !== 'remove') refuseFolder(host, path);
      return askHelper(host, { parts: [changeSource], call, path, signal: options.signal });
    });
  }

  private ask(
    name: string,
    parts: (host: HelperHost) => readonly string[],
    path: string,
    options: OperationOptions,
  ): Promise<string> {
    const call = pythonCall(name, path);
    return this.twice(options, (host) =>
      askHelper(host, { parts: parts(host), call, path, signal: options.signal }),
    );
  }

  private twice<Result>(
    options: OperationOptions,
    work: (host: HelperHost) => Promise<Result>,
  ): Promise<Result> {
    return twice(() => this.operate(options, work));
  }
}
