// The board's side of the bin: files and folders are downloaded and compared before they are removed, and come back by an upload.

import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { BoardFiles } from '../../engine/board/files/board-files';
import { copyToBoard } from '../../engine/board/files/copy-to-board';
import type { TreeEntry } from '../../engine/board/files/tree-plan';
import { AtomicFile } from '../../engine/host/atomic-write';
import { AdderError } from '../../shared/errors';
import type { BoardSession } from '../boards/session';
import { locally } from '../computer/local-error';
import { fetchToDisk } from '../queue/fetch';
import { someNames } from '../some-names';
import type { BinRecord, FromBoard } from './record';
import type { BinStore } from './store';

type BinnedBoard = Pick<BoardSession, 'files' | 'state'>;

export class BoardSide {
  constructor(private readonly store: BinStore) {}

  /** Takes them into the bin, under the id that this answers, and removes them from the board. */
  async take(
    board: BinnedBoard,
    chosen: readonly string[],
    interrupt: boolean,
    when: number,
  ): Promise<string> {
    const { store } = this;
    const { address, name } = board.state;
    const files = board.files(interrupt);
    const paths = topmost(chosen);
    const found = await list(files, paths, interrupt);
    const from: FromBoard = { kind: 'board', name, address, paths: [...paths], ...found };
    const size = found.files.reduce((sum, file) => sum + file.size, 0);
    const named = someNames(paths.map((path) => posix.basename(path)));
    const record: BinRecord = { version: 1, when, isWhole: false, size, ...named, from };
    const id = await locally('bin', () => store.begin(record));
    try {
      await this.fetch(files, id, found.files, interrupt);
      await locally('bin', () => store.keep(id, { ...record, isWhole: true }));
    } catch (error) {
      await store.remove(id).catch(() => undefined);
      throw error;
    }
    for (const path of paths) await files.remove(path, { recursive: true, interrupt });
    return id;
  }

  /** Rejects with `file-exists` before anything is written. */
  async putBack(
    board: BinnedBoard,
    id: string,
    { paths, folders, files }: FromBoard,
    interrupt: boolean,
  ): Promise<void> {
    const onBoard = board.files(interrupt);
    const places = paths.map((path) => ({ path, size: -1 }));
    const there = await onBoard.survey(places, { interrupt });
    const taken = paths.find((_, index) => there[index]?.kind !== 'nothing');
    if (taken !== undefined) throw new AdderError('file-exists', { detail: taken });
    const holders = new Set([...paths.flatMap(holdersOf), ...folders]);
    const entries: TreeEntry[] = [
      ...[...holders].map((path) => ({ kind: 'folder', path }) as const),
      ...files.map(({ path, size, blob }) => ({
        ...{ kind: 'file' as const, path, size },
        read: () => locally(path, () => readFile(this.store.placeOf(id, blob))),
      })),
    ];
    await copyToBoard(onBoard, entries, { interrupt });
  }

  private async fetch(
    board: BoardFiles,
    id: string,
    files: FromBoard['files'],
    interrupt: boolean,
  ): Promise<void> {
    const hashed = await board.survey(files, { interrupt });
    const incoming = files.map(({ path, size, blob }, index) => {
      const now = hashed[index];
      return {
        ...{ path, size, sha256: now?.kind === 'same-size' ? now.sha256 : undefined },
        open: async () => {
          const file = await locally('bin', () => AtomicFile.open(this.store.placeOf(id, blob)));
          return {
            write: (bytes: Uint8Array) => locally('bin', () => file.write(bytes)),
            commit: () => locally('bin', () => file.commit()),
            discard: () => file.discard(),
          };
        },
      };
    });
    await fetchToDisk(board, incoming, { interrupt });
  }
}

/** All that is chosen, and what is in it; folders after the ones they lie in. */
async function list(
  board: BoardFiles,
  paths: readonly string[],
  interrupt: boolean,
): Promise<Pick<FromBoard, 'folders' | 'files'>> {
  const places = paths.map((path) => ({ path, size: -1 }));
  const found = await board.survey(places, { interrupt });
  const folders: string[] = [];
  const files: { path: string; size: number }[] = [];
  for (const [index, path] of paths.entries()) {
    const there = found[index];
    if (there?.kind === 'other-size') files.push({ path, size: there.size });
    else if (there?.kind !== 'folder') throw new AdderError('file-not-found', { detail: path });
    else {
      folders.push(path);
      for (const { name, kind, size } of await board.list(path, { deep: true, interrupt })) {
        const below = `${path}/${name}`;
        if (kind === 'folder') folders.push(below);
        else files.push({ path: below, size });
      }
    }
  }
  return { folders, files: files.map((file, index) => ({ ...file, blob: String(index) })) };
}

/** Without those that lie in another one of them. Throws `bad-request` for the root. */
function topmost(chosen: readonly string[]): readonly string[] {
  if (chosen.some((path) => posix.normalize(path) === '/'))
    throw new AdderError('bad-request', { detail: 'path' });
  const all = new Set(chosen);
  return [...all].filter((path) => !holdersOf(path).some((holder) => all.has(holder)));
}

function holdersOf(path: string): string[] {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}
