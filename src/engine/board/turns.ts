// One operation after the other: each waits for its turn, gets the engine into the raw REPL if it may, and leaves the board at its
// prompt. It knows what the board does for whom (`activity`), not what an operation is about.
//
//   resting ── an operation ──▶ engine / run ── its end, or somebody wants the prompt ──▶ resting
//                                  ▲      │ the end of the engine's own                    ▲
//                       an operation      ▼                                                │
//                                  lingering ── a short time, or somebody wants the prompt ┘
//
// Lingering keeps the raw REPL, since leaving and entering again would cost an operation two round trips and the banner, 100
// bytes: three times as much as a small program itself.

import { AdderError, isAdderError } from '../../shared/errors';
import { Fifo } from './fifo';
import type { RawRepl } from './raw-repl';
import type { Session } from './session';
import type { OperationOptions } from './types';

/** Who has the board: nobody (the console), the engine for itself, or a program of a person. */
export type Activity = 'opening' | 'resting' | 'lingering' | 'engine' | 'recovering' | 'run';

/** How long the raw REPL is kept for a next operation, ms. */
const LINGER_MS = 100;

/** After these nobody knows where the board is. */
const LOST = ['no-response', 'protocol-damaged'] as const;

export interface TurnEvents {
  /** Does the console want the prompt, so that there is no time for lingering? */
  wantsPrompt(): boolean;
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
  private lingering: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: Session,
    private readonly events: TurnEvents,
  ) {
    session.link.onEnd(() => {
      clearTimeout(this.lingering);
    });
  }

  get activity(): Activity {
    return this.now;
  }

  /** Connecting is over. */
  opened(): void {
    this.rest();
  }

  /**
   * One operation in the raw REPL. Rejects with `board-silent` or `board-busy` where it would have to interrupt and may not.
   *
   * @param options with `waiting`: ends it with `aborted` only as long as it waits for its turn
   */
  async take<Result>(
    activity: 'engine' | 'run',
    { signal, waiting = signal, interrupt = false }: OperationOptions & { waiting?: AbortSignal },
    work: (raw: RawRepl) => Promise<Result>,
  ): Promise<Result> {
    const { session } = this;
    const release = await this.fifo.turn(waiting);
    clearTimeout(this.lingering);
    try {
      const over = session.link.error ?? this.ended;
      if (over) throw over;
      if (session.awaitsEcho) {
        // Keys that come meanwhile are kept, so that this ends.
        this.now = activity;
        await session.echoed(signal);
      }
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
    clearTimeout(this.lingering);
    try {
      await work();
    } finally {
      release();
      this.rest();
    }
  }

  /** Ends the lingering: the board is at its prompt again when this resolves. Never rejects. */
  comeBack(): Promise<void> {
    return this.outside(() => this.leave());
  }

  /**
   * Leads the board out of the raw REPL before the link is closed. What is under way gets a moment to end well, and one to be
   * cancelled.
   */
  async leaveForGood(ms: number): Promise<void> {
    this.ended = new AdderError('link-closed', { detail: this.session.link.transport.address });
    const turn = (): Promise<() => void> => this.fifo.turn(AbortSignal.timeout(ms));
    const release = await turn().catch(() => {
      void this.session.raw.interrupt();
      return turn().catch(() => undefined);
    });
    clearTimeout(this.lingering);
    if (release) await this.session.leaveForGood().catch(() => undefined);
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
        const ours = activity === 'engine';
        if (LOST.some((code) => isAdderError(error, code))) session.forget(ours);
        if (isAdderError(error, 'program-unstoppable')) session.forget(ours, 'running');
        if (isAdderError(error, 'board-reset')) session.wasReset();
        // What was asked for did not work, but it has ended, as when a file is not there.
        clean = ours && session.inRaw && session.raw.endedWell;
        throw error;
      });
      if (session.raw.adrift) session.forget(activity === 'engine');
      clean = activity === 'engine';
      return result;
    } finally {
      // The next operation may stay inside. Not behind a program that may have left input unread, which would become part of
      // the next one.
      if (!clean || (!this.fifo.contended && this.events.wantsPrompt())) await this.leave();
    }
  }

  private async leave(): Promise<void> {
    const { session } = this;
    if (!session.inRaw || session.link.error) return;
    await session.leave().catch(() => {
      session.forget(true);
    });
  }

  private rest(): void {
    if (this.fifo.active) return;
    if (this.session.inRaw && !this.session.link.error) {
      this.now = 'lingering';
      clearTimeout(this.lingering);
      this.lingering = setTimeout(() => void this.comeBack(), LINGER_MS);
    } else if (this.session.canRecover) {
      // So that a person finds the prompt, and not a raw REPL that echoes nothing.
      this.now = 'recovering';
      void this.outside(() => this.session.recover().catch(() => undefined));
    } else {
      this.now = 'resting';
      this.events.onRest();
    }
    this.events.onChange();
  }
}
