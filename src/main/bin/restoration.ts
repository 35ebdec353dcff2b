// The errand of what comes back from the bin onto its board. What is there by then and the same is passed over; what is another stays, and nothing
// is written.

import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { copyPlanned, planCopyToBoard } from '../../engine/board/files/copy-to-board';
import type { TreeEntry } from '../../engine/board/files/tree-plan';
import { AdderError } from '../../shared/errors';
import { locally } from '../computer/local-error';
import type { Errand, Turn } from '../queue/transfer';
import { holdersOf, type BinRecord, type FromBoard } from './record';
import type { OpenBin } from './store';

export class Restoration implements Errand {
  readonly direction = 'restore';
  readonly names: readonly string[];
  readonly chosen: number;
  readonly to: string;
  readonly binned: readonly string[];

  constructor(
    private readonly id: string,
    { names, count }: BinRecord,
    private readonly from: FromBoard,
    private readonly bin: OpenBin,
  ) {
    this.names = names;
    this.chosen = count;
    this.to = posix.dirname(from.paths[0] ?? '/');
    this.binned = [id];
  }

  run(turn: Turn): Promise<void> {
    const { store, change } = this.bin;
    return change(() =>
      store.use(this.id, async () => {
        await this.copy(turn);
        await store.remove(this.id);
      }),
    );
  }

  private async copy(turn: Turn): Promise<void> {
    const { board, signal } = turn;
    const plan = await planCopyToBoard(board, this.entries(), { signal });
    const going = plan.files.filter(({ isSame }) => !isSame);
    const taken = going.find(({ isThere }) => isThere);
    if (taken) throw new AdderError('file-exists', { detail: taken.file.path });
    const total = going.length;
    let written = 0;
    turn.begin({
      files: { done: written, total },
      bytes: { done: 0, total: going.reduce((sum, { file }) => sum + file.size, 0) },
      ...{ same: plan.files.length - going.length, kept: 0 },
    });
    await copyPlanned(board, plan, {
      signal,
      onProgress: (bytes) => {
        turn.count({ bytes });
      },
      onFile: (_, how) => {
        if (how === 'written') turn.count({ files: { done: ++written, total } });
      },
    });
  }

  private entries(): TreeEntry[] {
    const { paths, folders, files } = this.from;
    const all = [...paths, ...files.map(({ path }) => path)];
    const holders = new Set([...all.flatMap(holdersOf), ...folders]);
    return [
      ...[...holders].map((path) => ({ kind: 'folder', path }) as const),
      ...files.map(({ path, size, blob }) => ({
        ...{ kind: 'file' as const, path, size },
        read: () => locally(path, () => readFile(this.bin.store.placeOf(this.id, blob))),
      })),
    ];
  }
}
