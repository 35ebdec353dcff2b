// What every case needs: a board on a line, and both tools as processes that take turns on its port.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSerialBoard, type SerialBoard } from '../tests/targets/targets';
import { SYSTEM_PYTHON } from './environment';
import type { LineModel } from './lines';
import { Payloads } from './payload';
import { Peer, type Answer, type Request } from './peer';
import type { Sample } from './results';
import type { Turns } from './statistics';

/** How often each kind of case is repeated. */
export interface Repeats {
  /** Copies of 100 KB, which take mpremote half a minute on a UART. */
  readonly copies: number;
  /** Conversations of a second or less. */
  readonly talks: number;
  /** Whole commands. */
  readonly commands: number;
}

export interface Programs {
  /** Adder's engine, bundled. */
  readonly adderPeer: string;
  /** The `adder` command. */
  readonly adder: string;
}

const PEERS = join(import.meta.dirname, 'peers');
const BOARD = 'board';

export class Rig {
  private constructor(
    readonly folder: string,
    private readonly repeats: Repeats,
    private readonly alone: boolean,
    readonly programs: Programs,
    readonly payloads: Payloads,
    private readonly peers: Record<'adder' | 'mpremote' | 'line', Peer>,
  ) {}

  static async start(repeats: Repeats, alone: boolean, programs: Programs): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), 'adder-bench-'));
    const python = (script: string): string[] => [SYSTEM_PYTHON, '-B', join(PEERS, script)];
    const peers = {
      adder: new Peer('Adder', [process.execPath, programs.adderPeer]),
      mpremote: new Peer('mpremote', python('mpremote_peer.py')),
      line: new Peer('the bare line', python('line_peer.py')),
    };
    return new Rig(folder, repeats, alone, programs, new Payloads(folder), peers);
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.peers).map((peer) => peer.end()));
    await rm(this.folder, { recursive: true, force: true });
  }

  turns(what: keyof Repeats): Turns {
    return { times: this.repeats[what], alone: this.alone };
  }

  get adder(): Peer {
    return this.peers.adder;
  }

  /** A board of its own for `work`, on this line. */
  async onBoard<Value>(
    line: LineModel,
    work: (bench: BoardBench) => Promise<Value>,
  ): Promise<Value> {
    const board = await startSerialBoard(line.board);
    try {
      return await work(new BoardBench(this, line, board, this.peers));
    } finally {
      await board.stop();
    }
  }
}

/** One board and whoever's turn it is. */
export class BoardBench {
  constructor(
    readonly rig: Rig,
    readonly line: LineModel,
    readonly board: SerialBoard,
    private readonly peers: Record<'adder' | 'mpremote' | 'line', Peer>,
  ) {}

  /** Adder's address of this board. */
  get address(): string {
    return this.line.address(this.board.path);
  }

  /** Adder's turn: it opens the board, does what is asked, one after the other, and closes it. */
  async adder<Value>(work: (ask: Ask) => Promise<Value>): Promise<Value> {
    const open = { do: 'open', address: this.address, home: this.rig.folder };
    return this.turn(this.peers.adder, open, work);
  }

  async mpremote<Value>(work: (ask: Ask) => Promise<Value>): Promise<Value> {
    return this.turn(this.peers.mpremote, { do: 'open', port: this.board.path }, work);
  }

  async bareLine<Value>(work: (ask: Ask) => Promise<Value>): Promise<Value> {
    return this.turn(this.peers.line, { do: 'open', port: this.board.path }, work);
  }

  /** mpremote's `repl`, which opens the port itself. */
  mpremoteEcho(times: number): Promise<Answer> {
    return this.peers.mpremote.ask({ do: 'echo', port: this.board.path, times });
  }

  /** What `work` takes on the line. */
  async counted(work: () => Promise<Answer>): Promise<Sample & Answer> {
    const before = await this.board.counts();
    const answer = await work();
    const after = await this.board.counts();
    return {
      ...answer,
      toBoard: after.toBoard - before.toBoard,
      toHost: after.toHost - before.toHost,
      lost: after.lost - before.lost,
    };
  }

  private async turn<Value>(
    peer: Peer,
    open: Request,
    work: (ask: Ask) => Promise<Value>,
  ): Promise<Value> {
    const ask: Ask = (request) => peer.ask({ board: BOARD, ...request });
    await ask(open);
    const value = await work(ask);
    await ask({ do: 'close' });
    return value;
  }
}

export type Ask = (request: Request) => Promise<Answer>;
