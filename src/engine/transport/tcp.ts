// The link over a bare TCP connection, `tcp:HOST:PORT`: ser2net's raw mode, ESP-Link, an emulator's serial port. Every byte is
// the board's; there is nothing to set and nothing to purge. What may be assumed of the board stands in bridge-traits.ts.

import type { BoardAddress } from '../../shared/address';
import { BRIDGED_UART } from './bridge-traits';
import type { Endpoint } from './connect-socket';
import type { LinkDriver, LinkEvents } from './driver';
import { PipeTransport } from './pipe-transport';
import { TcpSocket } from './socket';
import type { Transport } from './transport';

const CHUNK_BYTES = 4096;

export function tcpTransport(address: BoardAddress, endpoint: Endpoint): Transport {
  return new PipeTransport(address, new TcpDriver(endpoint));
}

class TcpDriver implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  readonly link = BRIDGED_UART;
  private socket: TcpSocket | undefined;

  constructor(private readonly endpoint: Endpoint) {}

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    this.socket = await TcpSocket.open(this.endpoint, events, { signal });
  }

  async send(bytes: Uint8Array): Promise<void> {
    await this.socket?.write(bytes);
  }

  pause(): void {
    this.socket?.pause();
  }

  resume(): void {
    this.socket?.resume();
  }

  async close(): Promise<void> {
    await this.socket?.close();
  }
}
