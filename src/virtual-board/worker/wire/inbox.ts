// Bytes on their way to the program, in the two places where a board keeps them:
//
//   the wire       sent by the host, not yet looked at
//   the received   what the serial port's interrupt handler has put into its buffer
//
// The handler looks for the interrupt character (Ctrl-C). It runs only while a program runs; at the prompt the REPL takes
// bytes from the wire one by one. That is why `code`, return, Ctrl-C sent in one go interrupts the code and not the prompt.

import { ByteQueue } from './byte-queue';

export class Inbox {
  private readonly wire = new ByteQueue();
  private readonly received = new ByteQueue();

  /** `onRead` hears how many bytes have left the inbox, so that the host may send as many again. */
  constructor(private readonly onRead: (count: number) => void) {}

  arrive(bytes: Uint8Array): void {
    this.wire.push(bytes);
  }

  /** The interrupt handler: moves all bytes on, without the interrupt characters. True when there was one. */
  receive(interruptCharacter: number): boolean {
    let interrupted = false;
    for (let piece = this.wire.takePiece(); piece; piece = this.wire.takePiece()) {
      let rest = piece;
      for (let at = rest.indexOf(interruptCharacter); at >= 0;) {
        interrupted = true;
        this.received.push(rest.subarray(0, at));
        this.onRead(1);
        rest = rest.subarray(at + 1);
        at = rest.indexOf(interruptCharacter);
      }
      this.received.push(rest);
    }
    return interrupted;
  }

  /** Whether a read would find a byte; with the interrupt character switched off nothing needs to be received first. */
  available(interruptible: boolean): boolean {
    return this.received.length > 0 || (!interruptible && this.wire.length > 0);
  }

  get onTheWire(): boolean {
    return this.wire.length > 0;
  }

  /** The next byte, whether received or still on the wire, or -1. */
  takeByte(): number {
    const byte = this.received.length > 0 ? this.received.takeByte() : this.wire.takeByte();
    if (byte >= 0) this.onRead(1);
    return byte;
  }

  takeInto(target: Uint8Array, interruptible: boolean): number {
    let count = this.received.takeInto(target);
    if (!interruptible) count += this.wire.takeInto(target.subarray(count));
    if (count > 0) this.onRead(count);
    return count;
  }
}
