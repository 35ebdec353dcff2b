// The folders that the user picked. The window knows them by ids; only here an id becomes a path.

import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FolderId, LocalEntry, LocalFolder } from '../../ipc/contract';
import { AdderError } from '../../shared/errors';
import { confine, isInside } from './confine';
import { locally } from './local-error';

/** How many entries are asked for their size at the same time. */
const AT_ONCE = 32;

export class Folders {
  private readonly roots = new Map<FolderId, string>();

  /** @param path from a dialog or the settings, never from the window */
  async add(path: string): Promise<LocalFolder> {
    return locally(path, async () => {
      const root = await realpath(path);
      if (!(await stat(root)).isDirectory()) throw new AdderError('not-a-folder', { detail: path });
      const folder = this.idOf(root) ?? `folder-${this.roots.size + 1}`;
      this.roots.set(folder, root);
      return { folder, name: basename(root) || root };
    });
  }

  /** The real folder and the real path below it. */
  async resolve(
    folder: FolderId,
    steps: readonly string[],
    find: typeof confine = confine,
  ): Promise<{ readonly root: string; readonly path: string }> {
    const root = this.roots.get(folder);
    if (root === undefined) throw new AdderError('bad-request', { detail: 'folder' });
    return locally(describe(root, steps), async () => ({ root, path: await find(root, steps) }));
  }

  /** The id of a folder that is picked. */
  idOf(root: string): FolderId | undefined {
    return [...this.roots].find(([, other]) => other === root)?.[0];
  }

  /** The path as it is named, for whoever only compares; it may lead anywhere. */
  placeOf(folder: FolderId, steps: readonly string[]): string {
    return join(this.roots.get(folder) ?? '', ...steps);
  }

  async list(folder: FolderId, steps: readonly string[]): Promise<LocalEntry[]> {
    const { root, path } = await this.resolve(folder, steps);
    return locally(describe(root, steps), async () => {
      const names = await readdir(path);
      const entries: LocalEntry[] = [];
      for (let start = 0; start < names.length; start += AT_ONCE) {
        const some = names.slice(start, start + AT_ONCE);
        const looked = await Promise.all(some.map((name) => look(root, path, name)));
        entries.push(...looked.filter((entry) => entry !== undefined));
      }
      return entries;
    });
  }
}

function describe(root: string, steps: readonly string[]): string {
  return [basename(root), ...steps].join('/');
}

/** Undefined for what is neither file nor folder, is gone meanwhile, or leads out of the picked folder. */
async function look(root: string, parent: string, name: string): Promise<LocalEntry | undefined> {
  try {
    const real = await realpath(join(parent, name));
    if (!isInside(root, real)) return undefined;
    const facts = await stat(real);
    if (facts.isDirectory()) return { name, kind: 'folder', size: 0 };
    return facts.isFile() ? { name, kind: 'file', size: facts.size } : undefined;
  } catch {
    return undefined;
  }
}
