// A board that is a map from path to content; null is a folder. It insists on what file systems insist on: a folder before what lies
// in it, empty before it goes, and no file over a folder.

import { createHash } from 'node:crypto';
import { wholeOf } from '../../../src/engine/board/files/content';
import type { BoardFiles } from '../../../src/engine/board/files/board-files';
import type { Found } from '../../../src/engine/board/files/listing';
import type { Volume } from '../../../src/engine/board/files/volumes';
import type { MirrorBoard } from '../../../src/engine/board/mirror/mirror';
import { AdderError } from '../../../src/shared/errors';

export type Tree = Map<string, string | null>;

export interface MapBoardFacts {
  readonly folds?: boolean;
  readonly hashes?: boolean;
  readonly volumes?: readonly Volume[];
  readonly makesFolders?: boolean;
}

export function volume(path: string, more: Partial<Volume> = {}): Volume {
  return { path, type: '', blockSize: 0, total: 0, free: 0, longestName: 0, ...more };
}

export class MapBoard implements MirrorBoard {
  readonly changes: string[] = [];

  constructor(
    readonly tree: Tree,
    private readonly facts: MapBoardFacts = {},
  ) {}

  volumes: BoardFiles['volumes'] = () =>
    Promise.resolve({
      workingFolder: '/',
      makesFolders: this.facts.makesFolders !== false,
      all: this.facts.volumes ?? [volume('/')],
    });

  list: BoardFiles['list'] = (folder, { skip = [] } = {}) => {
    const start = folder === '' || folder === '/' ? folder : `${folder}/`;
    return Promise.resolve(
      [...this.tree].flatMap(([path, content]) => {
        const name = path.slice(start.length);
        if (!path.startsWith(start) || skip.some((one) => name.startsWith(`${one}/`))) return [];
        return [
          { name, kind: content === null ? 'folder' : 'file', size: content?.length ?? 0 } as const,
        ];
      }),
    );
  };

  survey: BoardFiles['survey'] = (places) =>
    Promise.resolve(
      places.map(({ path, size }): Found => {
        const there = this.tree.get(this.find(path) ?? '');
        if (there === undefined) return { kind: 'nothing' };
        if (there === null) return { kind: 'folder' };
        if (there.length !== size) return { kind: 'other-size', size: there.length };
        const sha256 = createHash('sha256').update(there).digest('hex');
        return { kind: 'same-size', sha256: this.facts.hashes === false ? undefined : sha256 };
      }),
    );

  writeMany: BoardFiles['writeMany'] = (items, { onKept } = {}) => {
    for (const [index, item] of items.entries()) {
      const parent = item.path.slice(0, Math.max(0, item.path.lastIndexOf('/')));
      if (parent !== '' && this.tree.get(this.find(parent) ?? '') !== null)
        throw new AdderError('file-not-found', { detail: item.path });
      const there = this.find(item.path);
      const old = there === undefined ? undefined : this.tree.get(there);
      if (old !== undefined && (old === null) !== (item.kind === 'folder'))
        throw new AdderError('file-exists', { detail: item.path });
      if (there !== undefined) this.tree.delete(there);
      this.tree.set(
        item.path,
        item.kind === 'folder' ? null : Buffer.from(wholeOf(item.bytes)).toString('latin1'),
      );
      this.changes.push(`write ${item.path}`);
      onKept?.(index + 1);
    }
    return Promise.resolve('hash');
  };

  arrange: BoardFiles['arrange'] = ({ files, folders }) => {
    for (const path of files) {
      if (this.tree.get(this.find(path) ?? '') === null)
        throw new AdderError('is-a-folder', { detail: path });
      this.tree.delete(this.find(path) ?? '');
      this.changes.push(`remove ${path}`);
    }
    for (const path of folders) {
      if ([...this.tree.keys()].some((other) => other.startsWith(`${path}/`))) continue;
      this.tree.delete(this.find(path) ?? '');
      this.changes.push(`remove ${path}`);
    }
    return Promise.resolve();
  };

  /** As it is written on this board. */
  private find(path: string): string | undefined {
    if (!this.facts.folds) return this.tree.has(path) ? path : undefined;
    return [...this.tree.keys()].find((one) => one.toLowerCase() === path.toLowerCase());
  }
}
