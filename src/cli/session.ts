// The board that the steps of one command line work with: which one, opened when, and when it is soft-reset. Everything it
// does ends when its signal aborts.

import { Board } from '../engine/board/board';
import { serialLink } from '../engine/transport/serial';
import type { Transport } from '../engine/transport/transport';
import { parseAddress } from '../shared/address';
import { AdderError, isAdderError } from '../shared/errors';
import { CommandError } from './command-error';

/** What every operation on the board is called with: a command takes the board over, whatever it does. */
export interface Operation {
  readonly signal: AbortSignal;
  readonly interrupt: true;
}

interface Connection {
  readonly board: Board;
  readonly transport: Transport;
}

/** These say "not this one" of a port that was found, as another program's may be, or of a bridge in the network. */
const NOT_THIS_PORT = [
  'port-not-found',
  'port-denied',
  'port-busy',
  'port-failed',
  'host-not-found',
  'host-refused',
  'host-unreachable',
  'host-timeout',
  'no-rfc2217',
] as const;

export class Session {
  private connection: Connection | undefined;
  /** The next operation soft-resets first, so that nothing of an earlier program is left. */
  private wantsReset = true;
  private readonly stop = new AbortController();
  private readonly operation: Operation = { signal: this.stop.signal, interrupt: true };

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.stop.abort(signal.reason), { once: true });
  }

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** `auto`, or an address. */
  async connect(device: string): Promise<void> {
    await this.disconnect();
    this.connection = device === 'auto' ? await this.openFirst() : await this.open(device);
  }

  async disconnect(): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    this.connection = undefined;
    this.wantsReset = true;
    await connection.board.close();
  }

  /** The next operation finds the board as it is. */
  resume(): void {
    this.wantsReset = false;
  }

  async softReset(): Promise<void> {
    const { board } = await this.connected();
    this.wantsReset = false;
    await board.softReset({ ...this.operation, runMain: false });
  }

  /** Does something with the board, which is connected first, and soft-reset where that is due. */
  async use<Result>(
    work: (board: Board, operation: Operation) => Promise<Result>,
  ): Promise<Result> {
    const { board, transport } = await this.connected();
    const { operation } = this;
    if (!this.wantsReset || !transport.link.survivesSoftReset) return work(board, operation);
    this.wantsReset = false;
    // Both at once: the one that waits keeps the board in its raw REPL in between.
    const reset = board.softReset({ ...operation, runMain: false });
    reset.catch((error: unknown) => this.stop.abort(error));
    const [, result] = await Promise.all([reset, work(board, operation)]);
    return result;
  }

  private async connected(): Promise<Connection> {
    this.connection ??= await this.openFirst();
    return this.connection;
  }

  /** The first port with a USB device that can be opened. */
  private async openFirst(): Promise<Connection> {
    const { listDevices } = await import('../engine/discovery');
    for (const { kind, vendorId, productId, address } of await listDevices()) {
      if (kind !== 'serial' || vendorId === undefined || productId === undefined) continue;
      try {
        return await this.open(address);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
      }
    }
    throw new CommandError('no device found', new AdderError('port-not-found'));
  }

  private async open(address: string): Promise<Connection> {
    const parsed = parseAddress(address);
    // A serial port comes without the sockets, workers and child processes of all the other links.
    const transport = serialLink(parsed) ?? (await import('./links')).createLink(parsed);
    try {
      // A board is taken over at once, by Ctrl-C. A program that has just been started would die of that before it is
      // ready, so its prompt is awaited.
      const probe = transport.link.speaksFirst === true;
      const board = await Board.connect(transport, { signal: this.signal, probe });
      return { board, transport };
    } catch (error) {
      throw NOT_THIS_PORT.some((code) => isAdderError(error, code))
        ? portError(address, error as AdderError)
        : error;
    }
  }
}

function portError(address: string, error: AdderError): CommandError {
  const [, scheme = '', name = address] = /^(serial|port|id):(.*)$/i.exec(address) ?? [];
  if (scheme.toLowerCase() === 'id' && error.code === 'port-not-found')
    return new CommandError(`no device with serial number ${name}`, error);
  return new CommandError(`failed to access ${name} (it may be in use by another program)`, error);
}
