// One open board, as the window sees it: its state, its console and its pins, pushed as they change. Owns the pumps of this
// board and ends with it. Knows the engine's board, but neither Electron nor how the board was found.

import type { Board } from '../../engine/board/board';
import { setAside, startAtPowerOn } from '../../engine/board/start-files';
import type { BoardFiles } from '../../engine/board/files/board-files';
import type { TransferOptions } from '../../engine/board/types';
import type { SimulatedParts } from '../../engine/transport/transport';
import { VIRTUAL_BOARD_PINS } from '../../virtual-board/pins';
import type { BoardId, BoardState, RunResult } from '../../ipc/contract';
import type { PowerOnResult } from '../../ipc/doctor';
import { AdderError, type ErrorData } from '../../shared/errors';
import type { PinState } from '../../shared/pins';
import type { Unsubscribe } from '../../shared/unsubscribe';
import { t } from '../i18n';
import { makeAvailable } from '../projects/make-available';
import type { ProjectModule } from '../projects/modules';
import { sendLatest, type Latest } from '../latest';
import { saveIfUnchanged, type Expected } from './save-file';
import type { ConsolePump } from './console-pump';

export interface SessionParts {
  readonly id: BoardId;
  readonly board: Board;
  readonly parts: SimulatedParts | undefined;
  readonly pump: ConsolePump;
  /** For people; may change when the facts become known. */
  readonly name: () => string;
  /** Asked when it was lost after so long a time: will it be opened again when it is back? */
  readonly returns: (livedMs: number) => boolean;
  readonly onState: (state: BoardState) => void;
  readonly onPins: (board: BoardId, pins: readonly PinState[]) => void;
}

/** One frame of the picture of the board. */
const PINS_INTERVAL_MS = 16;

/** The last line of a traceback that Ctrl-C ended. */
const INTERRUPTED = /(?:^|\n)KeyboardInterrupt:?\s*$/;
const CTRL_C = 0x03;

export class BoardSession {
  readonly id: BoardId;
  /** Resolves when the board is gone and the window knows. */
  readonly ended: Promise<void>;
  private error: ErrorData | undefined;
  private gone = false;
  private waiting = false;
  private readonly opened = performance.now();
  private told = '';
  /** Did the user stop the program that runs now, with Stop, Ctrl-C or by agreeing to something that ends it? */
  private current = { stopped: false };
  private readonly pins: Latest<undefined>;
  private readonly subscriptions: Unsubscribe[] = [];

  constructor(private readonly parts: SessionParts) {
    const { id, board, parts: simulated, onPins } = parts;
    this.id = id;
    this.pins = sendLatest(() => {
      onPins(id, simulated?.pins() ?? []);
    }, PINS_INTERVAL_MS);
    if (simulated)
      this.subscriptions.push(
        simulated.onPins(() => {
          this.pins.offer(undefined);
        }),
      );
    this.subscriptions.push(
      board.onMode((mode) => {
        // The end is told once, below, with its reason.
        if (mode !== 'lost') this.announce();
      }),
    );
    this.ended = board.closed.then((reason) => {
      this.gone = true;
      if (reason.kind === 'lost') {
        this.error = reason.error.toData();
        this.waiting = parts.returns(performance.now() - this.opened);
      }
      for (const unsubscribe of this.subscriptions) unsubscribe();
      this.pins.end();
      parts.pump.close();
      this.announce();
    });
  }

  get board(): Board {
    return this.parts.board;
  }

  get pump(): ConsolePump {
    return this.parts.pump;
  }

  get state(): BoardState {
    const { board, parts, name } = this.parts;
    return {
      board: this.id,
      address: board.address,
      name: name(),
      mode: this.gone ? 'lost' : board.mode,
      ...(board.facts && { facts: board.facts }),
      ...(this.error && { error: this.error }),
      ...(this.waiting && { waiting: true }),
      ...(parts && { simulated: { ...VIRTUAL_BOARD_PINS, pins: parts.pins() } }),
    };
  }

  /**
   * @param fileName stands in the traceback
   * @param modules what the program imports of its project; null: the project cannot be read, and the console says so
   */
  async run(
    fileName: string,
    source: string,
    interrupt: boolean,
    modules: readonly ProjectModule[] | null = [],
  ): Promise<RunResult> {
    if (interrupt) this.current.stopped = true;
    const current = { stopped: false };
    this.current = current;
    if (!modules) this.board.tell(t('run.lostProject', { name: fileName }));
    else if (modules.length > 0) await makeAvailable(this.board, modules, { interrupt });
    const { stderr } = await this.board.run(source, { interrupt, name: fileName });
    // The traceback is in the console when the window hears that the program has ended.
    this.pump.flush();
    const traceback = stderr.replaceAll('\r\n', '\n');
    return {
      traceback,
      stopped: current.stopped && (traceback === '' || INTERRUPTED.test(traceback)),
    };
  }

  /** @param stops the person agreed to end what runs */
  files(stops: boolean): BoardFiles {
    if (stops) this.current.stopped = true;
    return this.board.files;
  }

  /** Hears when the prompt waits for input again. */
  onIdle(listener: () => void): Unsubscribe {
    return this.board.onMode((mode) => {
      if (mode === 'idle') listener();
    });
  }

  /** @param options with `interrupt` only when the user agreed to end what runs */
  async write(path: string, bytes: Uint8Array, options: TransferOptions): Promise<void> {
    await this.files(options.interrupt === true).write(path, bytes, options);
  }

  /** @param modules what the program imports of its project */
  async startAtPowerOn(
    program: Uint8Array,
    interrupt: boolean,
    modules: readonly ProjectModule[],
  ): Promise<PowerOnResult> {
    if (interrupt) this.current.stopped = true;
    if (modules.length > 0) await makeAvailable(this.board, modules, { interrupt });
    const { kept = null } = await startAtPowerOn(this.board.files, program, { interrupt });
    return { kept };
  }

  async stopAtPowerOn(interrupt: boolean): Promise<PowerOnResult> {
    return { kept: (await setAside(this.files(interrupt), 'main.py', { interrupt })) ?? null };
  }

  /** As `write`, over the file that is expected there only. */
  async save(
    path: string,
    bytes: Uint8Array,
    expected: Expected,
    options: TransferOptions,
  ): Promise<void> {
    await saveIfUnchanged(this.files(options.interrupt === true), path, bytes, expected, options);
  }

  async softReset(): Promise<void> {
    this.current.stopped = true;
    await this.board.softReset({ interrupt: true });
  }

  async stop(): Promise<void> {
    this.current.stopped = true;
    await this.board.interrupt();
  }

  async type(text: string): Promise<void> {
    const keys = new TextEncoder().encode(text);
    if (keys.includes(CTRL_C)) this.current.stopped = true;
    await this.board.type(keys);
  }

  setInput(pin: number, value: 0 | 1): void {
    const { parts } = this.parts;
    if (parts === undefined)
      throw new AdderError('bad-request', { detail: 'not a simulated board' });
    parts.setInput(pin, value);
  }

  /** The answer that tells the window of this board goes first: it then knows whose output comes. */
  begin(): void {
    setImmediate(() => {
      this.pump.release();
    });
  }

  /** It was lost, and nobody waits any more for it to come back. */
  stopWaiting(): void {
    this.waiting = false;
    this.announce();
  }

  /** Leaves the board as it is and lets the link go. */
  async close(): Promise<void> {
    await this.board.close();
    await this.ended;
  }

  /** Tells the window, if anything is another than it knows. */
  announce(): void {
    this.pump.flush(); // what was printed before comes before
    const { state } = this;
    // The engine also tells when the same facts were read again.
    const { mode, name, facts, error, waiting } = state;
    const told = JSON.stringify([mode, name, facts, error, waiting]);
    if (told === this.told) return;
    this.told = told;
    this.parts.onState(state);
  }
}
