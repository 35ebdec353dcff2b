// The way back for a board whose main.py does not let go: it never ends, swallows Ctrl-C, prints without end or resets the board
// for ever. This service has the board for itself, over as many links as that takes, since a reset takes the USB of many boards
// away for a moment. What leads to the prompt on one link is break-in.ts's; how files are put aside is start-files.ts's.
//
//   stopping ──▶ resetting ──▶ waiting-for-reset        each until the prompt is reached, the first two for a few seconds
//       └────────────┴─────────────────┴──▶ setting-aside ──▶ done
//
// Resetting: the lines of a port (the circuit of ESP boards), or the switch of a virtual board. Other boards have a button, which
// only a person can press.

import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from '../../shared/address';
import { AdderError, isAdderError } from '../../shared/errors';
import { listDevices, openWhenBack, rememberBoard, type KnownBoard } from '../discovery';
import { latin1 } from '../protocol/bytes';
import type { Transport } from '../transport/transport';
import { throwIfAborted } from './abort';
import { Board } from './board';
import { setAside, type StartFile } from './start-files';
import type { ByteSink } from './types';

/**
 * What is being done, for a person.
 * - `stopping`: Ctrl-C, again and again
 * - `resetting`: the board is reset, and met before its program has begun
 * - `waiting-for-reset`: a person must press the reset button, or unplug the board and plug it in again
 * - `setting-aside`: the board is at its prompt
 */
export type SafeStartStep = 'stopping' | 'resetting' | 'waiting-for-reset' | 'setting-aside';

/** How a safe start is made. */
export interface SafeStartOptions {
  /**
   * Makes a link that is not open yet: the first one, and others when the board has gone and come back. `bare` asks for a virtual board that
   * is switched on without its boot.py and main.py (`virtualBoardBare` of the host).
   */
  readonly createLink: (address: string, how: { readonly bare: boolean }) => Transport;
  /** Ends it with `aborted`; nothing else ends the waiting for a person. */
  readonly signal: AbortSignal;
  /** Called as it goes on. */
  readonly onStep?: (step: SafeStartStep) => void;
  /** What the board says meanwhile. */
  readonly onConsole?: ByteSink;
  /** How long each of the first two steps is tried, ms; 5 s unless given. */
  readonly patienceMs?: number;
}

/** What a safe start has done. */
export interface SafeStartReport {
  /** The file that does not start any more; nothing when there was none, or when the program that ran came from somewhere else. */
  readonly setAside?: {
    /** The name that it had. */
    readonly from: StartFile;
    /** The name that it has now. */
    readonly to: string;
  };
}

const PATIENCE_MS = 5000;
/** boot.py may join a network before the prompt comes: it gets so many times as long. */
const BOOT_TIMES = 3;
/** How long the reset line is down, ms, and how long it takes to be up again: esptool's numbers. */
const RESET_PULSE_MS = 100;
/** The last words of a program are at their end, characters. */
const KEEP = 16 * 1024;

/**
 * Leads a board to its prompt, whatever its program does, and puts main.py aside (boot.py where that is the one that ran), so that the board is
 * idle at its next start. Nobody else may have the board open. Leaves it at its prompt, with the link closed.
 *
 * Rejects with `aborted`, with the codes of a link that does not open, and with those of renaming a file.
 */
export async function safeStart(
  address: string,
  options: SafeStartOptions,
): Promise<SafeStartReport> {
  throwIfAborted(options.signal);
  const known = rememberBoard(address, await listDevices());
  const rescue = new Rescue(address, known, options);
  try {
    return await rescue.run();
  } finally {
    await rescue.close();
  }
}

class Rescue {
  private board: Board | undefined;
  private transport: Transport | undefined;
  private said = '';

  constructor(
    private readonly address: string,
    private readonly known: KnownBoard | undefined,
    private readonly options: SafeStartOptions,
  ) {}

  async run(): Promise<SafeStartReport> {
    const { onStep, signal } = this.options;
    await this.connect(this.address);
    let board = await this.reachPrompt();
    onStep?.('setting-aside');
    const ran = ranFrom(this.said);
    const names = new Set((await board.files.list('', { signal })).map(({ name }) => name));
    const from = ran ?? (names.has('main.py') ? 'main.py' : 'boot.py');
    const to = from === 'elsewhere' ? undefined : await setAside(board.files, from, { signal });
    const boots = await this.boots(board);
    if (from === 'elsewhere' || to === undefined) return {};
    if (boots || ran !== undefined || from === 'boot.py' || !names.has('boot.py'))
      return { setAside: { from, to } };

    // Nobody has said which file it was, and without main.py the board does not get through boot.py.
    board = await this.reachPrompt();
    onStep?.('setting-aside');
    await board.files.rename(to, from, { signal });
    const boot = await setAside(board.files, 'boot.py', { signal });
    return boot === undefined ? {} : { setAside: { from: 'boot.py', to: boot } };
  }

  /** Ends what the program has left behind (timers, threads), and tells whether boot.py lets the prompt come. */
  private async boots(board: Board): Promise<boolean> {
    if (this.transport?.link.survivesSoftReset !== true) return true;
    const { signal, patienceMs = PATIENCE_MS } = this.options;
    const limit = new Limit(signal, BOOT_TIMES * patienceMs);
    try {
      await board.softReset({ runMain: false, signal: limit.signal });
      return true;
    } catch {
      throwIfAborted(signal);
      return false;
    } finally {
      limit.end();
    }
  }

  async close(): Promise<void> {
    await this.board?.close();
    this.board = undefined;
  }

  private async reachPrompt(): Promise<Board> {
    const { onStep, patienceMs = PATIENCE_MS } = this.options;
    onStep?.('stopping');
    const stopped = await this.breakInWithin(patienceMs);
    if (stopped) return stopped;
    if (this.canReset) {
      onStep?.('resetting');
      await this.reset();
      const met = await this.breakInWithin(patienceMs);
      if (met) return met;
    }
    onStep?.('waiting-for-reset');
    const found = await this.breakInWithin();
    if (!found) throw new AdderError('aborted');
    return found;
  }

  /** The board at its prompt, or nothing when the time, ms, is over. */
  private async breakInWithin(ms?: number): Promise<Board | undefined> {
    const { signal } = this.options;
    const limit = new Limit(signal, ms);
    try {
      for (;;) {
        throwIfAborted(limit.signal);
        const board = this.board ?? (await this.whenBack(limit.signal));
        try {
          await board.breakIn(limit.signal);
          return board;
        } catch (error) {
          if (!isAdderError(error, 'link-lost') || !this.known) throw error;
          await this.close();
        }
      }
    } catch (error) {
      throwIfAborted(signal);
      if (isAdderError(error, 'aborted')) return undefined;
      throw error;
    } finally {
      limit.end();
    }
  }

  private async whenBack(signal: AbortSignal): Promise<Board> {
    if (!this.known) return this.connect(this.address);
    return openWhenBack(this.known, (address) => this.connect(address), { signal });
  }

  private async connect(address: string, bare = false): Promise<Board> {
    const { createLink, onConsole } = this.options;
    const transport = createLink(address, { bare });
    const onSaid = (bytes: Uint8Array): unknown => {
      this.said = (this.said + latin1(bytes)).slice(-KEEP);
      return onConsole?.(bytes);
    };
    const { signal } = this.options;
    this.board = await Board.connect(transport, { onConsole: onSaid, probe: false, signal });
    this.transport = transport;
    return this.board;
  }

  private get canReset(): boolean {
    return this.isSwitch || this.transport?.setSignals !== undefined;
  }

  /** Opening such a link switches the board on. */
  private get isSwitch(): boolean {
    const { kind } = parseAddress(this.address).link;
    return kind === 'virtual' || kind === 'process';
  }

  private async reset(): Promise<void> {
    if (this.isSwitch) {
      await this.close();
      await this.connect(this.address, true);
      return;
    }
    // The chip samples DTR's pin when RTS lets it go: DTR is down until then. See port-lines.ts for the rest.
    const { transport } = this;
    await transport?.setSignals?.({ dtr: false, rts: true });
    await delay(RESET_PULSE_MS);
    await transport?.setSignals?.({ dtr: false, rts: false });
    await delay(RESET_PULSE_MS);
    await transport?.setSignals?.({ dtr: true, rts: false });
    await transport?.setSignals?.({ dtr: true, rts: true });
  }
}

/** Which file the program that was interrupted last began in, by its traceback. */
export function ranFrom(said: string): StartFile | 'elsewhere' | undefined {
  const start = said.lastIndexOf('Traceback (most recent call last):');
  if (start < 0) return undefined;
  const [, file = ''] = /File "([^"\r\n]*)"/.exec(said.slice(start)) ?? [];
  const name = file.split('/').at(-1);
  if (name === 'main.py' || name === 'boot.py') return name;
  return file === '<stdin>' ? 'elsewhere' : undefined;
}

/** Another signal that ends with this one, or when its time, ms, is over. */
class Limit {
  private readonly abort = new AbortController();
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly stop = (): void => this.abort.abort();

  constructor(
    private readonly outer: AbortSignal,
    ms: number | undefined,
  ) {
    outer.addEventListener('abort', this.stop);
    if (outer.aborted) this.stop();
    if (ms !== undefined) this.timer = setTimeout(this.stop, ms);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.stop);
  }
}
