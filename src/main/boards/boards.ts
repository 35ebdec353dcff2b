// All open boards. Several at once; one board (one address) is opened once, so that a window that was reloaded gets back
// the board that it had. Knows neither Electron nor how an address becomes a board: `Opener` does.

import type { Board } from '../../engine/board/board';
import type { ByteSink } from '../../engine/board/types';
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
  /** Asked while the board is there; `undefined` where it cannot come back by itself once it is lost. */
  readonly comeBack?: (address: string) => ComeBack | undefined;
  readonly onState: (state: BoardState) => void;
  readonly onConsole: (board: BoardId, bytes: Uint8Array) => void;
  readonly onPins: (board: BoardId, pins: readonly PinState[]) => void;
}

export class Boards {
  private readonly sessions = new Map<BoardId, BoardSession>();
  private readonly opening = new Map<string, Promise<BoardSession>>();
  private count = 0;
  private closing = new AbortController();
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

  /** Rejects with `link-closed` for a board that is no more. */
  async get(id: BoardId): Promise<BoardSession> {
    const session = this.sessions.get(id);
    if (session === undefined) throw new AdderError('link-closed');
    return Promise.resolve(session);
  }

  /** A board that is gone already is not waited for any more. */
  async disconnect(id: BoardId): Promise<void> {
    this.returns.cancel(id);
    await this.sessions.get(id)?.close();
  }

  /** The window has drawn output of a board, which may be gone meanwhile. */
  consoleTaken(id: BoardId, count: number): void {
    this.sessions.get(id)?.pump.taken(count);
  }

  /** The window begins anew: what boards say waits until it listens. */
  windowGone(): void {
    for (const session of this.sessions.values()) session.pump.hold();
  }

  windowReady(): void {
    for (const session of this.sessions.values()) session.pump.release();
  }

  /** Resolves when every board was let go; does not wait longer than `deadline`. */
  async closeAll(deadline: AbortSignal): Promise<void> {
    this.returns.cancelAll();
    this.closing.abort();
    this.closing = new AbortController();
    const closed = Promise.allSettled([
      ...this.opening.values(),
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
    const open = [...this.sessions.values()].find((session) => session.board.address === address);
    if (open) return open;
    let opening = this.opening.get(address);
    if (opening === undefined) {
      opening = this.open(unopened).finally(() => this.opening.delete(address));
      this.opening.set(address, opening);
    }
    return opening;
  }

  private async open(unopened: Unopened): Promise<BoardSession> {
    const { name, onState, onConsole, onPins } = this.options;
    const id = `board-${++this.count}`;
    const { signal } = this.closing;
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
      returns: (livedMs) => comeBack !== undefined && this.returns.accepts(board.address, livedMs),
      onState,
      onPins,
    });
    this.sessions.set(id, session);
    void session.ended.then(() => {
      this.sessions.delete(id);
      if (comeBack && session.state.waiting) void this.returns.waitFor(session, comeBack);
    });
    if (signal.aborted) await session.close();
    return session;
  }
}
