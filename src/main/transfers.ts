// The uploads under way. The window names each one, hears how far it is, and can cancel it. Knows no board.

import type { Progress } from '../shared/board';
import { AdderError } from '../shared/errors';
import { sendLatest } from './latest';

/** About twenty times a second: smooth for an eye, little for the window. */
const INTERVAL_MS = 50;

export interface Transfer {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export class Transfers {
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly show: (transfer: string, progress: Progress) => void) {}

  /** Runs `work` under a name; its last progress is shown before this resolves. */
  async run<Result>(name: string, work: (transfer: Transfer) => Promise<Result>): Promise<Result> {
    if (this.running.has(name)) throw new AdderError('bad-request', { detail: 'transfer' });
    const controller = new AbortController();
    const progress = sendLatest<Progress>((value) => {
      this.show(name, value);
    }, INTERVAL_MS);
    this.running.set(name, controller);
    try {
      return await work({
        signal: controller.signal,
        onProgress: (value) => {
          progress.offer(value);
        },
      });
    } finally {
      this.running.delete(name);
      progress.end();
    }
  }

  /** Does nothing to a transfer that has ended. */
  cancel(name: string): void {
    this.running.get(name)?.abort();
  }
}
