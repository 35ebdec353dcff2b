// A stream for what one of several boards says: whole lines, each with the board's name in front. A line goes out when it is
// complete, so that boards that print at once do not mix; the last one also without its end. Bytes are not changed. With --json each
// line is an object that names its board, what a program prints included.

import { Writable } from 'node:stream';
import type { Output } from '../output';

/** A longer line goes out in pieces, each a line of its own, bytes. */
export const MAX_LINE_BYTES = 64 * 1024;
const LINE_END = 0x0a;

export class PrefixedLines extends Writable {
  private readonly label: (line: Buffer) => Buffer;
  private unfinished = Buffer.alloc(0);

  constructor(
    name: string,
    private readonly target: Output,
    json = false,
  ) {
    super();
    const prefix = Buffer.from(`[${name}] `);
    this.label = json
      ? (line) => Buffer.from(`${JSON.stringify(asObject(name, line.toString()))}\n`)
      : (line) => Buffer.concat([prefix, line]);
  }

  override _write(data: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    const parts: Buffer[] = [];
    let rest = Buffer.concat([this.unfinished, data]);
    for (let end = rest.indexOf(LINE_END); end !== -1; end = rest.indexOf(LINE_END)) {
      parts.push(this.label(rest.subarray(0, end + 1)));
      rest = rest.subarray(end + 1);
    }
    for (; rest.length >= MAX_LINE_BYTES; rest = rest.subarray(MAX_LINE_BYTES))
      parts.push(this.label(ended(rest.subarray(0, MAX_LINE_BYTES))));
    this.unfinished = rest;
    void this.send(parts).then(() => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    const last = this.unfinished;
    this.unfinished = Buffer.alloc(0);
    const parts = last.length > 0 ? [this.label(ended(last))] : [];
    void this.send(parts).then(() => done());
  }

  private async send(parts: readonly Buffer[]): Promise<void> {
    if (parts.length > 0) await this.target.bytes(Buffer.concat(parts));
  }
}

function ended(line: Buffer): Buffer {
  return Buffer.concat([line, Buffer.of(LINE_END)]);
}

/** What is an object already gets the board as one more field; a list is `list`, and other output `text`. */
function asObject(board: string, line: string): object {
  const text = line.replace(/\r?\n$/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { board, text };
  }
  if (Array.isArray(value)) return { board, list: value as unknown[] };
  return typeof value === 'object' && value !== null ? { board, ...value } : { board, text };
}
