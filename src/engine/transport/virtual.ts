// The link to the MicroPython inside the app: a thread of src/virtual-board. Owns where a virtual board's folder is; the
// lock, the file system and the pins are the board's own affair.

import { join } from 'node:path';
import type { BoardAddress } from '../../shared/address';
import { AdderError, isAdderError } from '../../shared/errors';
import { VirtualBoard, type VirtualBoardOptions } from '../../virtual-board';
import type { LinkDriver, LinkEvents } from './driver';
import { PipeTransport } from './pipe-transport';
import type { SimulatedParts, Transport, TransportHost } from './transport';
import { USB_BOARD } from './usb';

/** As much as the board takes in one message. */
const CHUNK_BYTES = 16 * 1024;

/** The folder that is the file system of the virtual board of that name. */
export function virtualBoardDirectory(dataDirectory: string, name: string): string {
  return join(dataDirectory, 'virtual-boards', name, 'files');
}

export function virtualTransport(
  address: BoardAddress,
  name: string,
  host: TransportHost,
): Transport {
  return new PipeTransport(
    address,
    new VirtualDriver({
      directory: virtualBoardDirectory(host.dataDirectory, name),
      holder: host.holder,
      withoutBootFiles: host.virtualBoardBare === true,
      ...(host.virtualBoardBytes !== undefined && { sizeBytes: host.virtualBoardBytes }),
    }),
  );
}

class VirtualDriver implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  /** Opening switches it on; but it was off before, so no program is lost by that. */
  readonly link = USB_BOARD;
  private board: VirtualBoard | undefined;

  constructor(private readonly options: VirtualBoardOptions) {}

  get parts(): SimulatedParts | undefined {
    return this.board;
  }

  async open(events: LinkEvents, signal: AbortSignal): Promise<void> {
    const board = await VirtualBoard.start(this.options, { signal });
    this.board = board;
    board.onBytes((bytes) => events.bytes(bytes));
    void board.exited.then((exit) => events.lost(lostBy(exit)));
  }

  async send(bytes: Uint8Array): Promise<void> {
    await this.board?.write(bytes);
  }

  pause(): void {
    this.board?.pause();
  }

  resume(): void {
    this.board?.resume();
  }

  async close(): Promise<void> {
    await this.board?.close();
  }
}

function lostBy(exit: Awaited<VirtualBoard['exited']>): AdderError {
  if (exit.kind === 'closed') return new AdderError('link-lost');
  const { error } = exit;
  const detail = isAdderError(error) ? (error.detail ?? error.message) : error.message;
  return new AdderError('link-lost', {
    detail: `The virtual board crashed: ${detail}`,
    cause: error,
  });
}
