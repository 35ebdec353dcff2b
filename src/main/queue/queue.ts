// The transfers between the computer and all boards. Each board has a queue of its own, in which one goes after the other; boards do not wait
// for each other. Knows which board is there and who is next; what a transfer does is its own affair.

import type { BoardId, BoardState } from '../../ipc/contract';
import { DIRECTIONS, type TransferFacts, type TransferId } from '../../ipc/transfers';
import { AdderError, type ErrorData } from '../../shared/errors';
import { sendLatest, type Latest } from '../latest';
import { Transfer, type Answer, type Errand, type QueueBoard } from './transfer';

/** About ten times a second. */
const INTERVAL_MS = 100;
/** Those that have ended and are kept: the oldest are forgotten. */
const MOST_ENDED = 200;
/** Those that have not: more is a window gone wild. */
const MOST_OPEN = 500;

export interface QueueOptions {
  readonly onChange: (transfers: readonly TransferFacts[]) => void;
  /** A clock in ms that never goes back. */
  readonly now?: () => number;
}

/** Transfers of one board in one direction that have not ended. */
export interface Underway extends Pick<TransferFacts, 'direction'> {
  /** Its name. */
  readonly board: string;
  readonly count: number;
}

/** The transfers of one board. */
interface Lane {
  address: string;
  boardName: string;
  /** What was there last. */
  board: BoardId;
  /** While it is there. */
  there: QueueBoard | undefined;
  isWorking: boolean;
}

interface Queued {
  lane: Lane;
  readonly transfer: Transfer;
}

export class TransferQueue {
  private queued: Queued[] = [];
  private readonly lanes = new Map<string, Lane>();
  /** Those that are open. */
  private readonly boards = new Map<BoardId, QueueBoard>();
  private count = 0;
  private readonly now: () => number;
  private readonly news: Latest<undefined>;

  constructor({ onChange, now = () => performance.now() }: QueueOptions) {
    this.now = now;
    this.news = sendLatest(() => {
      onChange(this.list());
    }, INTERVAL_MS);
  }

  list(): readonly TransferFacts[] {
    return this.queued.map(({ lane, transfer }) => transfer.facts(lane.address, lane.boardName));
  }

  underway(): readonly Underway[] {
    return [...new Set(this.queued.map(({ lane }) => lane))].flatMap((lane) => {
      const open = this.of(lane).filter(({ hasEnded }) => !hasEnded);
      return DIRECTIONS.flatMap((direction) => {
        const count = open.filter((transfer) => transfer.direction === direction).length;
        return count > 0 ? [{ direction, board: lane.boardName, count }] : [];
      });
    });
  }

  /**
   * Where the board was lost while the errand was prepared, it waits for it as the others do.
   *
   * @param interrupt a program that runs on the board may be stopped for it
   */
  add(board: QueueBoard, errand: Errand, interrupt: boolean): TransferId {
    if (this.queued.filter(({ transfer }) => !transfer.hasEnded).length >= MOST_OPEN)
      throw new AdderError('bad-request', { detail: 'transfers' });
    const lane = this.laneOf(board);
    const transfer = new Transfer({
      id: `transfer-${++this.count}`,
      errand,
      interrupt,
      now: this.now,
      onChange: () => {
        this.news.offer(undefined);
      },
    });
    this.queued.push({ lane, transfer });
    if (!lane.there) void transfer.lose(LOST);
    this.forgetOldest();
    this.news.offer(undefined);
    void this.work(lane);
    return transfer.id;
  }

  answer(id: TransferId, answer: Answer): void {
    this.find(id).transfer.answer(answer);
  }

  cancel(id: TransferId): Promise<void> {
    return this.find(id).transfer.cancel();
  }

  pause(id: TransferId): Promise<void> {
    return this.find(id).transfer.pause();
  }

  resume(id: TransferId): void {
    const { lane, transfer } = this.find(id);
    transfer.resume(lane.there ? undefined : LOST);
    void this.work(lane);
  }

  /** Those that have ended. */
  forget(ids: readonly TransferId[]): void {
    const gone = new Set(ids);
    this.queued = this.queued.filter(
      ({ transfer }) => !(transfer.hasEnded && gone.has(transfer.id)),
    );
    this.news.offer(undefined);
  }

  /** A board is there: what its loss has paused goes on. */
  boardOpened(board: QueueBoard): void {
    this.boards.set(board.id, board);
    if (this.lanes.has(board.state.address)) this.goOn(this.laneOf(board));
  }

  boardChanged({ board, name, mode, error, replaces }: BoardState): void {
    const back = this.boards.get(board);
    if (replaces !== undefined && back) this.replace(replaces, back);
    if (mode === 'lost') this.boards.delete(board);
    const lane = this.laneWith(board);
    if (!lane) return;
    lane.boardName = name;
    this.news.offer(undefined);
    if (mode !== 'lost') return;
    lane.there = undefined;
    if (error) for (const transfer of this.of(lane)) void transfer.lose(error);
    else void this.cancelLane(lane);
  }

  /** The person lets a board go, or does not wait any more for one that is lost. Resolves when nothing is under way with it. */
  async letGo(board: BoardId): Promise<void> {
    const lane = this.laneWith(board);
    if (lane) await this.cancelLane(lane);
  }

  /** Nobody is there any more to see how they end. Resolves when nothing is under way. */
  async cancelAll(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => this.cancelLane(lane)));
  }

  /** A board that comes back may be found at another place than before. */
  private replace(lost: BoardId, board: QueueBoard): void {
    const old = this.laneWith(lost);
    if (!old) return;
    this.lanes.delete(old.address);
    const lane = this.laneOf(board);
    for (const one of this.queued) if (one.lane === old) one.lane = lane;
    this.goOn(lane);
  }

  private laneWith(board: BoardId): Lane | undefined {
    return [...this.lanes.values()].find((lane) => lane.board === board);
  }

  private async cancelLane(lane: Lane): Promise<void> {
    // The last one first: none of them is to begin.
    await Promise.all(
      this.of(lane)
        .reverse()
        .map((transfer) => transfer.cancel()),
    );
  }

  private goOn(lane: Lane): void {
    for (const transfer of this.of(lane)) transfer.back();
    void this.work(lane);
  }

  private async work(lane: Lane): Promise<void> {
    if (lane.isWorking) return;
    lane.isWorking = true;
    try {
      for (;;) {
        const next = this.of(lane).find(({ state }) => state === 'waiting');
        if (!lane.there || !next) return;
        await next.run(lane.there);
      }
    } finally {
      lane.isWorking = false;
    }
  }

  private of(lane: Lane): Transfer[] {
    return this.queued.filter((one) => one.lane === lane).map(({ transfer }) => transfer);
  }

  private laneOf(board: QueueBoard): Lane {
    const { address, name, mode } = board.state;
    const known = this.lanes.get(address);
    // One that was lost meanwhile is not there, and takes the place of no other.
    const there = mode === 'lost' ? known?.there : board;
    const lane = Object.assign(known ?? { address, isWorking: false }, {
      ...{ boardName: name, board: (there ?? board).id, there },
    });
    this.lanes.set(address, lane);
    return lane;
  }

  private forgetOldest(): void {
    const ended = this.queued.filter(({ transfer }) => transfer.hasEnded);
    this.forget(ended.slice(0, -MOST_ENDED).map(({ transfer }) => transfer.id));
  }

  private find(id: TransferId): Queued {
    const found = this.queued.find(({ transfer }) => transfer.id === id);
    if (!found) throw new AdderError('bad-request', { detail: 'transfer' });
    return found;
  }
}

/** Of one that is added, or asked to go on, while its board is not there. */
const LOST: ErrorData = { code: 'link-lost' };
