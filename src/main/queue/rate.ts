// How fast bytes go: over the last few seconds, so that it follows a link that becomes slow and does not jump with each block.

/** ms. */
const WINDOW_MS = 4000;
/** Nothing is said of less time, and no two samples are closer together than a part of it. */
const LEAST_MS = 500;
const APART_MS = 100;

export class RateMeter {
  private samples: { readonly at: number; readonly bytes: number }[] = [];

  /** @param now a clock in ms that never goes back */
  constructor(private readonly now: () => number) {}

  /** Bytes that have gone by now, in all. */
  note(bytes: number): void {
    const at = this.now();
    const last = this.samples.at(-1);
    if (last && at - last.at < APART_MS) return;
    this.samples.push({ at, bytes });
    // The one before the window stays: the rate counts from there.
    while ((this.samples[1]?.at ?? at) < at - WINDOW_MS) this.samples.shift();
  }

  /** What went before a pause tells nothing. */
  forget(): void {
    this.samples = [];
  }

  /** Bytes a second, once it can be said; 0 where nothing has gone for the whole window. */
  perSecond(bytes: number): number | undefined {
    const at = this.now();
    const before = this.samples.filter((sample) => sample.at <= at - WINDOW_MS).at(-1);
    const first = before ?? this.samples[0];
    if (first === undefined || at - first.at < LEAST_MS) return undefined;
    return ((bytes - first.bytes) * 1000) / (at - first.at);
  }
}
