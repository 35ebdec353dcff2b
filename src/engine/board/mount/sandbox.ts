// Where a path of the board lies on this computer: inside the mounted folder or nowhere. Paths come from a board, so they are hostile.
// Links are followed to their end and must end inside, unless the person said otherwise.

import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isNameOnWindows } from '../files/safe-name';
import { endOfLinks } from './end-of-links';
import { MountError } from './errno';

/** No MicroPython has longer paths; in bytes. */
const LONGEST_PATH = 1024;

export interface SandboxOptions {
  readonly unsafeLinks: boolean;
  readonly platform: NodeJS.Platform;
}

/** Of a path as it is written: what stands before its last name, that name, and the slashes behind it. */
const LAST_NAME = /^(.*?)([^/]*)(\/*)$/s;

/**
 * A path keeps its `.`, its `..` and the slash at its end, since the computer's file system has errors of its own for each of them.
 */
export class Sandbox {
  /** The root for comparing. It is another than `root` only where nothing is there. */
  private readonly top: string;

  /** @param root the real path of the folder; as it was written where there is none */
  constructor(
    readonly root: string,
    private readonly options: SandboxOptions,
  ) {
    this.top = resolve(root);
  }

  /** What is there, at the end of its links. Rejects with an error whose `code` a board understands. */
  async existing(path: string): Promise<string> {
    const full = await this.fullPath(path);
    return this.options.unsafeLinks ? full : this.inside(full, path);
  }

  /** A name in a folder that exists. The last part is not followed, but may not lead out either. */
  async place(path: string): Promise<string> {
    const full = await this.fullPath(path);
    if (this.options.unsafeLinks || this.isRoot(path)) return full;
    const [, above = '', name = '', slash = ''] = LAST_NAME.exec(path) ?? [];
    const folder = await this.inside(`${this.root}/${above}`, above);
    await this.checkEnd(folder, name);
    return `${folder}${name}${slash && '/'}`;
  }

  /** Where a file would be made: at the end of links that lead to nothing. */
  async destination(path: string): Promise<string> {
    const place = await this.place(path);
    return this.options.unsafeLinks || place.endsWith('/')
      ? place
      : endOfLinks(dirname(place), basename(place));
  }

  /** Is it the root, as it is written? */
  isRoot(path: string): boolean {
    return path.split('/').every((part) => part === '' || part === '.');
  }

  isInside(real: string): boolean {
    const { top } = this;
    return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep);
  }

  /** With its slash at the end, behind which only a folder may be. */
  private async inside(full: string, path: string): Promise<string> {
    let real: string;
    try {
      real = await realpath(full);
    } catch (error) {
      await this.checkEnd(this.top, path);
      throw error;
    }
    if (!this.isInside(real)) throw new MountError('EPERM');
    return full.endsWith('/') ? `${real}/` : real;
  }

  private async checkEnd(from: string, path: string): Promise<void> {
    if (!this.isInside(await endOfLinks(from, path))) throw new MountError('EPERM');
  }

  private async fullPath(path: string): Promise<string> {
    const { root, options } = this;
    const parts = partsOf(path, options.platform);
    if (CASE_BLIND.has(options.platform)) await this.checkCase(parts);
    return `${root}/${path}`;
  }

  /** `Foo.py` is not there where the folder has `foo.py`, as on the board's own file systems and on Linux. */
  private async checkCase(parts: readonly string[]): Promise<void> {
    let folder = this.root;
    for (const part of parts) {
      const names = await readdir(folder).catch((): string[] => []);
      const isOther = (name: string): boolean => name.toLowerCase() === part.toLowerCase();
      if (!names.includes(part) && names.some(isOther)) throw new MountError('ENOENT');
      folder = join(folder, part);
    }
  }
}

const CASE_BLIND: ReadonlySet<NodeJS.Platform> = new Set<NodeJS.Platform>(['win32', 'darwin']);

/** The parts of a path below the root. Throws EPERM where `..` leads out of it, as mpremote tells a board. */
export function partsOf(path: string, platform: NodeJS.Platform): string[] {
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new MountError('ENAMETOOLONG');
  if (path.includes('\0')) throw new MountError('EINVAL');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) throw new MountError('EPERM');
    } else if (platform === 'win32' && !isNameOnWindows(part)) throw new MountError('EINVAL');
    else parts.push(part);
  }
  return parts;
}
