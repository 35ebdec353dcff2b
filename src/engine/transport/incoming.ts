// The way in of a transport: hands bytes to listeners, and keeps those that nobody can take yet. Knows no link; it only
// says when the link shall hold the board back.

import type { Unsubscribe } from '../../shared/unsubscribe';

/** Beyond this many kept bytes the link is held back. What is already on its way still fits. */
const KEPT_LIMIT = 64 * 1024;

type ByteListener = (bytes: Uint8Array) => void;

export class Incoming {
  private readonly listeners = new Set<{ readonly hear: ByteListener }>();
  private kept: Uint8Array[] = [];
  private keptBytes = 0;
  private paused = false;
  private holding = false;
  private flushing = false;

  /** `hold` is told when the link shall stop (true) and go on (false), never twice the same. */
  constructor(private readonly hold: (stop: boolean) => void) {}

  /** Shall the link be stopped now? */
  get holds(): boolean {
    return this.holding;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.canDeliver() && this.kept.length === 0) {
      this.deliver(bytes);
      return;
    }
    this.kept.push(bytes);
    this.keptBytes += bytes.length;
    this.updateHold();
  }

  listen(hear: ByteListener): Unsubscribe {
    const entry = { hear };
    this.listeners.add(entry);
    this.flushSoon();
    return () => void this.listeners.delete(entry);
  }

  pause(): void {
    this.paused = true;
    this.updateHold();
  }

  resume(): void {
    this.paused = false;
    this.flushSoon();
    this.updateHold();
  }

  private canDeliver(): boolean {
    return !this.paused && this.listeners.size > 0;
  }

  /** Not within the caller's own call: who subscribes has its Unsubscribe in hand before the first byte comes. */
  private flushSoon(): void {
    if (this.flushing || this.kept.length === 0) return;
    this.flushing = true;
    queueMicrotask(() => {
      this.flushing = false;
      while (this.canDeliver()) {
        const bytes = this.kept.shift();
        if (!bytes) break;
        this.keptBytes -= bytes.length;
        this.deliver(bytes);
      }
      this.updateHold();
    });
  }

  private updateHold(): void {
    const stop = this.paused || this.keptBytes >= KEPT_LIMIT;
    if (stop === this.holding) return;
    this.holding = stop;
    this.hold(stop);
  }

  private deliver(bytes: Uint8Array): void {
    for (const { hear } of [...this.listeners]) {
      try {
        hear(bytes);
      } catch (error) {
        // A fault of that listener alone: the others still hear, and it still surfaces as uncaught.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
