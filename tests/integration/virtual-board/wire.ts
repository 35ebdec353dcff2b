// A terminal for the tests: what the board says, taken exactly, and waits that end by bytes and never by time.

import { Buffer } from 'node:buffer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { VirtualBoardOptions } from '../../../src/virtual-board';
import { VirtualBoard } from '../../../src/virtual-board';

export const BANNER =
  'MicroPython v1.27.0 on 2025-12-10; Adder virtual board with WebAssembly\r\n' +
  'Type "help()" for more information.\r\n>>> ';
export const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';

/** Long enough for a loaded machine; only a failing test waits so long. */
const PATIENCE_MS = 20_000;

export class Wire {
  private unread = Buffer.alloc(0);
  private notify: () => void = () => undefined;

  constructor(
    readonly board: VirtualBoard,
    readonly directory: string,
  ) {
    board.onBytes((bytes) => {
      this.unread = Buffer.concat([this.unread, bytes]);
      this.notify();
    });
  }

  /** Sends; a string is one byte a character. */
  async send(data: string | Uint8Array): Promise<void> {
    await this.board.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
  }

  /** Everything up to and with `text`. */
  async until(text: string): Promise<string> {
    const end = Buffer.from(text, 'latin1');
    await this.wait(() => this.unread.indexOf(end) >= 0, JSON.stringify(text));
    return this.take(this.unread.indexOf(end) + end.length).toString('latin1');
  }

  async bytes(count: number): Promise<Buffer> {
    await this.wait(() => this.unread.length >= count, `${count} bytes`);
    return this.take(count);
  }

  /** What has come and was not taken. */
  get rest(): string {
    return this.unread.toString('latin1');
  }

  /** Types a line at the prompt; answers with what it printed. */
  async line(source: string): Promise<string> {
    await this.send(Buffer.from(`${source}\r`));
    const output = await this.until('\r\n>>> ');
    return output.slice(output.indexOf('\r\n') + 2, -'>>> '.length);
  }

  async enterRaw(): Promise<void> {
    await this.send('\r\x03\x01');
    await this.until(RAW_BANNER);
  }

  /** Runs a program in the raw REPL: [output, error]. */
  async exec(source: string): Promise<[string, string]> {
    await this.send(Buffer.from(source));
    await this.send('\x04');
    await this.until('OK');
    return this.outcome();
  }

  async outcome(): Promise<[string, string]> {
    const output = Buffer.from(await this.until('\x04'), 'latin1').toString();
    const error = Buffer.from(await this.until('\x04>'), 'latin1').toString();
    return [output.slice(0, -1), error.slice(0, -2)];
  }

  /** Runs a program by raw paste, with its flow control; also tells how many windows were granted. */
  async paste(source: string | Uint8Array): Promise<[string, string, number]> {
    await this.send('\x05A\x01');
    const opening = await this.bytes(4);
    if (opening.subarray(0, 2).toString('latin1') !== 'R\x01') throw new Error('no raw paste');
    const size = opening.readUInt16LE(2);
    let window = size;
    let grants = 0;
    const bytes = Buffer.from(source);
    for (let from = 0; from < bytes.length;) {
      while (window === 0 || this.unread.length > 0) {
        if ((await this.bytes(1))[0] !== 1) throw new Error('the board ended the paste');
        window += size;
        grants++;
      }
      const part = bytes.subarray(from, from + window);
      await this.send(part);
      window -= part.length;
      from += part.length;
    }
    await this.send('\x04');
    await this.until('\x04');
    return [...(await this.outcome()), grants];
  }

  private take(count: number): Buffer {
    const taken = this.unread.subarray(0, count);
    this.unread = this.unread.subarray(count);
    return taken;
  }

  private async wait(done: () => boolean, what: string): Promise<void> {
    const timer = setTimeout(() => this.notify(), PATIENCE_MS);
    const start = performance.now();
    while (!done()) {
      if (performance.now() - start >= PATIENCE_MS)
        throw new Error(`waited for ${what}, have ${JSON.stringify(this.rest.slice(-600))}`);
      await new Promise<void>((resolve) => (this.notify = resolve));
    }
    clearTimeout(timer);
  }
}

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'adder-board-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A board in a fresh folder, closed at the end of the test. */
export async function startBoard(options: Partial<VirtualBoardOptions> = {}): Promise<Wire> {
  const directory = options.directory ?? join(await temporaryDirectory(), 'board');
  const board = await VirtualBoard.start({ ...options, directory });
  onTestFinished(() => board.close());
  return new Wire(board, directory);
}

/** A board that waits at its prompt. */
export async function startAtPrompt(options: Partial<VirtualBoardOptions> = {}): Promise<Wire> {
  const wire = await startBoard(options);
  await wire.until(BANNER);
  return wire;
}

export async function startInRaw(options: Partial<VirtualBoardOptions> = {}): Promise<Wire> {
  const wire = await startAtPrompt(options);
  await wire.enterRaw();
  return wire;
}
