// The files of the computer that the window may read and write: those that the user opened or saved. The window knows them
// by ids. A file of a picked folder is looked up anew each time, since a link can have changed meanwhile.

import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { MAX_FILE_BYTES, type FileId, type FolderId, type LocalFile } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import { writeFileAtomically } from './atomic-write';
import { confineTarget } from './confine';
import type { Folders } from './folders';
import { locally } from './local-error';

// Opening a pipe would otherwise wait for somebody to write into it; Windows has no such flag.
const READ =
  process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK;

interface Known {
  readonly name: string;
  /** The same for the same file, so that it is one tab in the window. */
  readonly key: string;
  /** Where it is now. */
  readonly toRead: () => Promise<string>;
  /** Where it goes, also when it was removed meanwhile. */
  readonly toWrite: () => Promise<string>;
  /** The real folders that its project's modules are in, the file's own first. */
  readonly project: () => Promise<readonly string[]>;
}

export class Files {
  private readonly known = new Map<FileId, Known>();

  constructor(private readonly folders: Folders) {}

  /** @param path from a dialog, never from the window */
  addPicked(path: string): LocalFile {
    const same = (): Promise<string> => Promise.resolve(path);
    const project = async (): Promise<string[]> => [await realpath(dirname(path))];
    return this.remember({ name: basename(path), key: path, toRead: same, toWrite: same, project });
  }

  async addFromFolder(folder: FolderId, steps: readonly string[]): Promise<LocalFile> {
    const name = steps.at(-1);
    if (name === undefined) throw new AdderError('bad-request', { detail: 'path' });
    const { path } = await this.folders.resolve(folder, steps);
    return this.remember({
      name,
      key: path,
      toRead: async () => (await this.folders.resolve(folder, steps)).path,
      toWrite: async () => (await this.folders.resolve(folder, steps, confineTarget)).path,
      project: async () => {
        const { root, path } = await this.folders.resolve(folder, steps.slice(0, -1));
        return path === root ? [root] : [path, root];
      },
    });
  }

  async read(file: FileId): Promise<Uint8Array> {
    const { name, toRead } = this.find(file);
    return locally(name, async () => {
      const handle = await open(await toRead(), READ);
      try {
        const facts = await handle.stat();
        if (!facts.isFile()) throw new AdderError('local-failed', { detail: name });
        if (facts.size > MAX_FILE_BYTES) throw new AdderError('file-too-large', { detail: name });
        return new Uint8Array(await handle.readFile());
      } finally {
        await handle.close();
      }
    });
  }

  /** The real folders in which the modules of this file's project lie. */
  async projectFolders(file: FileId): Promise<readonly string[]> {
    const { name, project } = this.find(file);
    return locally(name, project);
  }

  async save(file: FileId, bytes: Uint8Array): Promise<void> {
    const { name, toWrite } = this.find(file);
    await locally(name, async () => {
      await writeFileAtomically(await toWrite(), bytes);
    });
  }

  async saveAs(path: string, bytes: Uint8Array): Promise<LocalFile> {
    await locally(basename(path), () => writeFileAtomically(path, bytes));
    return this.addPicked(path);
  }

  private remember(file: Known): LocalFile {
    const same = [...this.known].find(([, other]) => other.key === file.key)?.[0];
    const id = same ?? `file-${this.known.size + 1}`;
    if (same === undefined) this.known.set(id, file);
    return { file: id, name: file.name };
  }

  private find(file: FileId): Known {
    const known = this.known.get(file);
    if (known === undefined) throw new AdderError('bad-request', { detail: 'file' });
    return known;
  }
}
