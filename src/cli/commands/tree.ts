// tree: all that is below a folder of the board, drawn with lines. One listing, whatever the depth.

import type { FileEntry } from '../../shared/board';
import { isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { byCodePoints } from '../files/tree';
import type { FsOptions } from '../grammar/steps';
import type { Context } from './context';

type TreeOptions = Pick<FsOptions, 'sizes' | 'verbose'>;

export async function printTree(
  { session, out, options: { json } }: Context,
  typed: string,
  options: TreeOptions,
): Promise<void> {
  const path =
    typed === '' || typed === '.'
      ? await session.use((board, operation) => board.files.workingFolder(operation))
      : typed;
  const notThere = new CommandError(`tree: '${path}' is not a directory`);
  const { kind } = await session
    .use((board, operation) => board.files.stat(path, operation))
    .catch((error: unknown) => {
      throw isAdderError(error, 'link-lost') ? error : notThere;
    });
  if (kind !== 'folder') throw notThere;
  if (json) {
    const entries = await session.use((board, operation) =>
      board.files.list(path, { ...operation, deep: true }),
    );
    await out.line(JSON.stringify({ path, entries }));
    return;
  }
  const where = options.verbose === true ? ` on ${await session.device()}` : '';
  await out.line(`:${path}${where}`);
  const entries = await session.use((board, operation) =>
    board.files.list(path, { ...operation, deep: true }),
  );
  for (const line of treeLines(entries, options.sizes)) await out.line(line);
}

interface Branch {
  readonly name: string;
  readonly entry: FileEntry;
  readonly below: Branch[];
}

/** @param entries of a deep listing, each folder before what is in it */
export function treeLines(entries: readonly FileEntry[], sizes: TreeOptions['sizes']): string[] {
  const top: Branch[] = [];
  const folders = new Map<string, Branch[]>();
  for (const entry of entries) {
    const slash = entry.name.lastIndexOf('/');
    const below: Branch[] = [];
    if (entry.kind === 'folder') folders.set(entry.name, below);
    const level = slash < 0 ? top : folders.get(entry.name.slice(0, slash));
    level?.push({ name: entry.name.slice(slash + 1), entry, below });
  }
  const lines: string[] = [];
  const draw = (level: Branch[], indent: string): void => {
    level.sort((a, b) => byCodePoints(a.name, b.name));
    for (const [index, { name, entry, below }] of level.entries()) {
      const isLast = index === level.length - 1;
      lines.push(`${indent}${isLast ? '└── ' : '├── '}${sizeText(entry, sizes)}${name}`);
      draw(below, `${indent}${isLast ? '    ' : '│   '}`);
    }
  };
  draw(top, '');
  return lines;
}

/** Most file systems know no size of a folder, which is then not shown. */
function sizeText({ kind, size }: FileEntry, sizes: TreeOptions['sizes']): string {
  if (sizes === undefined || (kind === 'folder' && size === 0)) return '';
  return sizes === 'bytes'
    ? `[${String(size).padStart(9)}]  `
    : `[${humanSize(size).padStart(6)}]  `;
}

const UNITS = ['K', 'M', 'G', 'T'];

/** `1.1K`: a figure behind the point, below 1024 bytes the plain number. */
export function humanSize(size: number): string {
  if (size < 1024) return String(size);
  let value = size / 1024;
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${value.toFixed(1)}${UNITS[unit] ?? ''}`;
}
