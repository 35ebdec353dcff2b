// The link to a board's WebREPL, `ws:HOST[:PORT][/PATH]` and `wss:`. Its terminal is the transport's bytes, its binary frames are
// `files`. Owns the connection once it is open; how it opens is login.ts's.

import { printAddress, type BoardAddress } from '../../../shared/address';
import { AdderError } from '../../../shared/errors';
import type { LinkDriver, LinkEvents } from '../driver';
import { PipeTransport } from '../pipe-transport';
import type { LinkTraits, Transport, TransportHost } from '../transport';
import type { WholeFileChannel } from '../whole-files';
import { endWith } from './exchange';
import { WebReplFiles } from './files';
import { logIn, type LoggedIn } from './login';
import type { WebReplAddress } from './socket';

/**
 * Ports with MICROPY_PY_OS_DUPTERM_NOTIFY push every byte that has arrived into the ring of stdin, and drop what does not fit
 * (`extmod/modos.c`, micropython#2497). The smallest ring, esp8266's, has 256 bytes and holds 255.
 */
const RING_BYTES = 255;

export function webReplTransport(
  address: BoardAddress,
  link: WebReplAddress,
  host: TransportHost,
): Transport {
  return new PipeTransport(address, new WebReplDriver(link, printAddress(address), host));
}

class WebReplDriver implements LinkDriver {
  /** A frame that any board takes whole. */
  readonly chunkBytes = RING_BYTES;
  readonly link: LinkTraits = {
    inFlight: RING_BYTES,
    eightBitClean: true,
    resetsOnOpen: false,
    survivesSoftReset: false, // the server ends; boot.py may start another one
  };
  private opened: LoggedIn | undefined;
  private channel: WebReplFiles | undefined;

  constructor(
    private readonly address: WebReplAddress,
    private readonly printed: string,
    private readonly host: TransportHost,
  ) {}

  get files(): WholeFileChannel | undefined {
    return this.channel;
  }

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    const listeners = {
      terminal: (bytes: Uint8Array) => events.bytes(bytes),
      lost: (error: AdderError) => events.lost(error),
    };
    const opened = await logIn(this.address, this.printed, this.host, listeners, signal);
    const { socket, binary, end } = opened;
    this.opened = opened;
    this.channel = new WebReplFiles(binary, end.signal, (error) => {
      socket.destroy();
      endWith(end, error);
      events.lost(error);
    });
  }

  async send(bytes: Uint8Array): Promise<void> {
    await this.opened?.socket.send(bytes, 'text');
  }

  pause(): void {
    this.opened?.socket.pause();
  }

  resume(): void {
    this.opened?.socket.resume();
  }

  async close(): Promise<void> {
    if (!this.opened) return;
    endWith(this.opened.end, new AdderError('link-closed'));
    await this.opened.socket.close();
  }
}
