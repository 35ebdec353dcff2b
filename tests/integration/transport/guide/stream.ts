// The link over a stream of Node that somebody else has opened.

import type { Duplex } from 'node:stream';
import type { BoardAddress } from '../../../../src/shared/address';
import { AdderError } from '../../../../src/shared/errors';
import type { LinkDriver, LinkEvents } from '../../../../src/engine/transport/driver';
import { PipeTransport } from '../../../../src/engine/transport/pipe-transport';
import type { LinkTraits, Transport } from '../../../../src/engine/transport/transport';

export function streamTransport(address: BoardAddress, stream: Duplex): Transport {
  return new PipeTransport(address, new StreamDriver(stream));
}

class StreamDriver implements LinkDriver {
  /** Between pieces of this size a write can be aborted. */
  readonly chunkBytes = 4096;
  readonly link: LinkTraits = {
    inFlight: Infinity, // a stream holds the sender back
    eightBitClean: true,
    resetsOnOpen: false,
    survivesSoftReset: true,
  };

  constructor(private readonly stream: Duplex) {}

  open(events: LinkEvents): Promise<void> {
    const { stream } = this;
    if (stream.destroyed)
      return Promise.reject(new AdderError('port-not-found', { detail: 'The stream has ended.' }));
    stream.on('data', (bytes: Uint8Array) => events.bytes(bytes));
    stream.on('error', () => undefined); // told by 'close'
    stream.on('close', () => events.lost(new AdderError('link-lost')));
    return Promise.resolve();
  }

  send(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.stream.write(bytes, (error) => {
        if (error) reject(new AdderError('link-lost', { cause: error }));
        else resolve();
      });
    });
  }

  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  close(): Promise<void> {
    this.stream.destroy();
    return Promise.resolve();
  }
}
