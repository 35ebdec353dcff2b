// The wrappers that take time, `rate=BITS+` and `latency=MS+`: a lane in each direction. A rate makes a byte take as long as
// on a UART with 8 data bits, no parity and one stop bit, 10 bits in all; a latency makes each byte late and lets any number
// be on the way. The board has no receive buffer that could overflow here: the traits are those of the wrapped link, but for the speed.

import type { BoardAddress } from '../../../shared/address';
import { PipeTransport } from '../pipe-transport';
import { settledWithin } from '../port-stream';
import type { LinkTraits, Transport } from '../transport';
import { Lane, type Pace } from './lane';
import { latency, uart } from './paces';
import { WrapDriver } from './wrap-driver';

const BITS_PER_BYTE = 10;
/** How much a driver takes ahead of its line, ms: enough to keep it busy, and little for a Ctrl-C to wait behind. */
const BACKLOG_MS = 50;
const MIN_BACKLOG = 64;
const MAX_BACKLOG = 256 * 1024;
/** How long closing waits for a link that does not take the last bytes, ms. */
const LAST_BYTES_MS = 100;

export function rateTransport(
  address: BoardAddress,
  bitsPerSecond: number,
  inner: Transport,
): Transport {
  const perByte = (1000 * BITS_PER_BYTE) / bitsPerSecond;
  const backlog = Math.min(MAX_BACKLOG, Math.max(MIN_BACKLOG, Math.floor(BACKLOG_MS / perByte)));
  const driver = new PacedDriver(inner, () => uart(perByte), backlog, 1000 / perByte);
  return new PipeTransport(address, driver);
}

export function latencyTransport(
  address: BoardAddress,
  milliseconds: number,
  inner: Transport,
): Transport {
  const driver = new PacedDriver(inner, () => latency(milliseconds), MAX_BACKLOG);
  return new PipeTransport(address, driver);
}

class PacedDriver extends WrapDriver {
  override readonly chunkBytes: number;
  private readonly toBoard: Lane;
  private readonly fromLink: Lane;
  /** Pending while the way to the board is full. */
  private room: Promise<void> = Promise.resolve();
  private accepted: Promise<void> = Promise.resolve();
  private roomAgain: () => void = () => undefined;

  constructor(
    inner: Transport,
    pace: () => Pace,
    backlog: number,
    private readonly bytesPerSecond = Infinity,
  ) {
    super(inner);
    this.chunkBytes = Math.max(1, backlog >> 2);
    this.toBoard = new Lane(pace(), backlog, {
      // A link that fails tells by its end.
      deliver: (bytes) => (this.accepted = inner.write(bytes).catch(() => undefined)),
      full: (isFull) => {
        if (isFull) this.room = new Promise((resolve) => (this.roomAgain = resolve));
        else this.roomAgain();
      },
    });
    this.fromLink = new Lane(pace(), backlog, {
      deliver: (bytes) => this.events.bytes(bytes),
      full: (isFull) => this.hold(isFull),
    });
  }

  override get link(): LinkTraits {
    const { link } = this.inner;
    const bytesPerSecond = Math.min(this.bytesPerSecond, link.bytesPerSecond ?? Infinity);
    return bytesPerSecond === Infinity ? link : { ...link, bytesPerSecond };
  }

  send(bytes: Uint8Array): Promise<void> {
    this.toBoard.push(bytes.slice()); // the caller may use its buffer again before these have gone
    return this.room;
  }

  /** What was accepted still reaches the board, as it does from the buffer of a system's driver. */
  override async close(): Promise<void> {
    this.fromLink.clear();
    this.toBoard.flush();
    await settledWithin(this.accepted, LAST_BYTES_MS);
    this.toBoard.clear();
    await super.close();
  }

  protected override fromBoard(bytes: Uint8Array): void {
    this.fromLink.push(bytes);
  }

  protected override finish(): void {
    this.fromLink.flush();
  }
}
