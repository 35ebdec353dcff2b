// Stands between the transport and the conversation with the board. With nothing mounted it is not noticed, and tells a board whose folder
// went with another computer that there is none. With a folder mounted it takes
// the board's requests out of what it says, and keeps back what others send while one is answered. It knows no files.

import type { Unsubscribe } from '../../../shared/unsubscribe';
import { CTRL_C } from '../../protocol/bytes';
import type { MountEvent } from '../../protocol/mount-frames';
import { MountReader, type ReplyForm } from '../../protocol/mount-frames';
import type {
  AbortOptions,
  CloseReason,
  LinkTraits,
  SimulatedParts,
  Transport,
} from '../../transport/transport';
import type { Signals } from '../../transport/driver';
import type { WholeFileChannel } from '../../transport/whole-files';
import { aheadFor, windowFor } from '../helper/outflow';
import { StrayFinder } from '../../protocol/stray-frames';
import { Exchange, OVER, type ExchangeLine } from './exchange';
import { OthersBytes } from './others-bytes';

/**
 * A beginning of a frame that does not go on is none, ms. An escape alone begins many things that programs print, and must not wait long; a latency
 * timer of an adapter holds bytes back for 16. With `_` behind it hardly anything else begins, and a computer under load may be late.
 */
const ESCAPE_MS = 30;
const BEGINNING_MS = 500;
/** A frame of which no more comes is damaged, ms. */
const FRAME_MS = 1000;
/** The head of a reply and some keys are on their way beside what is counted, bytes. */
const BESIDE = 64;
/** So much output is kept while nobody takes it, so that requests behind it are heard, bytes. */
const MOST_KEPT = 256 * 1024;
/** No such device. */
const ENODEV = 19;

export class MountGate implements Transport {
  private reader: MountReader | undefined;
  private exchange: Exchange | undefined;
  /** The requests are of a mount that nobody answers any more. */
  private isStray = false;
  private readonly strays = new StrayFinder();
  private timer: NodeJS.Timeout | undefined;
  private listening = false;
  private readonly listeners = new Set<(bytes: Uint8Array) => void>();
  private waiting: (() => void)[] = [];
  private paused = false;
  private kept: Uint8Array[] = [];
  private keptBytes = 0;
  private others = new OthersBytes();

  constructor(private readonly inner: Transport) {
    void inner.closed.then(() => this.end());
  }

  /** From now on requests with this word are answered. */
  serve(form: ReplyForm, answer: ExchangeLine['answer']): void {
    this.end();
    this.isStray = false;
    this.reader = new MountReader(form.nonce);
    const line: ExchangeLine = {
      answer,
      send: (bytes) => void this.inner.write(bytes).catch(() => undefined),
      onOver: (skipped, disturbed) => this.free(disturbed ? this.others.lastIn(skipped) : skipped),
    };
    const { link } = this.inner;
    const window = windowFor(link);
    const ahead = Math.max(window, aheadFor(link) - BESIDE);
    this.exchange = new Exchange(line, form, { window, ahead });
    this.others = new OthersBytes();
  }

  /** Requests are answered no more. */
  end(): void {
    clearTimeout(this.timer);
    const { reader, exchange } = this;
    this.reader = undefined;
    this.exchange = undefined;
    exchange?.stop();
    for (const event of reader?.flush() ?? []) this.handle(event);
    this.deliver(this.strays.flush());
  }

  get address(): string {
    return this.inner.address;
  }

  get link(): LinkTraits {
    return this.inner.link;
  }

  get parts(): SimulatedParts | undefined {
    return this.inner.parts;
  }

  get files(): WholeFileChannel | undefined {
    return this.inner.files;
  }

  get closed(): Promise<CloseReason> {
    return this.inner.closed;
  }

  open(options?: AbortOptions): Promise<void> {
    return this.inner.open(options);
  }

  write(bytes: Uint8Array, options?: AbortOptions): Promise<void> {
    if (!this.exchange?.isBusy) return this.send(bytes, options);
    // Goes out in the very moment in which the exchange ends: the next request may have come with its end.
    return new Promise((resolve, reject) => {
      this.waiting.push(() => void this.send(bytes, options).then(resolve, reject));
    });
  }

  busy(): Promise<void> | undefined {
    if (!this.exchange?.isBusy) return undefined;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unsubscribe {
    this.listeners.add(listener);
    if (!this.listening) {
      this.listening = true;
      this.inner.onBytes((bytes) => this.hear(bytes));
    }
    return () => {
      this.listeners.delete(listener);
    };
  }

  pause(): void {
    this.paused = true;
    if (!this.reader) this.inner.pause();
  }

  resume(): void {
    this.paused = false;
    while (this.kept.length > 0 && !this.isPaused) {
      const [bytes] = this.kept.splice(0, 1);
      if (!bytes) break;
      this.keptBytes -= bytes.length;
      for (const listener of this.listeners) listener(bytes);
    }
    if (!this.isPaused) this.inner.resume();
  }

  async setSignals(signals: Signals): Promise<void> {
    await this.inner.setSignals?.(signals);
  }

  close(): Promise<void> {
    this.end();
    return this.inner.close();
  }

  /** A listener may have paused again. */
  private get isPaused(): boolean {
    return this.paused;
  }

  private hear(bytes: Uint8Array): void {
    const { reader } = this;
    clearTimeout(this.timer);
    if (!reader) {
      this.look(bytes);
      return;
    }
    const events = reader.push(bytes);
    for (const [index, event] of events.entries())
      if (index === events.length - 1 || !this.isPassed(event)) this.handle(event);
    if (this.reader?.holds)
      this.timer = setTimeout(() => {
        for (const event of this.reader?.flush() ?? []) this.handle(event);
      }, this.patience(this.reader));
  }

  /** With nothing mounted: the output of a board, unless it asks for a folder that is gone. */
  private look(bytes: Uint8Array): void {
    const found = this.strays.push(bytes);
    if (found.nonce === undefined) {
      this.deliver(found.bytes);
      if (this.strays.holds)
        this.timer = setTimeout(() => this.deliver(this.strays.flush()), BEGINNING_MS);
      return;
    }
    this.serve({ nonce: found.nonce, binary: false, inflates: false }, () =>
      Promise.resolve(Uint8Array.of(ENODEV)),
    );
    this.isStray = true;
    this.hear(found.bytes);
  }

  /** The board has said more behind that request, long before we came: it waits no more. */
  private isPassed(event: MountEvent): boolean {
    return this.isStray && event.kind === 'request' && event.op !== OVER;
  }

  private patience(reader: MountReader): number {
    if (reader.isInside) return FRAME_MS;
    return reader.heldBytes > 1 ? BEGINNING_MS : ESCAPE_MS;
  }

  private handle(event: MountEvent): void {
    if (event.kind === 'request') this.exchange?.hear(event);
    else if (event.kind === 'damaged') this.exchange?.onDamaged();
    else this.deliver(this.exchange?.withoutReports(event.bytes) ?? event.bytes);
  }

  private deliver(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (!this.paused && this.kept.length === 0) {
      for (const listener of this.listeners) listener(bytes);
      return;
    }
    this.kept.push(bytes.slice());
    this.keptBytes += bytes.length;
    if (this.keptBytes > MOST_KEPT) this.inner.pause();
  }

  /** Ctrl-C in it has done its work: the board sees to that, since sent again it would meet the next exchange, and so on without end. */
  private free(skipped: Uint8Array): void {
    const keys = skipped.filter((byte) => byte !== CTRL_C);
    if (keys.length > 0) void this.send(keys).catch(() => undefined);
    for (const go of this.waiting.splice(0)) go();
  }

  private send(bytes: Uint8Array, options?: AbortOptions): Promise<void> {
    if (this.reader) this.others.add(bytes);
    return this.inner.write(bytes, options);
  }
}
