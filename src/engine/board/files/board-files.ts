// The files of a board. Every operation is one helper in one turn of the board's queue, or a few. Paths are the board's: absolute, or
// relative to its working folder; '' is the working folder itself.
//
// What damage on the link has ended is tried once more; an upload or a download goes on where it stood.

import type { FileEntry, FileStat, Guarantee, SpaceFacts } from '../../../shared/board';
import { AdderError, isAdderError } from '../../../shared/errors';
import digest from '../../device-code/files/digest.py?device';
import hashSource from '../../device-code/files/hash.py?device';
import makeFolderSource from '../../device-code/files/make_folder.py?device';
import noDigest from '../../device-code/files/no_digest.py?device';
import renameSource from '../../device-code/files/rename.py?device';
import spaceSource from '../../device-code/files/space.py?device';
import statSmallSource from '../../device-code/files/stat_small.py?device';
import statSource from '../../device-code/files/stat.py?device';
import { askHelper, damaged, numberIn, type HelperHost } from '../helper/call';
import { pythonCall } from '../helper/program';
import type { OperationOptions, TransferOptions } from '../types';
import { Download } from './download';
import {
  listFolder,
  surveyPlaces,
  type Found,
  type ListOptions,
  type SurveyedPlace,
} from './listing';
import type { UploadItem } from './upload-items';
import { refuseFolder, removeFrom, Writing, type WriteManyOptions } from './writing';

/** Runs work in the board's raw REPL, in its turn. */
export type OperateHelpers = <Result>(
  options: OperationOptions,
  work: (host: HelperHost) => Promise<Result>,
) => Promise<Result>;

export class BoardFiles {
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

  /** SHA-256 in hexadecimal of what lies on the board, or undefined where the firmware has none. */
  async hash(path: string, options: OperationOptions = {}): Promise<string | undefined> {
    const answer = await this.ask(
      'hash',
      ({ firmware }) => [firmware.sha256 ? digest : noDigest, hashSource],
      path,
      options,
    );
    return answer === '-' ? undefined : answer;
  }

  /** The whole file, checked. Rejects with `file-not-found`, `is-a-folder`, `protocol-damaged`. */
  async read(path: string, options: TransferOptions = {}): Promise<Uint8Array> {
    let content: Uint8Array | undefined;
    await this.readMany([path], (_, bytes) => (content = bytes), options);
    if (!content) throw damaged(path);
    return content;
  }

  /** Several files in one stream, each given out when it is whole. Rejects as `read`, and ends with the first file that fails. */
  async readMany(
    paths: readonly string[],
    onFile: (path: string, bytes: Uint8Array) => void,
    options: TransferOptions = {},
  ): Promise<void> {
    const { signal, onProgress } = options;
    const download = new Download(paths, { signal, onProgress, onFile });
    await this.twice(options, (host) => download.run(host));
  }

  /**
   * Writes a file, atomic and verified: whatever goes wrong, the old file is untouched. Rejects with `board-full`, `file-not-found` (no such
   * folder), `is-a-folder`, `board-read-only`, `file-damaged`, `aborted`.
   *
   * @returns how sure it is; less than `hash` only where the firmware has no better means
   */
  write(path: string, bytes: Uint8Array, options: TransferOptions = {}): Promise<Guarantee> {
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

  /** Rejects with `file-exists`, `file-not-found` (where it would lie), `no-folders`. */
  async makeFolder(path: string, options: OperationOptions = {}): Promise<void> {
    const call = pythonCall('make_folder', path);
    await this.operate(options, (host) => {
      refuseFolder(host, path);
      return askHelper(host, { parts: [makeFolderSource], call, path, signal: options.signal });
    });
  }

  /** Removes a file or an empty folder; with `recursive`, a folder and all that is in it. */
  async remove(
    path: string,
    options: OperationOptions & { readonly recursive?: boolean } = {},
  ): Promise<void> {
    await this.operate(options, (host) =>
      removeFrom(host, path, options.recursive === true, options.signal),
    );
  }

  /** Rejects with `file-exists` instead of replacing something. */
  async rename(from: string, to: string, options: OperationOptions = {}): Promise<void> {
    const call = pythonCall('rename', from, to, false);
    await this.operate(options, (host) =>
      askHelper(host, { parts: [renameSource], call, path: from, signal: options.signal }),
    );
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

  /** Only for what asks, or goes on where it stood: another change is not tried twice, since it may have happened. */
  private async twice<Result>(
    options: OperationOptions,
    work: (host: HelperHost) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.operate(options, work);
    } catch (error) {
      if (!DAMAGE.some((code) => isAdderError(error, code))) throw error;
      return this.operate(options, work);
    }
  }
}

/** Bytes were lost or changed on the way, or the board fell silent because of it. */
const DAMAGE = ['protocol-damaged', 'file-damaged', 'no-response'] as const;
