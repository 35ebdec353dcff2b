// What all wrappers have in common: a driver whose link is another transport. The outer transport's rules (single use, queues,
// aborts) are PipeTransport's as for every link; this file passes on what a wrapper does not change. What becomes of the
// bytes is the affair of each wrapper.

import { AdderError } from '../../../shared/errors';
import type { LinkDriver, LinkEvents, Signals } from '../driver';
import type { CloseReason, LinkTraits, SimulatedParts, Transport } from '../transport';

/** As the largest piece of the links below; each of them cuts it into its own. */
const CHUNK_BYTES = 16 * 1024;

export abstract class WrapDriver implements LinkDriver {
  readonly chunkBytes: number = CHUNK_BYTES;
  readonly setSignals?: (signals: Signals) => Promise<void>;
  /** Where the bytes from the board go. Set while the link lives. */
  protected events!: LinkEvents;
  private readerHolds = false;
  private wrapperHolds = false;
  private closing = false;

  constructor(protected readonly inner: Transport) {
    if (inner.setSignals) this.setSignals = (signals) => this.changeSignals(signals);
  }

  get link(): LinkTraits {
    return this.inner.link;
  }

  get parts(): SimulatedParts | undefined {
    return this.inner.parts;
  }

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    this.events = events;
    this.inner.onBytes((bytes) => this.fromBoard(bytes));
    await this.inner.open({ signal });
    void this.inner.closed.then((reason) => this.innerEnded(reason));
  }

  abstract send(bytes: Uint8Array): Promise<void>;

  pause(): void {
    this.readerHolds = true;
    this.updateHold();
  }

  resume(): void {
    this.readerHolds = false;
    this.updateHold();
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.inner.close();
  }

  /** Bytes as they come out of the wrapped transport. */
  protected abstract fromBoard(bytes: Uint8Array): void;

  /** The wrapped link is lost: hands over what the board had said and is still on its way. */
  protected finish(): void {
    // most wrappers keep nothing
  }

  /** Holds the board back, or no longer, on the wrapper's own behalf. */
  protected hold(stop: boolean): void {
    this.wrapperHolds = stop;
    this.updateHold();
  }

  private updateHold(): void {
    if (this.readerHolds || this.wrapperHolds) this.inner.pause();
    else this.inner.resume();
  }

  private async innerEnded(reason: CloseReason): Promise<void> {
    if (reason.kind === 'closed' && this.closing) return;
    this.inner.resume(); // what it said last is read also while the reader pauses; it comes within this turn
    await Promise.resolve();
    this.finish();
    this.events.lost(reason.kind === 'lost' ? reason.error : new AdderError('link-closed'));
  }

  private async changeSignals(signals: Signals): Promise<void> {
    await this.inner.setSignals?.(signals);
  }
}
