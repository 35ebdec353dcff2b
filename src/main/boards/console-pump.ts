// Carries one board's output to the window, in batches, and holds the board back when the window cannot follow. The window
// owes an answer for what it got and has not drawn; while that is too much nothing more is sent, and the engine's
// sink is left waiting, down to the board. Nothing is ever dropped. Knows no Electron and no board.

import { CONSOLE_WINDOW_BYTES } from '../../ipc/contract';

export interface PumpOptions {
  /** Most bytes that the window may owe. */
  readonly window?: number;
  /** Most bytes in one message. */
  readonly batch?: number;
  /** How long bytes wait for more of them, in milliseconds: half a frame, which no person sees. */
  readonly delay?: number;
}

export class ConsolePump {
  private readonly window: number;
  private readonly batch: number;
  private readonly delay: number;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private owed = 0;
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];
  private held: boolean;
  private closed = false;

  /** @param held nothing is sent before `release`, so that the window knows the board when its first bytes come */
  constructor(
    private readonly send: (bytes: Uint8Array) => void,
    options: PumpOptions & { readonly held?: boolean } = {},
  ) {
    this.window = options.window ?? CONSOLE_WINDOW_BYTES;
    this.batch = options.batch ?? 64 * 1024;
    this.delay = options.delay ?? 8;
    this.held = options.held ?? false;
  }

  /** The engine's sink: a returned promise means wait. */
  readonly take = (bytes: Uint8Array): void | Promise<void> => {
    if (this.closed || bytes.length === 0) return;
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= this.batch) this.flush();
    else this.schedule();
    if (!this.isFull()) return;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  };

  /** The window has drawn that many bytes. */
  taken(count: number): void {
    this.owed = Math.max(0, this.owed - count);
    this.flush();
  }

  /** The window begins anew: it owes nothing, and hears nothing before `release`. */
  hold(): void {
    this.owed = 0;
    this.held = true;
  }

  release(): void {
    this.held = false;
    this.flush();
  }

  /** The last bytes go out, whatever the window owes: there is nobody left to hold back. */
  close(): void {
    this.closed = true;
    this.held = false;
    while (this.pendingBytes > 0) this.sendBatch(this.batch);
    this.flush();
  }

  /** Sends what waits, as far as the window may be sent anything. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (!this.held && this.pendingBytes > 0 && this.owed < this.window)
      this.sendBatch(Math.min(this.batch, this.window - this.owed));
    if (this.isFull() && !this.closed) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const goOn of waiting) goOn();
  }

  private isFull(): boolean {
    return this.owed + this.pendingBytes > this.window;
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.flush();
    }, this.delay);
  }

  private sendBatch(limit: number): void {
    const size = Math.min(limit, this.pendingBytes);
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const [first] = this.pending;
      if (first === undefined) break;
      const part = first.subarray(0, size - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (part.length === first.length) this.pending.shift();
      else this.pending[0] = first.subarray(part.length);
    }
    this.pendingBytes -= size;
    this.owed += size;
    this.send(bytes);
  }
}
