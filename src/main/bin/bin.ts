// What was deleted, on the computer or on a board, and its way back. Nothing is removed from where it was before it is whole in the bin, and nothing that
// comes back takes the place of something else. See store.ts for what lies where, computer.ts for the computer's side, deletion.ts and restoration.ts for
// the board's, which are errands of its queue.

import { addressNow } from '../../engine/discovery';
import type { BoardId, FolderId } from '../../ipc/contract';
import type { BinnedFacts } from '../../ipc/entries';
import { ENDED, type TransferId } from '../../ipc/transfers';
import type { DeviceInfo } from '../../shared/board';
import { AdderError } from '../../shared/errors';
import type { Boards } from '../boards/boards';
import { deviceAt } from '../boards/kept-device';
import type { TransferQueue } from '../queue/queue';
import type { ComputerSide } from './computer';
import { Deletion } from './deletion';
import { factsOf, type FromBoard } from './record';
import { Restoration } from './restoration';
import type { BinStore, OpenBin } from './store';

export interface BinOptions {
  readonly store: BinStore;
  readonly computer: ComputerSide;
  readonly boards: Pick<Boards, 'get' | 'at'>;
  /** The devices of now. */
  readonly devices: () => readonly DeviceInfo[];
  readonly queue: Pick<TransferQueue, 'add' | 'list'>;
  readonly onChange: (binned: readonly BinnedFacts[]) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export class Bin {
  private readonly open: OpenBin;
  private readonly ready: Promise<void>;
  private readonly now: () => number;

  constructor(private readonly options: BinOptions) {
    this.open = { store: options.store, change: (work) => this.change(work) };
    this.now = options.now ?? Date.now;
    this.ready = options.store.recover(this.now());
  }

  async list(): Promise<readonly BinnedFacts[]> {
    await this.ready;
    return this.facts();
  }

  /** Things below a picked folder. Rejects with the codes of local files; what was moved before that is in the bin. */
  deleteLocal(folder: FolderId, entries: readonly (readonly string[])[]): Promise<BinnedFacts> {
    return this.change(async () =>
      this.told(await this.options.computer.take(folder, entries, this.now())),
    );
  }

  /** Queues it. Rejects with `bad-request` for the root. */
  async deleteFromBoard(board: BoardId, paths: readonly string[]): Promise<TransferId> {
    const session = await this.options.boards.get(board);
    const deletion = new Deletion(paths, this.open, this.now, (address) =>
      deviceAt(address, this.options.devices()),
    );
    return this.options.queue.add(session, deletion, false);
  }

  /**
   * Resolves with the transfer that brings it back onto its board, else when it is back. Rejects with `local-exists`, `link-lost`; what is not back is still
   * in the bin.
   */
  async restore(id: string): Promise<TransferId | null> {
    await this.ready;
    const { boards, computer, queue, store } = this.options;
    const record = store.recordOf(id);
    const { from } = record;
    if (from.kind === 'computer') {
      await this.change(() =>
        store.use(id, async () => {
          await computer.putBack(id, record, from);
          await store.remove(id);
        }),
      );
      return null;
    }
    const address = this.addressNow(from);
    const session = address === undefined ? undefined : boards.at(address);
    if (!session) throw new AdderError('link-lost', { detail: from.name });
    const underWay = queue
      .list()
      .find(
        ({ direction, state, binned }) =>
          direction === 'restore' && !ENDED.has(state) && binned?.includes(id),
      );
    return underWay?.id ?? queue.add(session, new Restoration(id, record, from, this.open), false);
  }

  /** Where the board is by now: what hung on USB may be at another port, and something else at its own. */
  private addressNow({ address, device }: FromBoard): string | undefined {
    return device ? addressNow({ address, device }, this.options.devices()) : address;
  }

  /** These are gone for ever; what is not there is no error. */
  empty(ids: readonly string[]): Promise<void> {
    return this.change(async () => {
      const known = new Set(this.options.store.list().map(([id]) => id));
      for (const id of ids)
        if (known.has(id)) await this.options.store.use(id, () => this.options.store.remove(id));
    });
  }

  private async change<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.ready;
    const before = JSON.stringify(this.facts());
    try {
      return await work();
    } finally {
      await this.options.store.prune(this.now());
      const facts = this.facts();
      if (JSON.stringify(facts) !== before) this.options.onChange(facts);
    }
  }

  private facts(): readonly BinnedFacts[] {
    return this.options.store.list().map(([id, record]) => factsOf(id, record));
  }

  private told(id: string): BinnedFacts {
    const found = this.facts().find((one) => one.id === id);
    if (!found) throw new AdderError('internal', { detail: 'bin' });
    return found;
  }
}
