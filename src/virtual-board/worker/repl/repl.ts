// The prompt. MicroPython's own REPL does the work, one character at a time: echo, history, completion, paste mode, the raw
// REPL. This file feeds it and adds what the web build lacks: the raw paste protocol, and the exact bytes of a board's
// banner and soft reset.

import { Buffer } from 'node:buffer';
import type { RunningBoard } from '../boot';
import { MACHINE } from '../setup';
import { RawPaste } from './raw-paste';

export type ReplMode = 'friendly' | 'raw';

const CTRL_A = 1;
const CTRL_B = 2;
const CTRL_E = 5;
const LETTER_A = 65;
/** Set in the answer of C's REPL when it wants a soft reset. */
const FORCED_EXIT = 0x100;

const CRLF = Buffer.from('\r\n');
/** What C prints in its banner, and what it should print there. */
const WEB_MACHINE = Buffer.from('; JS with Emscripten');
const BOARD_MACHINE = Buffer.from(`; ${MACHINE}`);
const RAW_BANNER = 'raw REPL; CTRL-B to exit';

export class Repl {
  /** Whether the line of the raw REPL is empty: only then Ctrl-E begins a raw paste. */
  private lineIsEmpty = true;

  constructor(
    private readonly board: RunningBoard,
    private mode: ReplMode,
  ) {}

  /** Talks until a soft reset is wanted; answers with the mode that outlives it. */
  run(): ReplMode {
    this.begin();
    while (!this.onByte(this.board.runtime.waitByte()));
    return this.mode;
  }

  private onByte(byte: number): boolean {
    if (this.mode === 'friendly') {
      const output = byte === CTRL_A ? this.listen(() => this.feed(byte)) : undefined;
      if (output === undefined) return this.feed(byte);
      // In paste mode Ctrl-A is a character like any other, so the answer decides.
      if (output.includes(RAW_BANNER)) this.enter('raw');
      return false;
    }
    if (byte === CTRL_E && this.lineIsEmpty) return this.onPasteRequest();
    if (byte === CTRL_B) this.enter('friendly');
    this.lineIsEmpty = byte < 5; // Ctrl-A to Ctrl-D all begin a new line
    return this.feed(byte);
  }

  /** Ctrl-E asks for a way to paste, which the next two bytes name. */
  private onPasteRequest(): boolean {
    const { runtime } = this.board;
    const letter = runtime.waitByte();
    this.lineIsEmpty = false;
    if (letter !== LETTER_A) return this.feed(CTRL_E) || this.onByte(letter);
    const end = runtime.waitByte();
    if (end === CTRL_A) return this.onPaste();
    return this.feed(CTRL_E) || this.feed(letter) || this.onByte(end);
  }

  private onPaste(): boolean {
    this.lineIsEmpty = true;
    return new RawPaste(this.board, (byte) => this.feed(byte)).run();
  }

  private enter(mode: ReplMode): void {
    this.mode = mode;
    this.lineIsEmpty = true;
  }

  /** The banner and the prompt after a reset. */
  private begin(): void {
    const { exports } = this.board.interpreter;
    if (this.mode === 'raw') {
      this.board.stdio.capture = () => undefined; // C starts with its friendly banner
      exports.mp_js_repl_init();
      this.withoutFirstCrlf(() => this.feed(CTRL_A));
    } else {
      this.withoutFirstCrlf(() => exports.mp_js_repl_init());
    }
  }

  /** C begins a banner with an empty line, which boards do not print after a reset. */
  private withoutFirstCrlf(print: () => void): void {
    let first = true;
    this.board.stdio.capture = (bytes) => {
      const skip = first && CRLF.compare(bytes) === 0;
      if (bytes.length > 0) first = false;
      if (!skip) this.show(bytes);
    };
    print();
    this.board.stdio.capture = undefined;
  }

  /** Everything that C prints meanwhile; it is shown as well. */
  private listen(action: () => unknown): string {
    let output = '';
    this.board.stdio.capture = (bytes) => {
      output += Buffer.from(bytes).toString('latin1');
      this.show(bytes);
    };
    action();
    this.board.stdio.capture = undefined;
    return output;
  }

  private show(bytes: Uint8Array): void {
    const name = WEB_MACHINE.compare(bytes) === 0 ? BOARD_MACHINE : bytes;
    this.board.runtime.write(name, false, false);
  }

  private feed(byte: number): boolean {
    const { interpreter, runtime } = this.board;
    runtime.arm();
    const banner = byte === CTRL_B && !this.board.stdio.capture;
    if (banner) this.board.stdio.capture = (bytes) => this.show(bytes);
    const answer = interpreter.exports.mp_js_repl_process_char(byte);
    if (banner) this.board.stdio.capture = undefined;
    return (answer & FORCED_EXIT) !== 0;
  }
}
