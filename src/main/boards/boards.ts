// All open boards. Several at once; one board (one address) is opened once, so that a window that was reloaded gets back
// the board that it had. Knows neither Electron nor how an address becomes a board: `Opener` does.

import type { Board } from '../../engine/board/board';
import type { ByteSink } from '../../engine/board/types';
import type { KnownBoard } from '../../engine/discovery';
import type { SimulatedParts } from '../../engine/transport/transport';
import type { BoardId, BoardState } from '../../ipc/contract';
import type { BoardFacts } from '../../shared/board';
import { AdderError } from '../../shared/errors';
import type { PinState } from '../../shared/pins';
import { ConsolePump } from './console-pump';
import { Returns, type ComeBack } from './returns';
import { BoardSession } from './session';

/** A board that is not open yet. */
export interface Unopened {
  /** The canonical address. */
  readonly address: string;
  /** What a simulated board has besides its wire; known once it is open. */
  readonly parts: () => SimulatedParts | undefined;
  readonly connect: (onConsole: ByteSink, signal: AbortSignal) => Promise<Board>;
}

/** Throws `bad-address` and `link-unsupported`. */
export type Opener = (address: string) => Unopened;

export interface BoardsOptions {
  readonly opener: Opener;
  readonly name: (address: string, facts: BoardFacts | undefined) => string;
  /**
   * Asked while the board is there, or with what is known of one that is not; `undefined` where it cannot come back by itself once it is
   * lost.
   */
  readonly comeBack?: (address: string, absent?: KnownBoard) => ComeBack | undefined;
  /** Asked when a board is lost: whether the person wants it to be opened again. */
  readonly waits?: () => boolean;
  /** One is open, by hand or by itself; a `replaces` in what `onState` is told comes after it. */
  readonly onOpen?: (board: BoardSession) => void;
  readonly onState: (state: BoardState) => void;
  readonly onConsole: (board: BoardId, bytes: Uint8Array) => void;
  readonly onPins: (board: BoardId, pins: readonly PinState[]) => void;
}

interface Opening {
  readonly session: Promise<BoardSession>;
  readonly abort: AbortController;
}

export class Boards {
  private readonly sessions = new Map<BoardId, BoardSession>();
  private readonly opening = new Map<string, Opening>();
  private count = 0;
  private readonly returns: Returns;

  constructor(private readonly options: BoardsOptions) {
    this.returns = new Returns({
      open: (address) => this.openOnce(options.opener(address)),
      onState: options.onState,
    });
  }

  async connect(address: string): Promise<BoardState> {
    const unopened = this.options.opener(address);
    const session = await this.openOnce(unopened);
    this.returns.cancelAddress(unopened.address);
    session.begin();
    return session.state;
  }

  /**
   * A board of an earlier time that is not there, as a lost one. Where it can be plugged in, and the person wants it, it is opened when it is
   * there.
   */
  expect(known: KnownBoard & { readonly name: string }): BoardState {
    const { address } = this.options.opener(known.address);
    this.returns.cancelAddress(address);
    const id = `board-${++this.count}`;
    const absent: BoardState = { board: id, address, name: known.name, mode: 'lost' };
    const comeBack = this.options.comeBack?.(address, known);
    if (!comeBack || this.options.waits?.() === false) return absent;
    const stopWaiting = (): void => {
      this.options.onState(absent);
    };
    void this.returns.waitFor({ id, address, stopWaiting }, comeBack);
    return { ...absent, waiting: true };
  }

  /** Does nothing to a board that is open already. */
  cancelConnecting(address: string): void {
    this.opening.get(this.options.opener(address).address)?.abort.abort();
  }

  /** They are called something else. */
  tellNames(): void {
    for (const session of this.sessions.values()) session.announce();
  }

  /** All that are open, for a window that begins anew. */
  list(): readonly BoardState[] {
    return [...this.sessions.values()].map((session) => {
      session.begin();
      return session.state;
    });
  }

  /** Rejects with `link-closed` for a board that is no more. */
  async get(id: BoardId): Promise<BoardSession> {
    const session = this.sessions.get(id);
    if (session === undefined) throw new AdderError('link-closed');
    return Promise.resolve(session);
  }

  /** The board of a canonical address, if it is open. */
  at(address: string): BoardSession | undefined {
    return [...this.sessions.values()].find(({ board }) => board.address === address);
  }

  /** A board that is gone already is not waited for any more. */
  async disconnect(id: BoardId): Promise<void> {
    this.returns.cancel(id);
    await this.sessions.get(id)?.close();
  }

  /** Lets the board of an address go, whoever has it, so that something else may open it. */
  async release(address: string): Promise<void> {
    const { address: canonical } = this.options.opener(address);
    this.returns.cancelAddress(canonical);
    const opening = this.opening.get(canonical);
    opening?.abort.abort();
    await opening?.session.catch(() => undefined);
    await this.at(canonical)?.close();
  }

  /** The window has drawn output of a board, which may be gone meanwhile. */
  consoleTaken(id: BoardId, count: number): void {
    this.sessions.get(id)?.pump.taken(count);
  }

  /** The window begins anew: what boards say waits until it asks for them. */
  windowGone(): void {
    for (const session of this.sessions.values()) session.pump.hold();
  }

  /** Resolves when every board was let go; does not wait longer than `deadline`. */
  async closeAll(deadline: AbortSignal): Promise<void> {
    this.returns.cancelAll();
    const opening = [...this.opening.values()];
    for (const { abort } of opening) abort.abort();
    const closed = Promise.allSettled([
      ...opening.map(({ session }) => session),
      ...[...this.sessions.values()].map((session) => session.close()),
    ]);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        deadline.removeEventListener('abort', done);
        resolve();
      };
      deadline.addEventListener('abort', done);
      void closed.then(done);
      if (deadline.aborted) done();
    });
  }

  private async openOnce(unopened: Unopened): Promise<BoardSession> {
    const { address } = unopened;
    const open = this.at(address);
    if (open) return open;
    let opening = this.opening.get(address);
    if (opening === undefined) {
      const abort = new AbortController();
      const session = this.open(unopened, abort.signal).finally(() => this.opening.delete(address));
      opening = { session, abort };
      this.opening.set(address, opening);
    }
    return opening.session;
  }

  private async open(unopened: Unopened, signal: AbortSignal): Promise<BoardSession> {
    const { name, onState, onConsole, onPins } = this.options;
    const id = `board-${++this.count}`;
    const pump = new ConsolePump(
      (bytes) => {
        onConsole(id, bytes);
      },
      { held: true },
    );
    const board = await unopened.connect(pump.take, signal);
    const comeBack = this.options.comeBack?.(board.address);
    const session = new BoardSession({
      id,
      board,
      parts: unopened.parts(),
      pump,
      name: () => name(board.address, board.facts),
      returns: (livedMs) =>
        comeBack !== undefined &&
        this.options.waits?.() !== false &&
        this.returns.accepts(board.address, livedMs),
      onState,
      onPins,
    });
    this.sessions.set(id, session);
    void session.ended.then(() => {
      this.sessions.delete(id);
      if (!comeBack || session.state.waiting !== true) return;
      const stopWaiting = (): void => {
        session.stopWaiting();
      };
      void this.returns.waitFor({ id, address: board.address, stopWaiting }, comeBack);
    });
    if (signal.aborted) await session.close();
    else this.options.onOpen?.(session);
    return session;
  }
}
