// Where a path of the board lies on this computer: inside the mounted folder or nowhere. Paths come from a board, so they are hostile.
// Links are followed to their end and must end inside, unless the person said otherwise.

import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { isNameOnWindows } from '../files/safe-name';
import { MountError } from './errno';

/** No MicroPython has longer paths; in bytes. */
const LONGEST_PATH = 1024;

export interface SandboxOptions {
  readonly unsafeLinks: boolean;
  readonly platform: NodeJS.Platform;
}

export class Sandbox {
  /** @param root the real path of the folder */
  constructor(
    readonly root: string,
    private readonly options: SandboxOptions,
  ) {}

  /** What is there, at the end of its links. Rejects with an error whose `code` a board understands. */
  async existing(path: string): Promise<string> {
    const full = await this.place(path);
    if (this.options.unsafeLinks) return full;
    const real = await realpath(full);
    if (!this.isInside(real)) throw new MountError('EPERM');
    return real;
  }

  /** A name in a folder that exists; the last part is not followed. The root itself is none. */
  async place(path: string): Promise<string> {
    const parts = partsOf(path, this.options.platform);
    const full = join(this.root, ...parts);
    if (parts.length === 0) return full;
    if (CASE_BLIND.has(this.options.platform)) await this.checkCase(parts);
    if (this.options.unsafeLinks) return full;
    const folder = await realpath(dirname(full));
    if (!this.isInside(folder)) throw new MountError('EPERM');
    return join(folder, basename(full));
  }

  /** Is it the root? */
  isRoot(path: string): boolean {
    return partsOf(path, this.options.platform).length === 0;
  }

  isInside(real: string): boolean {
    const { root } = this;
    return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
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
