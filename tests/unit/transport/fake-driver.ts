// A link made of nothing, whose every step the test decides.

import type { LinkDriver, LinkEvents } from '../../../src/engine/transport/driver';

export class FakeDriver implements LinkDriver {
  readonly link = {
    inFlight: Infinity,
    eightBitClean: true,
    resetsOnOpen: false,
    survivesSoftReset: true,
  };
  readonly chunkBytes = 4;
  readonly calls: string[] = [];
  events!: LinkEvents;
  signal!: AbortSignal;
  /** What `open` and `send` wait for. */
  opening: Promise<void> = Promise.resolve();
  sending: Promise<void> = Promise.resolve();

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    this.events = events;
    this.signal = signal;
    this.calls.push('open');
    await this.opening;
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.calls.push(`send ${Buffer.from(bytes).toString()}`);
    await this.sending;
  }

  pause(): void {
    this.calls.push('pause');
  }

  resume(): void {
    this.calls.push('resume');
  }

  close(): Promise<void> {
    this.calls.push('close');
    return Promise.resolve();
  }
}

export interface Gate {
  readonly promise: Promise<void>;
  pass(): void;
  fail(error: Error): void;
}

export function gate(): Gate {
  let pass!: () => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<void>((resolve, reject) => {
    pass = resolve;
    fail = reject;
  });
  promise.catch(() => undefined);
  return { promise, pass, fail };
}
