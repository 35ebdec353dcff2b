// Reads a folder of the computer into the tree of a ROMFS image, in mpremote's order: names sorted, each folder's before what comes behind
// it. Python files become .mpy files where a compiler is given. Tells each entry when it comes to it, so that a host
// can show the tree; how that looks is the host's affair.

import { readdir, readFile, stat } from 'node:fs/promises';
import { AdderError } from '../../shared/errors';
import { throwIfAborted } from '../board/abort';
import { localError } from '../host/local-error';
import { checkRomName, MAX_DEPTH, MAX_IMAGE, type RomEntry } from './image';

/** Gives the .mpy file of a Python file. */
export type CompileFile = (
  source: Uint8Array,
  path: string,
  signal: AbortSignal | undefined,
) => Promise<Uint8Array>;

/** A file or folder that goes into an image. */
export interface ToldEntry {
  /** As on the computer; what is compiled ends in .py here, too. */
  readonly name: string;
  /** What it is. */
  readonly kind: 'file' | 'folder';
  /** It goes into the image as a .mpy file. */
  readonly compiled: boolean;
  /** For each folder it lies in, the outermost first, and then for itself: is it the last one there? */
  readonly last: readonly boolean[];
}

/** How a folder is read. */
export interface FolderOptions {
  /** Ends it: it rejects with `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** For Python files that have no .mpy file beside them; without it they go into the image as they are. */
  readonly compile?: CompileFile | undefined;
  /** Called when an entry is come to. */
  readonly onEntry?: ((entry: ToldEntry) => void) | undefined;
  /** A Python file that goes into the image as it is, for want of `compile`. */
  readonly onUncompiled?: ((path: string) => void) | undefined;
}

/**
 * Rejects with a `local-...` code, `bad-name`, `file-too-large`, `aborted`, and as `compile` does.
 *
 * @param folder ends with a slash; the names of its files are it and theirs, also in what is compiled
 */
export async function readFolder(folder: string, options: FolderOptions = {}): Promise<RomEntry[]> {
  return new FolderReader(options).read(folder, []);
}

class FolderReader {
  private size = 0;

  constructor(private readonly options: FolderOptions) {}

  async read(folder: string, above: readonly boolean[]): Promise<RomEntry[]> {
    if (above.length > MAX_DEPTH)
      throw new AdderError('bad-name', { detail: `${folder}: too many folders in folders` });
    const names = (await local(folder, readdir(folder))).sort(byCodePoints);
    const entries: RomEntry[] = [];
    for (const name of names) {
      throwIfAborted(this.options.signal);
      const path = folder + name;
      const last = [...above, name === names.at(-1)];
      const facts = await local(path, stat(path));
      if (facts.isDirectory()) {
        this.tell({ name, kind: 'folder', compiled: false, last });
        checkRomName(name);
        entries.push({ kind: 'folder', name, entries: await this.read(`${path}/`, last) });
        continue;
      }
      if (!facts.isFile()) throw new AdderError('local-failed', { detail: `${path} is no file` });
      this.size += facts.size;
      if (this.size > MAX_IMAGE) throw new AdderError('file-too-large', { detail: path });
      entries.push(await this.file(name, path, names, last));
    }
    return entries;
  }

  /** A .mpy file that lies beside its .py is taken as it is, and so is the .py. */
  private async file(
    name: string,
    path: string,
    names: readonly string[],
    last: readonly boolean[],
  ): Promise<RomEntry> {
    const { signal, onUncompiled } = this.options;
    const compiledName = name.replace(/\.py$/, '.mpy');
    const isSource = compiledName !== name && !names.includes(compiledName);
    const compile = isSource ? this.options.compile : undefined;
    const told = { name, kind: 'file', compiled: compile !== undefined, last } as const;
    if (!compile) {
      this.tell(told);
      if (isSource) onUncompiled?.(path);
      checkRomName(name);
      return { kind: 'file', name, bytes: await local(path, readFile(path)) };
    }
    this.tell(told);
    checkRomName(compiledName);
    const bytes = await compile(await local(path, readFile(path)), path, signal);
    return { kind: 'file', name: compiledName, bytes };
  }

  private tell(entry: ToldEntry): void {
    this.options.onEntry?.(entry);
  }
}

async function local<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw localError(error, path);
  }
}

/** As Python sorts; JavaScript would have the letters beyond U+FFFF before some others. */
function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
