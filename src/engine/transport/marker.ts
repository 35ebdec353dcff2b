// Finds a mark in a stream of bytes. What goes into one end of a line comes out at the other behind all that was there before: so
// a line tells that it is empty, without a guess at how long that takes.

export const MARK_BYTES = 16;

export class Marker {
  /** Resolves when the mark has passed; all before it was passed on. */
  readonly passed: Promise<void>;
  private found!: () => void;
  private held = Buffer.alloc(0);
  private done = false;

  /** @param mark what nobody else sends: random bytes */
  constructor(
    readonly mark: Buffer,
    private readonly passOn: (bytes: Uint8Array) => void,
  ) {
    this.passed = new Promise((resolve) => (this.found = resolve));
  }

  get hasPassed(): boolean {
    return this.done;
  }

  take(bytes: Uint8Array): void {
    const all = Buffer.concat([this.held, bytes]);
    const at = this.done ? -1 : all.indexOf(this.mark);
    // The last bytes may be the beginning of the mark.
    const end = this.done
      ? all.length
      : at >= 0
        ? at
        : Math.max(0, all.length - this.mark.length + 1);
    this.held = all.subarray(end);
    if (end > 0) this.passOn(all.subarray(0, end));
    if (at < 0) return;
    this.done = true;
    this.held = all.subarray(at + this.mark.length);
    this.flush();
    this.found();
  }

  /** No mark will come: passes on what was held for it. */
  flush(): void {
    if (this.held.length > 0) this.passOn(this.held);
    this.held = Buffer.alloc(0);
  }
}
