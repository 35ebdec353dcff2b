// Collects what a transport brings. It waits without a deadline of its own: that of the test is enough.

import type { Transport } from '../transport';
import type { Unsubscribe } from '../../../shared/unsubscribe';

/** Hears a transport, and waits for what it is to bring. */
export class Receiver {
  private chunks: Buffer[] = [];
  private size = 0;
  private wake: (() => void) | undefined;
  readonly stop: Unsubscribe;

  constructor(transport: Transport) {
    this.stop = transport.onBytes((bytes) => {
      this.chunks.push(Buffer.from(bytes));
      this.size += bytes.length;
      this.wake?.();
    });
  }

  get length(): number {
    return this.size;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  async atLeast(size: number): Promise<Buffer> {
    await this.wait(() => this.size >= size);
    return this.bytes;
  }

  async text(end: string): Promise<string> {
    await this.wait(() => this.bytes.includes(end));
    return this.bytes.toString('latin1');
  }

  private async wait(enough: () => boolean): Promise<void> {
    while (!enough()) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}
