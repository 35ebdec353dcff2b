// The keys that a person types while the engine has the board, in order and up to a limit. It knows no link: whoever owns the
// stream takes them when they can go out.

import { AdderError } from '../../shared/errors';

/** More typing than this while the engine works is no typing, bytes. */
const LIMIT = 64 * 1024;

export class HeldKeys {
  private parts: Uint8Array[] = [];
  private count = 0;
  private waiters: (() => void)[] = [];

  get any(): boolean {
    return this.count > 0;
  }

  /** Throws `board-busy` when that would be too many; those before stay. */
  hold(keys: Uint8Array): void {
    if (this.count + keys.length > LIMIT) throw new AdderError('board-busy');
    this.count += keys.length;
    this.parts.push(keys);
  }

  /** All of them; none are held afterwards. */
  take(): Uint8Array[] {
    const taken = this.parts;
    this.parts = [];
    this.count = 0;
    for (const wake of this.waiters.splice(0)) wake();
    return taken;
  }

  /** Resolves when none are held. */
  whenTaken(): Promise<void> {
    if (!this.any) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
