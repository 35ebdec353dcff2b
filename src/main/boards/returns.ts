// Boards that were lost and are opened again when they are back. Owns the waiting and its end; where a board is when it is back
// is the engine's affair (discovery), opening it is that of boards.ts.

import type { BoardId, BoardState } from '../../ipc/contract';
import type { BoardSession } from './session';

/** Calls `open` with the address of the same board once it is back. Rejects when the signal aborts. */
export type ComeBack = (
  open: (address: string) => Promise<BoardSession>,
  signal: AbortSignal,
) => Promise<BoardSession>;

export interface ReturnsOptions {
  readonly open: (address: string) => Promise<BoardSession>;
  readonly onState: (state: BoardState) => void;
}

/** A board that is not there. */
export interface Lost {
  readonly id: BoardId;
  readonly address: string;
  /** Nobody waits any more. */
  readonly stopWaiting: () => void;
}

/** A board that is lost again so soon after it was opened, ms, ... */
const SHORT_LIFE_MS = 1000;
/** ... so often in a row, is left alone: it would be opened for ever. */
const SHORT_LIVES = 3;

interface Waiting {
  readonly address: string;
  readonly abort: AbortController;
  /** Somebody opened the board by hand meanwhile: it is theirs. */
  adopted: boolean;
}

export class Returns {
  private readonly waiting = new Map<BoardId, Waiting>();
  private readonly shortLives = new Map<string, number>();

  constructor(private readonly options: ReturnsOptions) {}

  /** Asked when a board was lost: is it worth waiting for? */
  accepts(address: string, livedMs: number): boolean {
    const lives = livedMs < SHORT_LIFE_MS ? (this.shortLives.get(address) ?? 0) + 1 : 0;
    this.shortLives.set(address, lives);
    return lives < SHORT_LIVES;
  }

  /** Resolves when the board is open again, or nobody waits any more. */
  async waitFor(lost: Lost, comeBack: ComeBack): Promise<void> {
    const abort = new AbortController();
    const waiting: Waiting = { address: lost.address, abort, adopted: false };
    this.waiting.set(lost.id, waiting);
    try {
      const session = await comeBack((now) => this.options.open(now), abort.signal);
      if (!abort.signal.aborted) {
        this.options.onState({ ...session.state, replaces: lost.id });
        session.begin();
      } else if (!waiting.adopted) await session.close();
    } catch {
      // Cancelled, or what is there now cannot be opened: a person who tries again is told why.
      if (!abort.signal.aborted) lost.stopWaiting();
    } finally {
      this.waiting.delete(lost.id);
    }
  }

  cancel(id: BoardId): void {
    this.waiting.get(id)?.abort.abort();
  }

  /** Somebody has opened the board by hand. */
  cancelAddress(address: string): void {
    for (const waiting of this.waiting.values()) {
      if (waiting.address !== address) continue;
      waiting.adopted = true;
      waiting.abort.abort();
    }
  }

  cancelAll(): void {
    for (const { abort } of this.waiting.values()) abort.abort();
  }
}
