// The rules that every transport keeps, written once: single use, one end, nothing pending after it. It owns the life of a
// link and its two queues; what the link is stands in a LinkDriver. The contract is in transport.ts.
//
//   new --open--> opening --ok--> open --close/lost--> ended
//    \--close------/ \--failed/aborted/close----------/

import { printAddress, type BoardAddress } from '../../shared/address';
import { AdderError, isAdderError, toAdderError } from '../../shared/errors';
import type { Unsubscribe } from '../../shared/unsubscribe';
import type { LinkDriver, Signals } from './driver';
import { Incoming } from './incoming';
import { Outgoing } from './outgoing';
import type { AbortOptions, CloseReason, LinkTraits, SimulatedParts, Transport } from './transport';
import type { WholeFileChannel } from './whole-files';

/** The transport that a driver makes: single use, in order, with one end, whatever the driver does. */
export class PipeTransport implements Transport {
  readonly address: string;
  readonly closed: Promise<CloseReason>;
  readonly setSignals?: (signals: Signals) => Promise<void>;

  private state: 'new' | 'opening' | 'open' | 'ended' = 'new';
  private readonly incoming: Incoming;
  private readonly outgoing: Outgoing;
  private readonly cancelOpen = new AbortController();
  /** Settles when `open` is over, however it ended. */
  private opening: Promise<void> = Promise.resolve();
  private closing: Promise<void> | undefined;
  private settleClosed!: (reason: CloseReason) => void;

  /** @param address what the board is called; a link of another program's own making has any text */
  constructor(
    address: BoardAddress | string,
    private readonly driver: LinkDriver,
  ) {
    this.address = typeof address === 'string' ? address : printAddress(address);
    this.closed = new Promise((resolve) => (this.settleClosed = resolve));
    this.incoming = new Incoming((stop) => {
      if (this.state !== 'open') return; // a link that is not open yet is told when it is
      if (stop) driver.pause();
      else driver.resume();
    });
    this.outgoing = new Outgoing(
      driver.chunkBytes,
      (piece) => driver.send(piece),
      (error) => this.lose(isAdderError(error) ? error : toAdderError(error, 'link-lost')),
    );
    if (driver.setSignals) this.setSignals = (signals) => this.changeSignals(signals);
  }

  get link(): LinkTraits {
    return this.driver.link;
  }

  get parts(): SimulatedParts | undefined {
    return this.driver.parts;
  }

  get files(): WholeFileChannel | undefined {
    return this.driver.files;
  }

  async open({ signal }: AbortOptions = {}): Promise<void> {
    if (this.state === 'ended') throw new AdderError('link-closed');
    if (this.state !== 'new')
      throw new AdderError('bad-request', { detail: 'A transport is opened only once.' });
    this.state = 'opening';
    const opening = this.openDriver(signal);
    this.opening = opening.catch(() => undefined);
    await opening;
  }

  write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    if (this.state === 'new' || this.state === 'opening')
      return Promise.reject(new AdderError('link-closed', { detail: 'It is not open yet.' }));
    return this.outgoing.write(bytes, options);
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.incoming.listen(listener);
  }

  pause(): void {
    this.incoming.pause();
  }

  resume(): void {
    this.incoming.resume();
  }

  close(): Promise<void> {
    this.closing ??= this.end({ kind: 'closed' });
    return this.closing;
  }

  private async openDriver(signal: AbortSignal | undefined): Promise<void> {
    const cancel = (): void => this.cancelOpen.abort();
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
    let lost: AdderError | undefined;
    let opened = false;
    try {
      this.cancelOpen.signal.throwIfAborted();
      const events = {
        bytes: (bytes: Uint8Array) => this.incoming.push(bytes),
        lost: (error: AdderError) => {
          lost ??= error;
          this.lose(error);
        },
      };
      await this.driver.open(events, this.cancelOpen.signal);
      opened = true;
      this.cancelOpen.signal.throwIfAborted();
      if (lost) throw lost;
      this.state = 'open';
      if (this.incoming.holds) this.driver.pause();
    } catch (cause) {
      if (opened) await this.release();
      const aborted = this.cancelOpen.signal.aborted;
      const error = aborted ? new AdderError('aborted') : toAdderError(cause, 'link-lost');
      this.state = 'ended';
      this.outgoing.end(new AdderError('link-closed'));
      this.settleClosed(aborted ? { kind: 'closed' } : { kind: 'lost', error });
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  private lose(error: AdderError): void {
    if (this.state !== 'open') return; // while opening, open() rejects with it; after the end it is no news
    this.state = 'ended';
    this.outgoing.end(error);
    this.settleClosed({ kind: 'lost', error });
    this.closing = this.release();
  }

  private async end(reason: CloseReason): Promise<void> {
    const before = this.state;
    if (before === 'opening') {
      this.cancelOpen.abort();
      await this.opening;
      return;
    }
    this.state = 'ended';
    this.outgoing.end(new AdderError('link-closed'));
    if (before === 'open') await this.release();
    this.settleClosed(reason);
  }

  /** A link that cannot even be closed is gone all the same. */
  private async release(): Promise<void> {
    await this.driver.close().catch(() => undefined);
  }

  private async changeSignals(signals: Signals): Promise<void> {
    if (this.state !== 'open') throw new AdderError('link-closed');
    await this.driver.setSignals?.(signals);
  }
}
