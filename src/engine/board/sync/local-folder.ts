// A folder of the computer as the source of a mirror: everything in it but what its ignore files exclude. Symbolic links are followed only to
// what lies in the folder itself. Nothing on the computer is ever changed here.

import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AdderError } from '../../../shared/errors';
import { localError, systemCode } from '../../host/local-error';
import { throwIfAborted } from '../abort';
import type { MirrorSource, SourceEntry, SourceFile } from '../mirror/plan';
import { IGNORE_FILE, IgnoreRules } from './ignore-rules';

/** A folder of the computer, as it is now. */
export interface LocalFolder extends MirrorSource {
  /** Links that lead out of the folder, in a circle or to nothing, and what is neither file nor folder: left out. */
  readonly leftOut: readonly string[];
}

/** How a folder is read. */
export interface ReadFolderOptions {
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
  /** Whose rules for names count. */
  readonly platform?: NodeJS.Platform;
  /** The real folder that links may lead into; the one that is read, unless told. */
  readonly within?: string;
}

/** More is no project for a board but a slip, such as the home folder. */
const MAX_ENTRIES = 50_000;
const MAX_IGNORE_FILE_BYTES = 1024 * 1024;

/**
 * Rejects with `local-not-found`, `local-denied`, `local-failed`; with `bad-name` for a name that is no text; with `too-many-files`.
 */
export async function readLocalFolder(
  folder: string,
  options: ReadFolderOptions = {},
): Promise<LocalFolder> {
  const root = await locally(folder, () => realpath(folder));
  if (!(await locally(folder, () => stat(root))).isDirectory())
    throw new AdderError('local-failed', { detail: `${folder} is not a folder` });
  const walk = new Walk(root, { within: root, ...options });
  await walk.enter('', root, [root]);
  const { entries, leftOut, rules } = walk;
  return { entries, leftOut, ignores: (path, kind) => rules.ignores(path, kind) };
}

class Walk {
  readonly entries: SourceEntry[] = [];
  readonly leftOut: string[] = [];
  readonly rules: IgnoreRules;

  constructor(
    private readonly root: string,
    private readonly options: ReadFolderOptions & { readonly within: string },
  ) {
    this.rules = new IgnoreRules(options.platform);
  }

  /** @param holders the real folders that this one lies in, and itself */
  async enter(path: string, real: string, holders: readonly string[]): Promise<void> {
    throwIfAborted(this.options.signal);
    const found = await locally(real, () =>
      readdir(real, { withFileTypes: true, encoding: 'buffer' }),
    );
    const named = found.map((entry) => ({ entry, name: nameOf(entry) }));
    named.sort((a, b) => (a.name < b.name ? -1 : 1));
    if (named.some(({ entry, name }) => name === IGNORE_FILE && entry.isFile()))
      await this.readIgnoreFile(path, join(real, IGNORE_FILE));
    for (const { entry, name } of named) {
      const below = path === '' ? name : `${path}/${name}`;
      await this.take(entry, below, join(real, name), holders);
    }
  }

  private async take(
    entry: Dirent<Buffer>,
    path: string,
    full: string,
    holders: readonly string[],
  ): Promise<void> {
    const { rules } = this;
    if (!entry.isDirectory() && rules.ignores(path, 'file')) return;
    if (entry.isDirectory() && rules.ignores(path, 'folder')) return;
    if (!Buffer.from(path.slice(path.lastIndexOf('/') + 1)).equals(entry.name))
      throw new AdderError('bad-name', { detail: path });
    const real = entry.isSymbolicLink() ? await this.followed(full) : full;
    const facts = real === undefined ? undefined : await locally(full, () => stat(real));
    if (real !== undefined && facts?.isDirectory()) {
      if (rules.ignores(path, 'folder')) return;
      if (holders.includes(real)) this.leftOut.push(path);
      else {
        this.add({ kind: 'folder', path });
        await this.enter(path, real, [...holders, real]);
      }
    } else if (real !== undefined && facts?.isFile()) this.add(fileOf(path, real, facts.size));
    else this.leftOut.push(path);
  }

  /** Where a link leads, if that is in the folder. */
  private async followed(link: string): Promise<string | undefined> {
    try {
      const { within } = this.options;
      const real = await realpath(link);
      return real.startsWith(within.endsWith(sep) ? within : within + sep) ? real : undefined;
    } catch (error) {
      if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ELOOP') return undefined;
      throw localError(error, link);
    }
  }

  private add(entry: SourceEntry): void {
    if (this.entries.length >= MAX_ENTRIES)
      throw new AdderError('too-many-files', {
        detail: `${this.root}: more than ${String(MAX_ENTRIES)}`,
      });
    this.entries.push(entry);
  }

  private async readIgnoreFile(folder: string, path: string): Promise<void> {
    const { size } = await locally(path, () => stat(path));
    if (size > MAX_IGNORE_FILE_BYTES) throw new AdderError('file-too-large', { detail: path });
    this.rules.add(folder, await locally(path, () => readFile(path, 'utf8')));
  }
}

function fileOf(path: string, real: string, size: number): SourceFile {
  const read = (): Promise<Uint8Array> => locally(real, () => readFile(real));
  const digest = async (): Promise<string> =>
    createHash('sha256')
      .update(await read())
      .digest('hex');
  return { kind: 'file', path, size, read, digest };
}

function nameOf({ name }: Dirent<Buffer>): string {
  return name.toString('utf8');
}

async function locally<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw localError(error, path);
  }
}
