// One operation after the other: each waits for its turn, gets the engine into the raw REPL if it may, and leaves the board at its
// prompt. It knows what the board does for whom (`activity`), not what an operation is about.

import { AdderError, isAdderError } from '../../shared/errors';
import { Fifo } from './fifo';
import type { RawRepl } from './raw-repl';
import type { Session } from './session';
import type { OperationOptions } from './types';

/** Who has the board: nobody (the console), the engine for itself, or a program of a person. */
export type Activity = 'opening' | 'resting' | 'engine' | 'run';

export interface TurnEvents {
  /** The activity may have changed. */
  onChange(): void;
  /** An operation has ended and nobody is next: the console has the board again. */
  onRest(): void;
}

export class Turns {
  private now: Activity = 'opening';
  private readonly fifo = new Fifo();
  /** Nothing begins any more. */
  private ended: AdderError | undefined;

  constructor(
    private readonly session: Session,
    private readonly events: TurnEvents,
  ) {}

  get activity(): Activity {
    return this.now;
  }

  /** Connecting is over. */
  opened(): void {
    this.rest();
  }

  /** One operation in the raw REPL. Rejects with `board-silent` or `board-busy` where it would have to interrupt and may not. */
  async take<Result>(
    activity: 'engine' | 'run',
    { signal, interrupt = false }: OperationOptions,
    work: (raw: RawRepl) => Promise<Result>,
  ): Promise<Result> {
    const { session } = this;
    const release = await this.fifo.turn(signal);
    try {
      const over = session.link.error ?? this.ended;
      if (over) throw over;
      if (!interrupt && !session.canEnterGently())
        throw new AdderError(session.promptState === 'unknown' ? 'board-silent' : 'board-busy');
      this.now = activity;
      this.events.onChange();
      return await this.inside(work, signal, activity);
    } finally {
      release();
      this.rest();
    }
  }

  /** Something at the friendly prompt, in turn with the operations. */
  async outside(work: () => Promise<void>): Promise<void> {
    const release = await this.fifo.turn();
    try {
      await work();
    } finally {
      release();
      this.rest();
    }
  }

  /**
   * Leads the board out of the raw REPL before the link is closed. What is under way gets a moment to end well, and one to be
   * cancelled.
   */
  async leaveForGood(ms: number): Promise<void> {
    this.ended = new AdderError('link-closed');
    const turn = (): Promise<() => void> => this.fifo.turn(AbortSignal.timeout(ms));
    const release = await turn().catch(() => {
      void this.session.raw.interrupt();
      return turn().catch(() => undefined);
    });
    if (release) await this.session.leave().catch(() => undefined);
    release?.();
  }

  private async inside<Result>(
    work: (raw: RawRepl) => Promise<Result>,
    signal: AbortSignal | undefined,
    activity: 'engine' | 'run',
  ): Promise<Result> {
    const { session } = this;
    let clean = false;
    try {
      await session.enter(signal);
      const result = await work(session.raw).catch((error: unknown) => {
        // These leave the board somewhere in the middle of what we did, or of a program that goes on.
        if (isAdderError(error, 'no-response') || isAdderError(error, 'protocol-damaged'))
          session.forget(activity === 'engine');
        throw error;
      });
      clean = activity === 'engine';
      return result;
    } finally {
      // The next operation in the queue may stay inside: leaving and entering again would cost two round trips. Not behind a
      // program that may have left input unread, which would become part of the next one.
      if (!(clean && this.fifo.contended) && session.inRaw && !session.link.error)
        await session.leave().catch(() => {
          session.forget(true);
        });
    }
  }

  private rest(): void {
    if (this.fifo.active) return;
    this.now = 'resting';
    this.events.onRest();
    this.events.onChange();
  }
}
