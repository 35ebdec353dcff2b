// A board as the app and the command see it: one conversation, one operation at a time, in a mode that a person can be told.
// It knows no window and no link; `files` is the file side of it.

import type { BoardDetails, BoardFacts, BoardMode } from '../../shared/board';
import { AdderError, isAdderError } from '../../shared/errors';
import type { Unsubscribe } from '../../shared/unsubscribe';
import { EMPTY, utf8 } from '../protocol/bytes';
import type { CloseReason, Transport, TransportHost } from '../transport/transport';
import { onAbort, throwIfAborted } from './abort';
import './async-dispose';
import { BoardClock } from './clock';
import { BoardFiles } from './files/board-files';
import { HeldKeys } from './held-keys';
import { BoardMount } from './mount/board-mount';
import { MountGate } from './mount/mount-gate';
import { MOST_TOLD_BACK } from './mount/others-bytes';
import { KeyPacer } from './key-pacer';
import { Helpers } from './helper/helpers';
import type { ImportFacts } from './imports';
import type { RawRepl } from './raw-repl';
import { BoardRomfs } from './romfs/board-romfs';
import { runAloud } from './run-aloud';
import { Runs } from './runs';
import { Session } from './session';
import { Turns } from './turns';
import type { ByteSink, ExecOptions, ExecResult, OperationOptions, RunOptions } from './types';

/** How a board is connected. */
export interface ConnectOptions {
  /** Ends the attempt: it rejects with `aborted` and leaves the link closed. Later it plays no part. */
  readonly signal?: AbortSignal;
  /** Gets the console's output from the first byte on. */
  readonly onConsole?: ByteSink;
  /**
   * Ask softly what the board is doing (default). Without it the mode is `silent` until the first operation, which must then be
   * allowed to interrupt: right for a command that takes the board over anyway.
   */
  readonly probe?: boolean;
  /** What an address needs from this program: `secret` for passwords, `dataDirectory` for virtual boards. */
  readonly host?: Partial<TransportHost>;
}

/** What a soft reset runs. */
export interface SoftResetOptions extends OperationOptions {
  /** `false`: boot.py runs, main.py does not. */
  readonly runMain?: boolean;
}

/** How long closing waits for an operation of the engine, and for the end of one that it cancels, ms. */
const CLOSE_MS = 2000;

/**
 * A board that is connected. Operations are done one after the other in the order of the calls, each in a turn of its own; many may be
 * called at once, on many boards. A board that is lost stays lost: connect again for a new one.
 */
export class Board {
  /** Its files and folders. */
  readonly files: BoardFiles;
  /** Its clock. */
  readonly clock: BoardClock;
  /** Its ROMFS partitions, where it has any. */
  readonly romfs: BoardRomfs;
  /** A folder of this computer that the board has as `/remote`. */
  readonly mounts: BoardMount;
  /** Settles once, with why the link has ended. Never rejects. */
  readonly closed: Promise<CloseReason>;
  private readonly helpers: Helpers;
  private readonly session: Session;
  private readonly turns: Turns;
  private readonly runs = new Runs();
  private readonly keys = new HeldKeys();
  private readonly pacer: KeyPacer;
  private readonly modeListeners = new Set<(mode: BoardMode) => void>();
  private lastMode: BoardMode = 'opening';
  private lastFacts: BoardFacts | undefined;
  private closing = false;
  /** What is typed now is input of the running program. */
  private runStarted = false;
  /** Nobody waits for the end of the program that runs. */
  private leftAlone = false;

  private readonly transport: MountGate;

  private constructor(link: Transport) {
    const transport = new MountGate(link);
    this.transport = transport;
    // Hears before the session does: a prompt may come in one piece with the reset that has taken the folder away.
    this.mounts = new BoardMount((options, work) => this.helpers.use(options, work), transport);
    this.session = new Session(transport);
    this.turns = new Turns(this.session, {
      wantsPrompt: () => this.keys.any || this.session.owesPrompt,
      onChange: () => {
        this.announce();
      },
      onRest: () => {
        this.releaseKeys();
        this.bringFolderBack();
      },
    });
    this.pacer = new KeyPacer(
      this.session.link,
      () => this.mayType,
      (keys) => this.session.noteKeys(keys),
      () => (this.mounts.folder === undefined ? Infinity : MOST_TOLD_BACK),
    );
    this.closed = this.session.link.closed;
    this.helpers = new Helpers({
      operate: (options, work) => this.operate(options, work),
      link: () => transport.link,
      wholeFiles: () => transport.files,
      banner: () => this.session.facts,
      onNoise: (bytes) => {
        this.session.console.deliver(bytes, this.session.link);
      },
    });
    this.files = new BoardFiles((options, work) => this.helpers.use(options, work));
    this.clock = new BoardClock((options, work) => this.operate(options, work));
    this.romfs = new BoardRomfs((options, work) => this.helpers.use(options, work));
    this.session.onPrompt(() => {
      this.announce();
      this.bringFolderBack();
    });
    this.session.link.onEnd(() => {
      this.announce();
    });
  }

  /**
   * Opens the link and asks the board softly what it is doing: a program that runs goes on running. Rejects with `aborted` and with the
   * codes of the link: `bad-address`, `port-not-found`, `port-denied`, `port-busy`, `board-in-use`, `host-refused`, `password-needed` ...
   *
   * @param link an address such as `virtual:`, `/dev/ttyACM0` or `ws:192.168.4.1`; or a transport that is not open yet
   */
  static async connect(link: string | Transport, options: ConnectOptions = {}): Promise<Board> {
    throwIfAborted(options.signal);
    const transport = typeof link === 'string' ? await linkOf(link, options.host) : link;
    const board = new Board(transport);
    if (options.onConsole) board.onConsole(options.onConsole);
    await board.session.open(options.signal);
    try {
      if (options.probe !== false) await board.session.probe(options.signal);
    } catch (error) {
      await board.close();
      throw error;
    }
    board.turns.opened();
    return board;
  }

  /** The canonical spelling of where it was found, such as `serial:/dev/ttyACM0`. */
  get address(): string {
    return this.transport.address;
  }

  /** What its banner says, as soon as one was seen. */
  get facts(): BoardFacts | undefined {
    return this.session.facts;
  }

  /**
   * What the board does. `idle` again as soon as an operation has ended, although the engine keeps the raw REPL for a moment,
   * in case there is another one.
   */
  get mode(): BoardMode {
    if (this.session.link.error) return 'lost';
    switch (this.turns.activity) {
      case 'opening':
        return 'opening';
      case 'engine':
      case 'recovering':
        return 'engine';
      case 'run':
        return 'running';
      case 'lingering':
        return 'idle';
      case 'resting':
        switch (this.session.promptState) {
          case 'idle':
          case 'typing':
            return 'idle';
          case 'running':
            return 'running';
          case 'unknown':
            return 'silent';
        }
    }
  }

  /**
   * Called when the mode or the facts change. The end of an operation is told when the board is back at its prompt, so that many
   * small operations in a row are one spell of `engine` and not a flicker.
   */
  onMode(listener: (mode: BoardMode) => void): Unsubscribe {
    this.modeListeners.add(listener);
    return () => {
      this.modeListeners.delete(listener);
    };
  }

  /** What a person sees: the friendly REPL and the programs that run. A promise holds the board back. */
  onConsole(sink: ByteSink): Unsubscribe {
    return this.session.console.subscribe(sink);
  }

  /** A line of Adder's own in the console. */
  tell(message: string): void {
    const { console, link } = this.session;
    console.freshLine(link);
    console.deliver(utf8(`${message}\r\n`), link);
  }

  /** Keys of a person: to the prompt or the running program; kept while the engine works. Rejects with `board-busy` when too many. */
  async type(keys: Uint8Array): Promise<void> {
    const { activity } = this.turns;
    if (this.mayType) {
      await this.pacer.send(keys);
      return;
    }
    this.keys.hold(keys);
    if (activity === 'lingering') await this.turns.comeBack();
  }

  /** Resolves when no typed key waits any more: all are sent, or the link is gone. For who types more than a person does. */
  async keysSent(): Promise<void> {
    await this.keys.whenTaken();
    await this.pacer.whenSent();
  }

  /** Runs code for its result. The board's own namespace is used, as at its prompt. */
  exec(source: string | Uint8Array, options: ExecOptions = {}): Promise<ExecResult> {
    const { signal, onOutput } = options;
    return this.operate(options, (raw) =>
      raw.exec(source, { ...(signal && { signal }), ...(onOutput && { onOutput }) }),
    );
  }

  /**
   * Starts a program and resolves when it runs: it goes on, also when this connection is closed. What it says is the console's, with the
   * marks of the raw REPL around it (04) and the friendly banner behind it; keys reach it, and the mode is `running` until its end. The
   * signal ends the starting only. Rejects as `exec` does.
   */
  start(source: string | Uint8Array, options: OperationOptions = {}): Promise<void> {
    const stop = new AbortController();
    const starting = new AbortController();
    return new Promise((resolve, reject) => {
      const stopListening = onAbort(options.signal, () => {
        starting.abort(options.signal?.reason);
      });
      const { signal } = starting;
      const onStarted = (): void => {
        if (signal.aborted) return; // it is being stopped
        stopListening();
        this.runStarted = true;
        this.leftAlone = true;
        this.releaseKeys();
        resolve();
      };
      const work = (raw: RawRepl): Promise<void> => {
        throwIfAborted(stop.signal);
        return runAloud(this.session, raw, source, { signal, onStarted });
      };
      this.operate({ ...options, signal }, work, stop)
        .finally(() => {
          stopListening();
          this.runStarted = false;
          this.leftAlone = false;
        })
        .then(resolve, reject);
    });
  }

  /**
   * Ends a spell of the engine at once: the console hears the board's banner and has its prompt. Does nothing while a program may run.
   *
   * @param onTurn called before the first byte of it: what the console has heard until then is of the spell that ends
   */
  async showBanner(onTurn: () => void = () => undefined): Promise<void> {
    this.throwIfLost();
    await this.turns.outside(() => {
      onTurn();
      return this.session.leaveAloud();
    });
  }

  /** What the board is, has and can, asked in one program. */
  details(options: OperationOptions = {}): Promise<BoardDetails> {
    return this.helpers.details(options);
  }

  /** Where this board imports from, and which `.mpy` files it reads. */
  imports(options: OperationOptions = {}): Promise<ImportFacts> {
    return this.helpers.imports(options);
  }

  /** What `print(expression)` prints, without the line end. Rejects with `program-error` and the traceback. */
  async eval(expression: string, options: OperationOptions = {}): Promise<string> {
    const { stdout, stderr } = await this.exec(`print(${expression})`, options);
    if (stderr !== '') throw new AdderError('program-error', { detail: stderr });
    return new TextDecoder().decode(stdout).replace(/\r?\n$/, '');
  }

  /**
   * Runs a program for a person: its output and traceback go to the console, keys reach it, and the prompt
   * comes back afterwards. Meanwhile the mode is `running`. Stopped before it started, it has no output and no traceback.
   */
  async run(source: string, options: RunOptions = {}): Promise<ExecResult> {
    const { session } = this;
    const { link, console } = session;
    const fresh = options.fresh ?? this.transport.link.survivesSoftReset;
    const stop = new AbortController();
    const stopListening = onAbort(options.signal, () => {
      stop.abort();
    });
    const work = async (raw: RawRepl): Promise<ExecResult> => {
      console.freshLine(link);
      if (fresh && !stop.signal.aborted) await this.resetInRaw(raw, stop.signal);
      throwIfAborted(options.signal);
      if (stop.signal.aborted) return { stdout: EMPTY, stderr: '' };
      const result = await raw.exec(source, {
        ...(options.signal && { signal: options.signal }),
        onOutput: (bytes) => {
          console.deliver(bytes, link);
        },
        onStarted: () => {
          this.runStarted = true;
          this.releaseKeys();
        },
      });
      this.runStarted = false;
      const stderr = named(result.stderr, options.name);
      console.freshLine(link);
      console.deliver(utf8(stderr), link);
      return { ...result, stderr };
    };
    try {
      return await this.operate(options, work, stop);
    } catch (error) {
      const isStopped = stop.signal.aborted && options.signal?.aborted !== true;
      if (isStopped && isAdderError(error, 'aborted')) return { stdout: EMPTY, stderr: '' };
      throw error;
    } finally {
      this.runStarted = false;
      stopListening();
    }
  }

  /**
   * Stop: interrupts whatever program runs and resolves when the board is at its prompt again. Does nothing to an idle
   * board. Rejects with `program-unstoppable` when the program does not let itself be stopped.
   */
  async interrupt(): Promise<void> {
    this.throwIfLost();
    if (this.runs.any) {
      for (const run of await this.stopRuns())
        if (run.status === 'rejected' && isAdderError(run.reason, 'program-unstoppable'))
          throw run.reason;
      return;
    }
    const { activity } = this.turns;
    if (activity === 'lingering') await this.turns.comeBack();
    else if (activity === 'resting' || activity === 'recovering')
      await this.turns.outside(() => this.session.interruptFriendly());
  }

  /**
   * Ctrl-C without end until the board is at its prompt, for programs that swallow it, and for the moment in which a board starts. Rejects with
   * `aborted`, and when the link ends; see `safeStart` for all that is tried besides.
   */
  async breakIn(signal: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    this.throwIfLost();
    await this.turns.outside(() => this.session.breakIn(signal));
  }

  /** Soft reset. boot.py and main.py run and the console shows them; with `runMain: false` main.py does not run. */
  async softReset(options: SoftResetOptions = {}): Promise<void> {
    await this.operate(options, async (raw) => {
      if (options.runMain === false) await this.resetInRaw(raw, options.signal);
      else await this.session.resetFriendly();
      throwIfAborted(options.signal);
    });
  }

  /** Leaves the board at its prompt if it is in our hands, and closes the link. Never resets the board, never rejects. */
  async close(): Promise<void> {
    const { link } = this.session;
    await this.unmountForGood();
    this.closing = true;
    // A program of the user goes on running.
    if (!link.error && this.turns.activity !== 'run') await this.turns.leaveForGood(CLOSE_MS);
    else if (!link.error && this.leftAlone) await this.session.letGo();
    await this.transport.close();
  }

  /** `await using board = await Board.connect('virtual:')` closes it at the end of the block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async resetInRaw(raw: RawRepl, signal: AbortSignal | undefined): Promise<void> {
    await this.session.resetInRaw(signal);
    if (this.mounts.folder !== undefined)
      await this.mounts.remount(await this.helpers.within(raw), signal);
  }

  /** A soft reset may have taken it. */
  private bringFolderBack(): void {
    const { turns, session } = this;
    if (turns.activity === 'resting' && session.promptState === 'idle') this.mounts.atPrompt();
  }

  /** What the board cannot be told, because a program runs or the link is gone, it finds out. */
  private async unmountForGood(): Promise<void> {
    if (this.mounts.folder === undefined) return;
    const mayAsk = !this.session.link.error && !this.closing && this.turns.activity !== 'run';
    if (mayAsk && this.session.canEnterGently())
      await this.mounts.unmount({ signal: AbortSignal.timeout(CLOSE_MS) }).catch(() => undefined);
    this.mounts.forget();
  }

  /** One operation in the raw REPL. A program of a person comes with what stops it. */
  private async operate<Result>(
    options: OperationOptions,
    work: (raw: RawRepl) => Promise<Result>,
    stop?: AbortController,
  ): Promise<Result> {
    throwIfAborted(options.signal);
    this.throwIfLost();
    while (this.runs.any) {
      if (!options.interrupt) throw new AdderError('board-busy');
      await this.stopRuns();
    }
    if (!stop) return this.turns.take('engine', options, work);
    const waiting = stop.signal;
    return this.runs.track(stop, this.turns.take('run', { ...options, waiting }, work));
  }

  private throwIfLost(): void {
    if (this.session.link.error) throw this.session.link.error;
    if (this.closing) throw new AdderError('link-closed', { detail: this.address });
  }

  /** Keys reach the prompt or a program of the person now, and nothing of the engine's. */
  private get mayType(): boolean {
    return this.runStarted || this.turns.activity === 'resting';
  }

  private releaseKeys(): void {
    // A link that is gone has told everybody; keys for it are of no use.
    this.pacer.goOn().catch(() => undefined);
    for (const part of this.keys.take()) this.pacer.send(part).catch(() => undefined);
  }

  /** Stops the programs of a person; resolves when they have ended, however. */
  private stopRuns(): Promise<PromiseSettledResult<unknown>[]> {
    const ended = this.runs.stop();
    if (this.turns.activity === 'run') void this.session.raw.interrupt();
    return ended;
  }

  private announce(): void {
    const { facts } = this;
    const mode =
      this.mode === 'idle' && this.turns.activity === 'lingering' ? this.lastMode : this.mode;
    if (mode === this.lastMode && facts === this.lastFacts) return;
    this.lastMode = mode;
    this.lastFacts = facts;
    for (const listener of [...this.modeListeners]) listener(mode);
  }
}

/** Loaded only for an address: who brings a link needs no other. */
async function linkOf(address: string, host: ConnectOptions['host']): Promise<Transport> {
  const { createTransport } = await import('../host/link');
  return createTransport(address, host);
}

/** A traceback that names the program. */
function named(traceback: string, name: string | undefined): string {
  if (name === undefined) return traceback;
  return traceback.replaceAll('File "<stdin>"', () => `File "${name}"`);
}
