// The board that the steps of one command line work with: which one, opened when, and when it is soft-reset. Everything it
// does ends when its signal aborts.

import { Board } from '../engine/board/board';
import { serialLink } from '../engine/transport/serial';
import type { KnownBoard } from '../engine/discovery/same-board';
import type { Transport } from '../engine/transport/transport';
import { beginsAddress, parseAddress, withBaudRate, type BoardAddress } from '../shared/address';
import { AdderError, isAdderError } from '../shared/errors';
import { outcome } from './after-start';
import { CommandError } from './command-error';
import { deviceName } from './device-name';
import type { GlobalOptions } from './grammar/global-options';
import { ConsoleTap } from './repl/console-tap';

/** What every operation on the board is called with: a command takes the board over, whatever it does. */
export interface Operation {
  readonly signal: AbortSignal;
  readonly interrupt: true;
}

interface Connection {
  readonly board: Board;
  readonly transport: Transport;
  readonly device: string;
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

/** How long a program that was not waited for keeps the next command waiting, ms: as long as mpremote waits. */
const PROGRAM_MS = 10_000;
/** A board that is reset is at its prompt again by then, or its link is gone, or it runs main.py, ms. */
const RESET_MS = 3000;
/** How long a board may take to come back with its USB, ms. */
const BACK_MS = 15_000;

export class Session {
  private connection: Connection | undefined;
  /** The next operation soft-resets first, so that nothing of an earlier program is left. */
  private wantsReset: boolean;
  /** What the last step started, and did not wait for. */
  private started: { readonly resets: boolean; readonly board: KnownBoard | undefined } | undefined;
  /** A step has worked in the raw REPL, and nobody has seen the prompt since. */
  private wasUsed = false;
  private readonly tap = new ConsoleTap();
  private readonly stop = new AbortController();
  private readonly operation: Operation = { signal: this.stop.signal, interrupt: true };

  constructor(
    signal: AbortSignal,
    private readonly options: Pick<GlobalOptions, 'noReset' | 'baud' | 'timeout'>,
    /** The board of a line that names none: `auto`, or an address. */
    private readonly board = 'auto',
  ) {
    this.wantsReset = !options.noReset;
    signal.addEventListener('abort', () => this.stop.abort(signal.reason), { once: true });
  }

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** The board in hand, as mpremote names it. */
  async device(): Promise<string> {
    const { listDevices } = await import('../engine/discovery');
    return deviceName(this.connection?.device ?? '', listDevices);
  }

  /** Does one step, which may take as long as the command line allows. Rejects with `took-too-long`. */
  async step(work: () => Promise<void>): Promise<void> {
    const { timeout } = this.options;
    if (timeout === undefined) return work();
    const tooLong = new AdderError('took-too-long', { detail: `after ${String(timeout)} s` });
    const timer = setTimeout(() => this.stop.abort(tooLong), timeout * 1000);
    try {
      await work();
    } catch (error) {
      throw this.stop.signal.reason === tooLong ? tooLong : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** `auto`, or an address. */
  async connect(device: string): Promise<void> {
    await this.disconnect();
    this.connection = await this.find(device);
  }

  /** A board is there, or this rejects before anything is printed. */
  async reach(): Promise<void> {
    await this.connected();
  }

  async disconnect(): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    this.connection = undefined;
    this.started = undefined;
    this.wasUsed = false;
    this.tap.clear();
    this.wantsReset = !this.options.noReset;
    await connection.board.close();
  }

  /** The next operation finds the board as it is. */
  resume(): void {
    this.wantsReset = false;
  }

  async softReset(): Promise<void> {
    const { board } = await this.ready();
    this.wantsReset = false;
    this.wasUsed = true;
    await board.softReset({ ...this.operation, runMain: false });
  }

  /** Does something with the board, which is connected first, and soft-reset where that is due. */
  async use<Result>(
    work: (board: Board, operation: Operation) => Promise<Result>,
  ): Promise<Result> {
    const { board, transport } = await this.ready();
    const { operation } = this;
    try {
      if (!this.wantsReset || !transport.link.survivesSoftReset)
        return await work(board, operation);
      this.wantsReset = false;
      // Both at once: the one that waits keeps the board in its raw REPL in between.
      const reset = board.softReset({ ...operation, runMain: false });
      reset.catch((error: unknown) => this.stop.abort(error));
      const [, result] = await Promise.all([reset, work(board, operation)]);
      return result;
    } finally {
      this.wasUsed = true;
      this.tap.clear();
    }
  }

  /**
   * Starts a program and does not wait for it. The next step does, unless it only looks on; and where the program resets the board, also for
   * a board that goes away and comes back.
   */
  async start(source: string | Uint8Array, { resets = false } = {}): Promise<void> {
    const { board } = await this.ready();
    const known = resets ? await remember(board.address) : undefined;
    await this.use(() => Promise.resolve());
    await board.start(source, this.operation);
    this.wasUsed = false;
    this.started = { resets, board: known };
  }

  /** The board for a person at its prompt: as it is, and with what it has said since the last step. */
  async attend(): Promise<{ readonly board: Board; readonly tap: ConsoleTap }> {
    const { board } = this.started?.resets ? await this.ready() : await this.connected();
    const { tap } = this;
    if (this.wasUsed) {
      // What stands in the port then: mpremote leaves the raw REPL's prompt there, and leads the board out.
      await board.showBanner(() => {
        tap.clear();
        void tap.sink(Buffer.from('>'));
      });
    }
    this.wasUsed = false;
    return { board, tap };
  }

  /** Connected, and what was started has come to its end. */
  private async ready(): Promise<Connection> {
    const { started } = this;
    const connection = await this.connected();
    if (!started) return connection;
    this.started = undefined;
    const { board } = connection;
    const found = await outcome(board, started.resets ? RESET_MS : PROGRAM_MS, this.signal);
    if (found === 'lost' && started.board)
      this.connection = await this.reopen(started.board, BACK_MS);
    if (found === 'late' && !started.resets)
      throw new CommandError('could not enter raw repl', new AdderError('board-busy'));
    return this.connected();
  }

  /** What finds the connected board again when it was unplugged, and when it goes; no link but a port comes back by itself. */
  async watchLoss(): Promise<{
    readonly known: KnownBoard | undefined;
    readonly lost: Promise<unknown>;
  }> {
    const { board } = await this.ready();
    return { known: await remember(board.address), lost: board.closed };
  }

  /** Waits for a lost board as long as it takes. */
  async comeBack(known: KnownBoard): Promise<void> {
    await this.disconnect();
    this.connection = await this.reopen(known, undefined);
  }

  private async reopen(known: KnownBoard, patienceMs: number | undefined): Promise<Connection> {
    const { openWhenBack } = await import('../engine/discovery/reappear');
    const enough = new AbortController();
    const stop = (): void => enough.abort();
    const timer = patienceMs === undefined ? undefined : setTimeout(stop, patienceMs);
    this.signal.addEventListener('abort', stop);
    try {
      return await openWhenBack(known, (address) => this.openLink(address), {
        signal: enough.signal,
      });
    } catch (error) {
      this.signal.throwIfAborted();
      throw isAdderError(error, 'aborted')
        ? portError(known.address, new AdderError('port-not-found', { cause: error }))
        : error;
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener('abort', stop);
    }
  }

  private async connected(): Promise<Connection> {
    this.connection ??= await this.find(this.board);
    return this.connection;
  }

  private find(device: string): Promise<Connection> {
    return device === 'auto' ? this.openFirst() : this.open(device);
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
    try {
      return await this.openLink(address);
    } catch (error) {
      throw NOT_THIS_PORT.some((code) => isAdderError(error, code))
        ? portError(address, error as AdderError)
        : error;
    }
  }

  private async openLink(address: string): Promise<Connection> {
    const parsed = withBaudRate(addressOf(address), this.options.baud);
    // A serial port comes without the sockets, workers and child processes of all the other links.
    const transport = serialLink(parsed) ?? (await import('./links')).createLink(parsed);
    // A board is taken over at once, by Ctrl-C. A program that has just been started would die of that before it is
    // ready, so its prompt is awaited.
    const probe = transport.link.speaksFirst === true;
    const onConsole = this.tap.sink;
    const board = await Board.connect(transport, { signal: this.signal, probe, onConsole });
    return { board, transport, device: address };
  }
}

/** The addresses that mpremote has a form of its own for: what is wrong in them is said in its words. */
const PORT_FORM = /^(serial|port|id):(.*)$/is;

/** What is no address is the path of a port, as it is for mpremote; its error is that of the address where it has a scheme. */
function addressOf(device: string): BoardAddress {
  try {
    return parseAddress(device);
  } catch (error) {
    const isOwn = beginsAddress(device) && !PORT_FORM.test(device);
    if (!isAdderError(error, 'bad-address') || isOwn) throw error;
    if (device === '' || device.includes(':')) throw portError(device, error);
    return parseAddress(`serial:${device}`);
  }
}

/** So that it is found again, also at another port. */
async function remember(address: string): Promise<KnownBoard | undefined> {
  const { listDevices, rememberBoard } = await import('../engine/discovery');
  return rememberBoard(address, await listDevices());
}

function portError(address: string, error: AdderError): CommandError {
  const [, scheme = '', name = address] = PORT_FORM.exec(address) ?? [];
  const isNowhere = error.code === 'port-not-found' || error.code === 'bad-address';
  if (scheme.toLowerCase() === 'id' && isNowhere)
    return new CommandError(`no device with serial number ${name}`, error);
  return new CommandError(`failed to access ${name} (it may be in use by another program)`, error);
}
