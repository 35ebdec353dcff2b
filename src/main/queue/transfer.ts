// One transfer of the queue, and what becomes of it. What is to be done in its turn is its errand (upload.ts, download.ts, and of the bin deletion.ts, restoration.ts); when it is its turn, and
// whether its board is there, the queue knows.
//
//   waiting ── its turn ──▶ checking ──▶ running ──▶ done
//      ▲                     │  ▲ │         │ ▲
//      │               asks  ▼  │ └─────────┤ │ asks, is answered
//   resume                 asking ──────────┤ ▼
//      │                        │           │ asking
//      ├── paused ◀── pause, board gone ────┤
//      └── failed, cancelled ◀──────────────┘

import { onAbort, throwIfAborted } from '../../engine/board/abort';
import type { BoardFiles } from '../../engine/board/files/board-files';
import type { OperationOptions } from '../../engine/board/types';
import type { BoardState } from '../../ipc/contract';
import {
  ENDED,
  type TransferFacts,
  type TransferQuestion,
  type TransferState,
} from '../../ipc/transfers';
import { AdderError, isAdderError, toAdderError, type ErrorData } from '../../shared/errors';
import type { Unsubscribe } from '../../shared/unsubscribe';
import type { BoardSession } from '../boards/session';
import { RateMeter } from './rate';

/** What the queue asks of a board. */
export interface QueueBoard extends Pick<BoardSession, 'id' | 'state' | 'ended' | 'onIdle'> {
  files(stops: boolean): TransferFiles;
}
export type TransferFiles = Pick<
  BoardFiles,
  'survey' | 'writeMany' | 'list' | 'stream' | 'space' | 'arrange'
>;

export interface Errand extends Pick<
  TransferFacts,
  'direction' | 'names' | 'chosen' | 'to' | 'binned'
> {
  /** Does what is missing. May be called again after whatever has ended it. */
  run(turn: Turn): Promise<void>;
}

export type Counts = Pick<TransferFacts, 'files' | 'bytes' | 'same' | 'kept'>;

/** The turn of an errand: its board, and the person behind it. */
export interface Turn {
  readonly signal: AbortSignal;
  /** Where the board is now. */
  readonly place: Pick<BoardState, 'address' | 'name'>;
  /** Where a program runs, the person is asked; without consent nothing is done. */
  readonly board: TransferFiles;
  /** Asks which of them may be replaced. */
  mayReplace(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** All is known: bytes go from here on. */
  begin(counts: Counts): void;
  count(counts: Partial<Counts>): void;
}

export type Answer =
  { readonly kind: 'replace'; readonly paths: readonly string[] } | { readonly kind: 'stop' };

/** Why a transfer has to end before it is done. */
interface Stop {
  readonly to: 'cancelled' | 'paused';
  readonly error?: ErrorData;
}

export interface TransferOptions {
  readonly id: string;
  readonly errand: Errand;
  /** A program that runs may be stopped for it. */
  readonly interrupt: boolean;
  readonly now: () => number;
  readonly onChange: () => void;
}

export class Transfer {
  private now: TransferState = 'waiting';
  private error: ErrorData | undefined;
  private question:
    { readonly asks: TransferQuestion; readonly answer: (answer: Answer) => void } | undefined;
  private counts: Counts = {
    files: { done: 0, total: 0 },
    bytes: { done: 0, total: 0 },
    same: 0,
    kept: 0,
  };
  /** The person agrees to end the program that runs now; one that is begun later is another matter. */
  private mayStop: boolean;
  private stopping: AbortController | undefined;
  private stop: Stop | undefined;
  /** Settles with its turn. */
  private turn: Promise<void> = Promise.resolve();
  private readonly rate: RateMeter;

  constructor(private readonly options: TransferOptions) {
    this.mayStop = options.interrupt;
    this.rate = new RateMeter(options.now);
  }

  get id(): string {
    return this.options.id;
  }

  get direction(): TransferFacts['direction'] {
    return this.options.errand.direction;
  }

  get state(): TransferState {
    return this.now;
  }

  get hasEnded(): boolean {
    return ENDED.has(this.now);
  }

  facts(address: string, boardName: string): TransferFacts {
    const { direction, names, chosen, to, binned } = this.options.errand;
    const { bytes } = this.counts;
    const rate = this.now === 'running' ? this.rate.perSecond(bytes.done) : undefined;
    return {
      ...{ id: this.id, direction, address, boardName, names, chosen, to, state: this.now },
      ...(binned && { binned }),
      ...(this.question && { asks: this.question.asks }),
      ...(this.error && { error: this.error }),
      ...this.counts,
      ...(rate !== undefined && { rate }),
      ...(rate !== undefined && rate > 0 && { left: (bytes.total - bytes.done) / rate }),
    };
  }

  /** Its turn. Resolves when that is over, however it ended. */
  run(board: QueueBoard): Promise<void> {
    this.turn = this.work(board);
    return this.turn;
  }

  /** Nothing where this is not asked, or not any more. */
  answer(answer: Answer): void {
    if (this.question?.asks.kind === answer.kind) this.question.answer(answer);
  }

  async cancel(): Promise<void> {
    if (this.hasEnded) return;
    await this.end({ to: 'cancelled' });
  }

  async pause(): Promise<void> {
    if (this.hasEnded || this.now === 'paused') return;
    await this.end({ to: 'paused' });
  }

  /** Its board is gone. One that the person has paused stays so. */
  async lose(error: ErrorData): Promise<void> {
    if (this.hasEnded || this.now === 'paused') return;
    await this.end({ to: 'paused', error });
  }

  /** Its board is back. */
  back(): void {
    if (this.now === 'paused' && this.error) this.become('waiting');
  }

  /** @param away why its board is not there */
  resume(away: ErrorData | undefined): void {
    if (this.now === 'done') throw new AdderError('bad-request', { detail: 'transfer' });
    if (!this.hasEnded && this.now !== 'paused') return;
    this.become(away ? 'paused' : 'waiting', away);
  }

  private async work(board: QueueBoard): Promise<void> {
    const stopping = new AbortController();
    this.stopping = stopping;
    this.stop = undefined;
    this.become('checking');
    try {
      await this.options.errand.run(this.turnAt(board, stopping.signal));
      this.become('done');
    } catch (error) {
      // Why a board has gone is told a moment after what was under way has ended.
      if (isGone(error)) await Promise.race([board.ended, aborted(stopping.signal)]);
      // TypeScript does not see that it is set meanwhile.
      const stop = this.stop as Stop | undefined;
      if (stop) this.become(stop.to, stop.error);
      else this.become('failed', toAdderError(error).toData());
    } finally {
      this.stopping = undefined;
    }
  }

  private async end(stop: Stop): Promise<void> {
    if (!this.stopping) {
      this.become(stop.to, stop.error);
      return;
    }
    // What is being paused can still be cancelled.
    if (stop.to === 'cancelled') this.stop = stop;
    else this.stop ??= stop;
    this.stopping.abort();
    await this.turn;
  }

  private turnAt(board: QueueBoard, signal: AbortSignal): Turn {
    return {
      signal,
      place: { address: board.state.address, name: board.state.name },
      board: this.politely(board, signal),
      mayReplace: async (paths) => {
        const answer = await this.ask({ kind: 'replace', paths }, signal);
        const given = new Set(answer.kind === 'replace' ? answer.paths : []);
        return new Set(paths.filter((path) => given.has(path)));
      },
      begin: (counts) => {
        this.counts = counts;
        this.rate.forget();
        this.rate.note(counts.bytes.done);
        this.become('running');
      },
      count: (counts) => {
        this.counts = { ...this.counts, ...counts };
        this.rate.note(this.counts.bytes.done);
        this.options.onChange();
      },
    };
  }

  /** The files of a board, of which nothing is had while a program runs that the person wants to keep. */
  private politely(board: QueueBoard, signal: AbortSignal): TransferFiles {
    const ask = async <Result>(
      work: (files: TransferFiles, options: OperationOptions) => Promise<Result>,
    ): Promise<Result> => {
      for (;;) {
        const interrupt = this.mayStop;
        try {
          const result = await work(board.files(interrupt), { interrupt });
          this.mayStop = false;
          return result;
        } catch (error) {
          if (interrupt || !isAdderError(error, 'board-busy')) throw error;
        }
        // A program that ends by itself meanwhile needs no answer.
        const answer = await this.ask({ kind: 'stop' }, signal, (free) => board.onIdle(free));
        this.mayStop = answer !== undefined;
      }
    };
    return {
      survey: (places, options) =>
        ask((files, may) => files.survey(places, { ...options, ...may })),
      writeMany: (items, options) =>
        ask((files, may) => files.writeMany(items, { ...options, ...may })),
      list: (path, options) => ask((files, may) => files.list(path, { ...options, ...may })),
      stream: (paths, sink, options) =>
        ask((files, may) => files.stream(paths, sink, { ...options, ...may })),
      space: (path, options) => ask((files, may) => files.space(path, { ...options, ...may })),
      arrange: (arrangement, options) =>
        ask((files, may) => files.arrange(arrangement, { ...options, ...may })),
    };
  }

  private async ask(asks: TransferQuestion, signal: AbortSignal): Promise<Answer>;
  /** @param onNeedless hears that no answer is needed any more: it is undefined then */
  private async ask(
    asks: TransferQuestion,
    signal: AbortSignal,
    onNeedless: (listener: () => void) => Unsubscribe,
  ): Promise<Answer | undefined>;
  private async ask(
    asks: TransferQuestion,
    signal: AbortSignal,
    onNeedless?: (listener: () => void) => Unsubscribe,
  ): Promise<Answer | undefined> {
    const before = this.now;
    const stops: (Unsubscribe | undefined)[] = [];
    try {
      return await new Promise<Answer | undefined>((resolve, reject) => {
        throwIfAborted(signal);
        stops.push(onAbort(signal, () => reject(new AdderError('aborted'))));
        stops.push(onNeedless?.(() => resolve(undefined)));
        this.question = { asks, answer: resolve };
        this.become('asking');
      });
    } finally {
      for (const stop of stops) stop?.();
      this.question = undefined;
      this.become(before);
    }
  }

  private become(state: TransferState, error?: ErrorData): void {
    this.now = state;
    this.error = error;
    if (state !== 'running') this.rate.forget();
    this.options.onChange();
  }
}

function isGone(error: unknown): boolean {
  return isAdderError(error, 'link-lost') || isAdderError(error, 'link-closed');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, resolve);
  });
}
