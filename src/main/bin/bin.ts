// What was deleted, on the computer or on a board, and its way back. Nothing is removed from where it was before it is whole in the bin, and nothing that
// comes back takes the place of something else. See store.ts for what lies where, computer.ts and board.ts for the two sides.

import type { BoardId, FolderId } from '../../ipc/contract';
import type { BinnedFacts } from '../../ipc/entries';
import { AdderError } from '../../shared/errors';
import type { Boards } from '../boards/boards';
import { BoardSide } from './board';
import type { ComputerSide } from './computer';
import { factsOf } from './record';
import type { BinStore } from './store';

export interface BinOptions {
  readonly store: BinStore;
  readonly computer: ComputerSide;
  readonly boards: Pick<Boards, 'get' | 'at'>;
  readonly onChange: (binned: readonly BinnedFacts[]) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export class Bin {
  private readonly board: BoardSide;
  private readonly ready: Promise<void>;
  private readonly now: () => number;

  constructor(private readonly options: BinOptions) {
    this.board = new BoardSide(options.store);
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

  /** Rejects as the board's files do; what was not removed from the board is still there. */
  deleteFromBoard(
    board: BoardId,
    paths: readonly string[],
    interrupt: boolean,
  ): Promise<BinnedFacts> {
    return this.change(async () => {
      const session = await this.options.boards.get(board);
      return this.told(await this.board.take(session, paths, interrupt, this.now()));
    });
  }

  /** Rejects with `local-exists`, `file-exists`, `link-lost`; what is not back is still in the bin. */
  restore(id: string, interrupt: boolean): Promise<void> {
    return this.change(() =>
      this.options.store.use(id, async (record) => {
        const { from } = record;
        if (from.kind === 'computer') await this.options.computer.putBack(id, record, from);
        else {
          const session = this.options.boards.at(from.address);
          if (!session) throw new AdderError('link-lost', { detail: from.name });
          await this.board.putBack(session, id, from, interrupt);
        }
        await this.options.store.remove(id);
      }),
    );
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
