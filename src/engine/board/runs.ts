// The programs of a person, each from the asking to its end, also those that wait for their turn: so that Stop reaches them all.
// It knows neither the board nor the order of operations.

export class Runs {
  /** What stops a program, and its end. */
  private readonly live = new Map<AbortController, Promise<unknown>>();

  get any(): boolean {
    return this.live.size > 0;
  }

  async track<Result>(stop: AbortController, run: Promise<Result>): Promise<Result> {
    this.live.set(stop, run);
    try {
      return await run;
    } finally {
      this.live.delete(stop);
    }
  }

  /** Stops those that are live now; resolves when they have ended, however. */
  stop(): Promise<PromiseSettledResult<unknown>[]> {
    const runs = [...this.live];
    for (const [stop] of runs) stop.abort();
    return Promise.allSettled(runs.map(([, run]) => run));
  }
}
