// What lies on a board or in a folder, and how it changed.

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { onBoard } from './seed';

/** By path; the path of a folder ends with a slash. */
export type Tree = Readonly<Record<string, string>>;

/** What it is now; null for what is not there any more. */
export type Changes = Readonly<Record<string, string | null>>;

/** Short text as it is, and anything else by its digest. */
function facts(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (bytes.length < 100 && Buffer.from(text).equals(bytes)) return text;
  return `${String(bytes.length)} bytes ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}

export function treeOfFolder(folder: string): Tree {
  const tree: Record<string, string> = {};
  const walk = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      const inner = join(path, name);
      const found = lstatSync(inner);
      const isFolder = found.isDirectory();
      const label = relative(folder, inner) + (isFolder ? '/' : '');
      if (found.isSymbolicLink()) tree[label] = `link to ${readlinkSync(inner)}`;
      else tree[label] = isFolder ? '' : facts(readFileSync(inner));
      if (isFolder) walk(inner);
    }
  };
  walk(folder);
  return tree;
}

export function treeOfBoard(address: string): Promise<Tree> {
  return onBoard(address, async ({ files }) => {
    const tree: Record<string, string> = {};
    const entries = await files.list('/', { deep: true, interrupt: true });
    const paths = entries.filter(({ kind }) => kind === 'file').map(({ name }) => `/${name}`);
    for (const { name, kind } of entries) if (kind === 'folder') tree[`${name}/`] = '';
    await files.readMany(paths, (path, bytes) => (tree[path.slice(1)] = facts(bytes)), {
      interrupt: true,
    });
    return tree;
  });
}

export function changesOf(before: Tree, after: Tree): Changes {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = paths.filter((path) => before[path] !== after[path]);
  return Object.fromEntries(changed.map((path) => [path, after[path] ?? null]));
}
