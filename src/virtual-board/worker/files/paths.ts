// From a path on the board to a path on the host, and never out of the board's folder: `..` stops at the root, and a
// link of the host's that points out of the folder is as if it were not there.

import { lstatSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FileError } from './errno';
import { toHostName } from './host-names';

/** As on Linux and in most firmware. */
const LONGEST_NAME = 255;

export class BoardPaths {
  private readonly root: string;
  private current: readonly string[] = [];

  constructor(
    root: string,
    private readonly platform: NodeJS.Platform = process.platform,
  ) {
    this.root = realpathSync(root);
  }

  get workingDirectory(): string {
    return `/${this.current.join('/')}`;
  }

  set workingDirectory(path: string) {
    this.current = this.parts(path);
  }

  /** The names from the root to `path`. */
  parts(path: string): string[] {
    if (path === '') throw new FileError('ENOENT');
    const parts: string[] = path.startsWith('/') ? [] : [...this.current];
    for (const name of path.split('/')) {
      if (name === '' || name === '.') continue;
      if (name === '..') parts.pop();
      else if (Buffer.byteLength(name) > LONGEST_NAME) throw new FileError('ENAMETOOLONG');
      else parts.push(name);
    }
    return parts;
  }

  /** The host's path; every link on the way is followed and must stay inside. */
  host(path: string): string {
    return this.resolve(this.parts(path), true);
  }

  /** The same, for an entry that is to be removed, renamed or replaced: a link at the end is the entry itself. */
  hostEntry(path: string): string {
    return this.resolve(this.parts(path), false);
  }

  /** Whether an entry of a folder on the host can be seen from the board. */
  visible(host: string): boolean {
    try {
      return this.inside(host) !== undefined;
    } catch {
      return false;
    }
  }

  private resolve(parts: readonly string[], followLast: boolean): string {
    let host = this.root;
    parts.forEach((name, index) => {
      host = join(host, toHostName(name, this.platform));
      if (followLast || index < parts.length - 1) host = this.inside(host) ?? host;
    });
    return host;
  }

  /** Follows a link; undefined when there is nothing of this name. */
  private inside(host: string): string | undefined {
    const facts = lstatSync(host, { throwIfNoEntry: false });
    if (!facts) return undefined;
    if (!facts.isSymbolicLink()) return host;
    const target = realpathSync(host);
    if (target !== this.root && !target.startsWith(this.root + sep)) throw new FileError('ENOENT');
    return target;
  }
}
