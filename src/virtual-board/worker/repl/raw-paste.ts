// Raw paste: the way to send a program with flow control (docs: "Raw-paste mode" of MicroPython's REPL reference). The board grants
// a window of bytes and grants it again with 0x01 each time so many have arrived; Ctrl-D ends the program, Ctrl-C drops
// it, and the board confirms either with 0x04. Then the program runs as in the raw REPL.
//
// MicroPython's own raw paste waits for bytes inside C, which the web build cannot do. So the source is gathered here and
// then fed to the plain raw REPL. There, five bytes are commands: those are fed as other bytes first and put into C's line
// afterwards, by finding it in memory.

import { Buffer } from 'node:buffer';
import type { RunningBoard } from '../boot';

const WINDOW = 2048;
const CTRL_C = 3;
const CTRL_D = 4;
const LAST_COMMAND = 5;
const GRANT = Buffer.from([1]);
const END = Buffer.from([4]);
const OPENING = Buffer.from([0x52, 1, WINDOW & 0xff, WINDOW >> 8, 1]);
const INTERRUPTED = Buffer.from('\x04KeyboardInterrupt: \r\n\x04>', 'latin1');
const NOTHING_RUN = Buffer.from('\x04\x04>', 'latin1');
/** The raw REPL confirms a program by this; raw paste has confirmed it already. */
const OK_LENGTH = 2;

export class RawPaste {
  constructor(
    private readonly board: RunningBoard,
    private readonly feed: (byte: number) => boolean,
  ) {}

  /** True when the program wants a soft reset. */
  run(): boolean {
    this.send(OPENING);
    const source = this.receive();
    this.send(END);
    this.board.runtime.link.flush(); // the program may compute for long before anything else is sent
    if (!source) {
      this.send(INTERRUPTED);
      return false;
    }
    if (source.length === 0) {
      this.send(NOTHING_RUN);
      return false;
    }
    this.type(source);
    return this.execute();
  }

  /** The source, or undefined when the host dropped it. */
  private receive(): Buffer | undefined {
    const bytes: number[] = [];
    for (;;) {
      const byte = this.board.runtime.waitByte();
      if (byte === CTRL_C) return undefined;
      if (byte === CTRL_D) return Buffer.from(bytes);
      bytes.push(byte);
      if (bytes.length % WINDOW === 0) this.send(GRANT);
    }
  }

  private type(source: Buffer): void {
    const stand = Buffer.from(source.map((byte) => (isCommand(byte) ? anyLetter() : byte)));
    for (const byte of stand) this.feed(byte);
    if (!source.some(isCommand)) return;
    const { memory } = this.board.interpreter;
    const all = Buffer.from(memory.bytes.buffer, 0, memory.size);
    // Every place that holds exactly this text is C's line or a remnant of it.
    for (let at = all.indexOf(stand); at >= 0; at = all.indexOf(stand, at + 1)) all.set(source, at);
  }

  private execute(): boolean {
    const { stdio } = this.board;
    let left = OK_LENGTH;
    stdio.capture = (bytes) => {
      left -= bytes.length;
      if (left <= 0) stdio.capture = undefined;
    };
    const exit = this.feed(CTRL_D);
    stdio.capture = undefined;
    return exit;
  }

  private send(bytes: Uint8Array): void {
    this.board.runtime.write(bytes, false, false);
  }
}

function isCommand(byte: number): boolean {
  return byte > 0 && byte <= LAST_COMMAND;
}

function anyLetter(): number {
  return 0x61 + Math.floor(Math.random() * 26);
}
