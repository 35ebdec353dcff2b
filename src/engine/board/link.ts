// The board's hold on its transport: one reader at a time, writes in order, and the end of the link. It knows bytes
// and who gets them, not what they mean.

import { AdderError } from '../../shared/errors';
import type { CloseReason, Transport } from '../transport/transport';

/** As much may come while the console takes nothing, bytes: what was on its way when a program was stopped. */
const FLOW_LIMIT = 1024 * 1024;

type Reader = (bytes: Uint8Array) => void;

export class Link {
  private reader: Reader | undefined;
  private paused = false;
  /** Promises that hold the output back. */
  private holds = 0;
  /** How many want the board's output to come whatever the console can take. */
  private flows = 0;
  /** What has come since then, bytes. */
  private flowed = 0;
  private ended: AdderError | undefined;
  private resetting = false;
  private readonly endListeners = new Set<(error: AdderError) => void>();
  /** Settles when the transport has closed, for whatever reason. */
  readonly closed: Promise<CloseReason>;

  /** @param idle gets what nobody else reads: the console */
  constructor(
    readonly transport: Transport,
    private readonly idle: Reader,
  ) {
    transport.onBytes((bytes) => {
      if (this.flows > 0) {
        this.flowed += bytes.length;
        this.update();
      }
      (this.reader ?? this.idle)(bytes);
    });
    this.closed = transport.closed.then((how) => {
      const reason = this.resetting ? endedByReset(how) : how;
      this.ended =
        reason.kind === 'lost'
          ? reason.error
          : new AdderError('link-closed', { detail: transport.address });
      for (const listener of [...this.endListeners]) listener(this.ended);
      return reason;
    });
  }

  /** A soft reset is under way, or no longer: that it ends a link which does not outlive it is told as `link-reset`. */
  noteReset(underWay: boolean): void {
    this.resetting = underWay && !this.transport.link.survivesSoftReset;
  }

  /** The error of every operation from now on, once the link is gone. */
  get error(): AdderError | undefined {
    return this.ended;
  }

  /** Gives the incoming bytes to `reader` until `handBack`. */
  take(reader: Reader): void {
    if (this.reader)
      throw new AdderError('internal', { detail: 'the stream has a reader already' });
    this.reader = reader;
  }

  /** Ends a `take`; `rest` are bytes that the reader got and did not use. */
  handBack(rest: Uint8Array): void {
    this.reader = undefined;
    if (rest.length > 0) this.idle(rest);
  }

  /** Gives bytes that the reader got, and that are nothing to it, to the console. */
  readonly pass = (bytes: Uint8Array): void => {
    this.idle(bytes);
  };

  /** The transport sends in call order; a failure also reaches `closed`. */
  send(bytes: Uint8Array): Promise<void> {
    return this.transport.write(bytes);
  }

  /** While the board has the line for itself: resolves when bytes go out again. */
  busy(): Promise<void> | undefined {
    return this.transport.busy?.();
  }

  /** Is the board's output held back? Its silence then says nothing. */
  get held(): boolean {
    return this.paused;
  }

  /** Holds the board's output back until the promise settles. */
  holdUntil(promise: Promise<unknown>): void {
    this.holds++;
    this.update();
    const release = (): void => {
      this.holds--;
      this.update();
    };
    promise.then(release, release);
  }

  /**
   * Lets the board's output come although it should be held back, up to a limit: while a program is being stopped, its last words
   * are what is waited for. Returns the end of that.
   */
  letFlow(): () => void {
    if (this.flows++ === 0) this.flowed = 0;
    this.update();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.flows--;
      this.update();
    };
  }

  private update(): void {
    const pause = this.holds > 0 && !(this.flows > 0 && this.flowed < FLOW_LIMIT);
    if (pause === this.paused) return;
    this.paused = pause;
    if (pause) this.transport.pause();
    else this.transport.resume();
  }

  /** Calls the listener once when the link ends, at once if it has. Returns the end of that. */
  onEnd(listener: (error: AdderError) => void): () => void {
    if (this.ended) {
      listener(this.ended);
      return () => undefined;
    }
    this.endListeners.add(listener);
    return () => this.endListeners.delete(listener);
  }
}

function endedByReset(reason: CloseReason): CloseReason {
  if (reason.kind !== 'lost') return reason;
  const { detail } = reason.error;
  const error = new AdderError('link-reset', {
    cause: reason.error,
    ...(detail !== undefined && { detail }),
  });
  return { kind: 'lost', error };
}
