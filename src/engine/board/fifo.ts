// One operation at a time per board, in the order of asking. Waiting for one's turn can be aborted.

import { AdderError } from '../../shared/errors';
import { onAbort, throwIfAborted } from './abort';

export class Fifo {
  private readonly waiting: (() => void)[] = [];
  private busy = false;

  /** Is somebody waiting behind the one whose turn it is? */
  get contended(): boolean {
    return this.waiting.length > 0;
  }

  get active(): boolean {
    return this.busy;
  }

  /** Resolves with the function that ends the turn. Rejects with `aborted`. */
  async turn(signal?: AbortSignal): Promise<() => void> {
    throwIfAborted(signal);
    if (this.busy) await this.wait(signal);
    this.busy = true;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.busy = false;
    };
  }

  private wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        done();
        resolve();
      };
      const done = onAbort(signal, () => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(new AdderError('aborted', { cause: signal?.reason }));
      });
      this.waiting.push(go);
    });
  }
}
