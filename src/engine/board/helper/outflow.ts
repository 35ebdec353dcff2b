// Sends packets to a helper no faster than it takes them: never more on their way than the link may carry. The helper tells after
// each window how far it is. It owns the pace, not what is sent.

import { EMPTY } from '../../protocol/bytes';
import type { LinkTraits } from '../../transport/transport';

export interface OutgoingPacket {
  readonly bytes: Uint8Array;
  /** Bytes of content that are through when this packet is. */
  readonly content: number;
}

/** Where the link holds the sender back by itself, this much may be on its way, so that a cancel is soon heard. */
const MOST_AHEAD = 16 * 1024;

/** So much may be on its way, bytes: also no more than the line carries in a second, where its speed is known. */
export function aheadFor({ inFlight, bytesPerSecond = Infinity }: LinkTraits): number {
  return Math.min(inFlight, MOST_AHEAD, Math.max(64, Math.floor(bytesPerSecond)));
}

/**
 * Bytes between two reports of the board. Eight windows are on their way: on a UART with a receive buffer of 256 bytes the line is
 * busy for 19 ms more when a report comes, and adapters and computers are late by as much (FTDI's latency timer alone is 16 ms).
 */
export function windowFor(link: LinkTraits): number {
  return Math.max(1, Math.floor(aheadFor(link) / 8));
}

export class Outflow {
  private sent = 0;
  private taken = 0;
  private rest: Uint8Array = EMPTY;
  private stopped = false;
  private ended = false;
  /** Where in the stream which content is through. */
  private readonly marks: { readonly at: number; readonly content: number }[] = [];
  private end = 0;
  /** Bytes of content that the board has taken. */
  confirmed = 0;

  constructor(
    private readonly packets: Iterator<OutgoingPacket, unknown>,
    private readonly window: number,
    private readonly ahead: number,
    private readonly send: (bytes: Uint8Array) => void,
  ) {}

  /** Sends what may be sent. */
  pump(): void {
    while (!this.stopped && !this.ended) {
      const room = this.ahead - (this.sent - this.taken);
      if (room <= 0) return;
      const batch: Uint8Array[] = [];
      let size = 0;
      while (size < room) {
        if (this.rest.length === 0 && !this.fill()) break;
        const part = this.rest.subarray(0, room - size);
        batch.push(part);
        size += part.length;
        this.rest = this.rest.subarray(part.length);
      }
      if (size === 0) return;
      this.sent += size;
      this.send(Buffer.concat(batch));
    }
  }

  /** The board has taken one window more. */
  onTaken(): void {
    this.taken += this.window;
    while (this.marks[0] && this.marks[0].at <= this.taken)
      this.confirmed = this.marks.shift()?.content ?? this.confirmed;
    this.pump();
  }

  /** Nothing more is sent. */
  stop(): void {
    this.stopped = true;
  }

  private fill(): boolean {
    const next = this.packets.next();
    if (next.done) {
      this.ended = true;
      return false;
    }
    this.rest = next.value.bytes;
    this.end += next.value.bytes.length;
    this.marks.push({ at: this.end, content: next.value.content });
    return true;
  }
}
