// One life of a helper that reads packets (docs/protocol.md, "Packets"): starts it, feeds it no faster than it takes, and ends it in order
// when it fails, when it falls silent, or when nobody wants it any more. What the packets and the answers mean is the caller's.
//
// The helper's part of the bargain: when it gives up, it says so, and swallows all that is on its way up to `stop` and one letter more; the
// raw REPL would take it for commands.

import { randomInt } from 'node:crypto';
import { AdderError } from '../../../shared/errors';
import { utf8 } from '../../protocol/bytes';
import { PacketWriter } from '../../protocol/packets';
import { onAbort } from '../abort';
import { callHelper, damaged, type HelperHost } from './call';
import { aheadFor, Outflow, windowFor, type OutgoingPacket } from './outflow';
import type { HelperParts } from './program';

/** The letter behind the stop word: shall what the helper was making stay for another one that goes on? */
export const KEEP = 0x4b; // K
export const REMOVE = 0x52; // R

/** A board that takes nothing for so long has lost something, ms; erasing flash takes less. */
const STALL_MS = 5000;
/** A helper looks for the stop word in steps of 32 bytes. */
const STOP_TIMES = 8;

export interface PacketStreamOptions {
  readonly signal?: AbortSignal | undefined;
  /** For messages: what is under way now. */
  readonly path: () => string;
  readonly onData: (data: Uint8Array) => void;
  /** The helper has taken more; so many bytes of content since its start. */
  readonly onContent: (bytes: number) => void;
}

export class PacketStream {
  private outflow: Outflow | undefined;
  /** The error that the board told. */
  private told: AdderError | undefined;
  private stalled = false;
  /** The first one counts. */
  private verdict: number | undefined;
  private stopWordSent = false;
  /** Nothing that the helper says can be understood any more. */
  private damaged = false;
  private timer: NodeJS.Timeout | undefined;
  private writer: PacketWriter | undefined;
  private readonly stop = new AbortController();
  private readonly stopWord = `!${randomInt(36 ** 6, 36 ** 7).toString(36)}`;

  constructor(
    private readonly host: HelperHost,
    private readonly options: PacketStreamOptions,
  ) {}

  /** Resolves when the helper has ended well. */
  async run({ parts, call }: Omit<HelperParts, 'input'>): Promise<void> {
    const { host, options } = this;
    const stopListening = onAbort(options.signal, () => this.halt(REMOVE));
    try {
      await callHelper(host, {
        parts,
        call,
        input: { window: windowFor(host.link), names: { stop: `b'${this.stopWord}'` } },
        path: options.path(),
        signal: this.stop.signal,
        onProgram: ({ encoding, seed }) => {
          this.writer = new PacketWriter(encoding, host.firmware.check, seed);
        },
        onData: options.onData,
        onTaken: () => {
          this.watch();
          this.outflow?.onTaken();
          options.onContent(this.outflow?.confirmed ?? 0);
        },
        onProblem: () => {
          this.damaged = true;
          this.halt(KEEP);
        },
      });
    } catch (error) {
      throw this.failure(error);
    } finally {
      clearTimeout(this.timer);
      stopListening();
    }
    if (this.told) throw this.failure(this.told);
  }

  /** The helper is ready: what it reads now. */
  start(packets: (writer: PacketWriter) => Iterator<OutgoingPacket>): void {
    const { host, writer } = this;
    if (!writer || this.outflow) throw damaged(this.options.path());
    const ahead = aheadFor(host.link);
    this.outflow = new Outflow(packets(writer), windowFor(host.link), ahead, (bytes) =>
      this.send(bytes),
    );
    this.watch();
    this.outflow.pump();
  }

  /** A sign of life: (re)starts the wait for the next one. */
  watch(): void {
    clearTimeout(this.timer);
    if (this.stop.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.stalled = true;
      this.halt(KEEP);
    }, STALL_MS);
  }

  /** The helper tells why it ends. */
  gaveUp(error: AdderError): void {
    this.told ??= error;
    this.halt(this.told.code === 'protocol-damaged' ? KEEP : REMOVE);
  }

  /** Nothing more is sent, and the helper is stopped if it has not ended by itself. What is on its way still comes to it: it
   * swallows all up to the stop word. Before it is ready nothing is, and the raw REPL may still be reading the program. */
  private halt(verdict: number): void {
    this.outflow?.stop();
    clearTimeout(this.timer);
    this.verdict ??= verdict;
    if (!this.told) this.stop.abort();
    if (this.stopWordSent || !(this.outflow ?? this.told)) return;
    // A link that carries nothing may carry the word much later, when nobody goes on with what was made any more. And one without flow
    // control has room for it only when the helper swallows, which its answer tells, if that can still be read.
    const waits = this.stalled || (this.host.link.inFlight !== Infinity && !this.damaged);
    if (waits && !this.told) return;
    this.stopWordSent = true;
    this.send(Buffer.concat([utf8(this.stopWord.repeat(STOP_TIMES)), Uint8Array.of(this.verdict)]));
  }

  private failure(error: unknown): unknown {
    const detail = `${this.options.path()}: the board took nothing more`;
    return this.stalled ? new AdderError('no-response', { detail }) : (this.told ?? error);
  }

  private send(bytes: Uint8Array): void {
    this.host.raw.write(bytes).catch(() => undefined); // a dead link ends the helper's call by itself
  }
}
