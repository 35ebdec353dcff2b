// One stay at the prompt of a board: keys go to it, what it says goes to the terminal and the capture, until somebody leaves, the keys
// end, or the board is lost. It knows no terminal modes and no command line.

import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Board } from '../../engine/board/board';
import { AdderError, toAdderError } from '../../shared/errors';
import type { Unsubscribe } from '../../shared/unsubscribe';
import { backWithFolder } from './after-reset';
import type { ConsoleTap } from './console-tap';
import { readKeys, type KeyAction } from './keys';
import { Keyboard } from './keyboard';
import { Quiet, type Doing } from './quiet';
import type { TerminalInput } from './raw-terminal';

export interface Stay {
  readonly board: Board;
  readonly tap: ConsoleTap;
  readonly input: Readable & TerminalInput;
  /** Shows what the board says; a promise holds it back. */
  readonly show: (bytes: Uint8Array) => void | Promise<void>;
  readonly signal: AbortSignal;
  /** Rejects when there is no more showing. */
  readonly broken?: Promise<never>;
  /** Goes to the board at Ctrl-J. */
  readonly injectCode: Uint8Array | undefined;
  /** Runs at Ctrl-K. */
  readonly injectFile: string | undefined;
  /** The signal comes when it takes too long. */
  readonly isTimed: boolean;
}

/** Keys that came from a file have come to their end: a board that does not become quiet is left after so long, ms; with a program that was typed, and without. */
const LONGEST_MS = { typed: 60_000, untouched: 10_000 };

/** `left`: by a key, or because the keys have come to their end. */
export type End = 'left' | 'lost';

/** Keys that were pressed before the one for leaving still go out, ms: those of a person, and those of a file. */
const LEAVE_MS = { terminal: 1000, file: 60_000 };

export class Conversation {
  private readonly keyboard: Keyboard;
  private readonly quiet: Quiet;
  private work: Promise<void> = Promise.resolve();
  private leaving = false;
  private typed = false;
  private settle: ((end: End | Error) => void) | undefined;

  constructor(private readonly stay: Stay) {
    this.keyboard = new Keyboard(stay.input, {
      keys: (bytes) => this.press(bytes),
      end: () => this.keysEnded(),
    });
    this.quiet = new Quiet(
      () => this.doing(),
      () => this.settle?.('left'),
    );
  }

  /** Resolves at its end. Rejects with `aborted`, and as `broken` does. */
  async run(): Promise<End> {
    const { board, tap, show, signal, broken } = this.stay;
    const onAbort = (): void => this.settle?.(new AdderError('aborted', { cause: signal.reason }));
    let stopListening: Unsubscribe | undefined;
    const stopTelling = board.mounts.onRemount((error) => {
      // mpremote names its root, which ends so.
      const root = `${board.mounts.folder ?? ''}/`;
      board.tell(
        error
          ? 'Warning: Could not remount local filesystem'
          : `Remount local directory ${root} at /remote`,
      );
    });
    try {
      return await new Promise<End>((resolve, reject) => {
        this.settle = (end) => (typeof end === 'string' ? resolve(end) : reject(end));
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) onAbort();
        void board.closed.then(() => this.settle?.('lost'));
        broken?.catch((error: unknown) => this.settle?.(toAdderError(error)));
        stopListening = tap.listen((bytes) => {
          this.quiet.heard();
          return show(bytes);
        });
        this.keyboard.listen();
      });
    } finally {
      this.settle = undefined;
      signal.removeEventListener('abort', onAbort);
      stopListening?.();
      stopTelling();
      this.keyboard.stop();
      this.quiet.stop();
    }
  }

  private async press(bytes: Uint8Array): Promise<void> {
    if (this.leaving) return;
    this.typed = true;
    const { injectCode, injectFile } = this.stay;
    const injections = { code: injectCode !== undefined, file: injectFile !== undefined };
    const { actions, leaves } = readKeys(bytes, injections);
    // A lost board ends the conversation by itself, and what one key does wrong is no reason to refuse the next.
    for (const action of actions)
      this.work = this.work.then(() => this.act(action)).catch(() => undefined);
    if (leaves) return this.leave();
    await this.sent();
  }

  private async sent(): Promise<void> {
    await this.work;
    await this.stay.board.keysSent();
  }

  private async act(action: KeyAction): Promise<void> {
    const { board, injectCode, injectFile } = this.stay;
    switch (action.kind) {
      case 'type':
        return board.type(action.keys);
      case 'soft-reset':
        await board.type(Uint8Array.of(0x04));
        return backWithFolder(board);
      case 'inject-code':
        if (injectCode) await board.type(injectCode);
        return;
      case 'inject-file':
        if (injectFile !== undefined) await this.runFile(board, injectFile);
    }
  }

  /** As mpremote does it: the board is interrupted, and its answer comes with the marks of the raw REPL. */
  private async runFile(board: Board, file: string): Promise<void> {
    await this.say(`Injecting ${file}\r\n`);
    let source: Uint8Array;
    try {
      source = await readFile(file);
    } catch {
      return this.say(`Error:\r\ncould not read file '${file}'\r\n`);
    }
    try {
      await board.start(source, { interrupt: true, signal: this.stay.signal });
    } catch (error) {
      await this.say(`Error:\r\n${toAdderError(error).message}\r\n`);
    }
  }

  private async say(text: string): Promise<void> {
    await this.stay.show(Buffer.from(text));
  }

  private async leave(): Promise<void> {
    if (this.leaving) return;
    this.leaving = true;
    const ms = this.keyboard.isTerminal ? LEAVE_MS.terminal : LEAVE_MS.file;
    const timer = setTimeout(() => this.settle?.('left'), ms);
    await this.sent();
    clearTimeout(timer);
    this.settle?.('left');
  }

  private keysEnded(): void {
    if (this.leaving) return;
    // The terminal is gone: nobody is left to see anything.
    if (this.keyboard.isTerminal) this.settle?.('left');
    else void this.keyboard.sent.then(() => this.quiet.start(this.longestMs()));
  }

  private longestMs(): number | undefined {
    if (!this.typed) return LONGEST_MS.untouched;
    return this.stay.isTimed ? undefined : LONGEST_MS.typed;
  }

  /** What ran before anything was typed is nothing to wait for. */
  private doing(): Doing {
    const { mode } = this.stay.board;
    if (mode === 'idle') return 'waits';
    return mode === 'running' && this.typed ? 'runs' : 'unknown';
  }
}
