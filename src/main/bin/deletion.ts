// The errand of a deletion on a board: what is chosen is downloaded into the bin and compared, and then just that is removed. Whatever ends it in the
// middle, each file is on the board, or in the bin, or in both.

import { posix } from 'node:path';
import { throwIfAborted } from '../../engine/board/abort';
import { AtomicFile } from '../../engine/host/atomic-write';
import { AdderError } from '../../shared/errors';
import type { KeptDevice } from '../boards/kept-device';
import type { LandingFile } from '../computer/landing';
import { locally } from '../computer/local-error';
import { lookAtChosen } from '../queue/chosen';
import { fetchToDisk } from '../queue/fetch';
import type { Errand, Turn } from '../queue/transfer';
import { someNames, type SomeNames } from '../some-names';
import { holdersOf, type BinRecord, type FromBoard } from './record';
import type { OpenBin } from './store';

type Listed = Pick<FromBoard, 'paths' | 'folders' | 'files'>;
type BoardRecord = BinRecord & { readonly from: FromBoard };

export class Deletion implements Errand {
  readonly direction = 'delete';
  readonly names: readonly string[];
  readonly chosen: number;
  readonly to: string;
  readonly binned: string[] = [];
  private readonly paths: readonly string[];

  /** Throws `bad-request` for the root. */
  constructor(
    chosen: readonly string[],
    private readonly bin: OpenBin,
    /** Milliseconds since 1970. */
    private readonly now: () => number,
    private readonly deviceAt: (address: string) => KeptDevice | undefined,
  ) {
    this.paths = topmost(chosen);
    ({ names: this.names, count: this.chosen } = namesOf(this.paths));
    this.to = posix.dirname(this.paths[0] ?? '/');
  }

  run(turn: Turn): Promise<void> {
    return this.bin.change(async () => {
      const paths = await this.left(turn);
      if (paths.length === 0) return;
      const listed = await list(turn, paths);
      const device = this.deviceAt(turn.place.address);
      const record: BoardRecord = {
        ...{ version: 1, when: this.now(), isWhole: true, size: sizeOf(listed.files) },
        ...namesOf(paths),
        from: { kind: 'board', ...turn.place, ...(device && { device }), ...listed },
      };
      const id = await this.fetch(turn, record);
      this.binned.push(id);
      await this.remove(turn, id, record);
    });
  }

  /** Of one that is begun again some may be gone. */
  private async left({ board, signal }: Turn): Promise<readonly string[]> {
    if (this.binned.length === 0) return this.paths;
    const places = this.paths.map((path) => ({ path, size: -1 }));
    const found = await board.survey(places, { signal });
    return this.paths.filter((_, index) => found[index]?.kind !== 'nothing');
  }

  /** Whole into the bin, or not at all. */
  private async fetch(turn: Turn, record: BoardRecord): Promise<string> {
    const { store } = this.bin;
    const id = await locally('bin', () => store.begin({ ...record, isWhole: false }));
    try {
      await this.download(turn, id, record.from.files);
      throwIfAborted(turn.signal);
      await locally('bin', () => store.keep(id, record));
    } catch (error) {
      await store.remove(id).catch(() => undefined);
      throw error;
    }
    return id;
  }

  private async download(turn: Turn, id: string, files: Listed['files']): Promise<void> {
    const { board, signal } = turn;
    const hashed = await board.survey(files, { signal });
    const total = { files: files.length, bytes: sizeOf(files) };
    let count = 0;
    turn.begin({
      files: { done: 0, total: total.files },
      bytes: { done: 0, total: total.bytes },
      ...{ same: 0, kept: 0 },
    });
    const incoming = files.map(({ path, size, blob }, index) => {
      const now = hashed[index];
      return {
        ...{ path, size, sha256: now?.kind === 'same-size' ? now.sha256 : undefined },
        open: () => this.open(id, blob),
      };
    });
    await fetchToDisk(board, incoming, {
      signal,
      onBytes: (done) => {
        turn.count({ bytes: { done, total: total.bytes } });
      },
      onFile: () => {
        turn.count({ files: { done: ++count, total: total.files } });
      },
    });
  }

  private async open(id: string, blob: string): Promise<LandingFile> {
    const file = await locally('bin', () => AtomicFile.open(this.bin.store.placeOf(id, blob)));
    return {
      write: (bytes: Uint8Array) => locally('bin', () => file.write(bytes)),
      commit: () => locally('bin', () => file.commit()),
      discard: () => file.discard(),
    };
  }

  /** What has come to a folder since it was listed is not in the bin: it stays, and its folder with it. */
  private async remove(turn: Turn, id: string, record: BoardRecord): Promise<void> {
    const { board, signal } = turn;
    const { files, folders } = record.from;
    const removal = {
      moves: [],
      files: files.map(({ path }) => path),
      folders: [...folders].reverse(),
    };
    try {
      await board.arrange(removal, { signal });
    } catch (error) {
      const isOver = await this.keepGone(turn, id, record).catch(() => false);
      if (!isOver) throw error;
    }
  }

  /**
   * What is still on the board is not the bin's. When the board is gone nobody knows, and all of it stays there.
   *
   * @returns nothing of it is on the board any more
   */
  private async keepGone({ board }: Turn, id: string, record: BoardRecord): Promise<boolean> {
    const { store } = this.bin;
    const { files, folders } = record.from;
    const places = [...files.map(({ path }) => path), ...folders];
    // The signal may be why it has ended: this is what is left to do after it.
    const found = await board.survey(places.map((path) => ({ path, size: -1 })));
    const gone = new Set(places.filter((_, index) => found[index]?.kind === 'nothing'));
    if (gone.size === places.length) return true;
    if (gone.size === 0) {
      await store.remove(id);
      this.binned.pop();
      return false;
    }
    const removed = {
      files: files.filter(({ path }) => gone.has(path)),
      folders: folders.filter((path) => gone.has(path)),
    };
    const from = { ...record.from, ...removed };
    await store.keep(id, { ...record, size: sizeOf(removed.files), from });
    return false;
  }
}

/** All that is chosen, and what is in it; folders after the ones they lie in. */
async function list({ board, signal }: Turn, paths: readonly string[]): Promise<Listed> {
  const look = (folder: string) => board.list(folder, { deep: true, signal });
  const folders: string[] = [];
  const files: { path: string; size: number }[] = [];
  for (const entry of await lookAtChosen(board, paths, look, { signal })) {
    const { path } = entry;
    if (entry.kind === 'file') {
      files.push({ path, size: entry.size });
      continue;
    }
    folders.push(path);
    for (const { name, kind, size } of entry.inside) {
      const below = `${path}/${name}`;
      if (kind === 'folder') folders.push(below);
      else files.push({ path: below, size });
    }
  }
  return {
    paths: [...paths],
    folders,
    files: files.map((file, index) => ({ ...file, blob: String(index) })),
  };
}

function namesOf(paths: readonly string[]): SomeNames {
  return someNames(paths.map((path) => posix.basename(path)));
}

/** Bytes. */
function sizeOf(files: readonly { readonly size: number }[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Without those that lie in another one of them. Throws `bad-request` for the root. */
function topmost(chosen: readonly string[]): readonly string[] {
  if (chosen.some((path) => posix.normalize(path) === '/'))
    throw new AdderError('bad-request', { detail: 'path' });
  const all = new Set(chosen);
  return [...all].filter((path) => !holdersOf(path).some((holder) => all.has(holder)));
}
