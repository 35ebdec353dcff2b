// Reading and writing of the console, as C and Python programs do it: blocking, interruptible, text or bytes. Each function here
// stands for one system call of C's library; files.ts has the same calls for files, and boot.ts joins the two.

import type { Interpreter } from '../interpreter/interpreter';
import type { Runtime } from '../runtime';
import { CONSOLE, STREAM, isInput, isTextOutput } from './descriptors';
import { TracebackFilter } from './traceback-filter';

/** "Interrupted": C then handles what is pending and tries again. The number is the C library's. */
const EINTR = 27;

const POLL_IN = 1;
const POLL_OUT = 4;
/**
 * C prints "OK" or the end of the typed line just before it runs a program, which may then compute for long without a
 * look at anything: these two bytes are never kept back.
 */
const BEFORE_RUN_LENGTH = 2;
const CR = 13;
const LF = 10;

/** Where output of C goes instead of the wire. */
export type Capture = (bytes: Uint8Array) => void;

export class Stdio {
  /** Set by the REPL glue for the parts of C's output that a board would not print. */
  capture: Capture | undefined;
  private readonly filter = new TracebackFilter();

  constructor(
    private readonly interpreter: Interpreter,
    private readonly runtime: Runtime,
  ) {}

  /** `write(descriptor, pieces...)`; the pieces are a list of (address, length). */
  write(descriptor: number, list: number, count: number, written: number): number {
    const { memory } = this.interpreter;
    let total = 0;
    for (let entry = list; entry < list + 8 * count; entry += 8) {
      const bytes = memory.slice(memory.word(entry), memory.word(entry + 4));
      const done = this.writeBytes(descriptor, bytes);
      total += done;
      if (done < bytes.length) {
        if (total === 0) return EINTR;
        break;
      }
    }
    memory.setWord(written, total);
    return 0;
  }

  private writeBytes(descriptor: number, bytes: Uint8Array): number {
    if (descriptor === STREAM.stdoutBytes) return this.runtime.write(bytes, false, true);
    if (descriptor === CONSOLE.output && this.capture) {
      this.capture(bytes);
      return bytes.length;
    }
    const shown = this.filter.filter(bytes);
    if (shown !== bytes) {
      this.runtime.write(shown, isTextOutput(descriptor), false);
      return bytes.length;
    }
    if (descriptor !== CONSOLE.output)
      return this.runtime.write(bytes, isTextOutput(descriptor), true);
    this.runtime.write(bytes, false, false);
    if (bytes.length === BEFORE_RUN_LENGTH) this.flush();
    return bytes.length;
  }

  /** `read`: waits for the first byte, takes what is there, and stops early for an interrupt. */
  read(descriptor: number, list: number, count: number, read: number): number {
    const { memory } = this.interpreter;
    let total = 0;
    for (let entry = list; entry < list + 8 * count; entry += 8) {
      const target = memory.slice(memory.word(entry), memory.word(entry + 4));
      const part = this.readBytes(target, total === 0);
      if (part < 0 && total === 0) return EINTR;
      if (descriptor === STREAM.stdin) returnsToLineFeeds(target.subarray(0, Math.max(part, 0)));
      total += Math.max(part, 0);
      if (part < target.length) break;
    }
    memory.setWord(read, total);
    return 0;
  }

  /** How many bytes were read, -1 when interrupted. */
  private readBytes(target: Uint8Array, wait: boolean): number {
    if (target.length === 0) return 0;
    const { runtime } = this;
    for (;;) {
      runtime.service();
      if (runtime.pending) return -1;
      const count = runtime.link.inbox.takeInto(target, runtime.scheduler.interruptible);
      if (count > 0 || !wait) return count;
      runtime.sleep();
    }
  }

  flush(): void {
    this.runtime.link.flush();
  }

  /** `poll`: which of the streams are ready. Entries of 8 bytes: descriptor, wanted, ready. */
  poll(list: number, count: number): number {
    const { memory } = this.interpreter;
    this.runtime.service();
    let ready = 0;
    for (let entry = list; entry < list + 8 * count; entry += 8) {
      const answer = memory.half(entry + 4) & this.readiness(memory.word(entry));
      memory.setHalf(entry + 6, answer);
      if (answer !== 0) ready++;
    }
    return ready;
  }

  private readiness(descriptor: number): number {
    if (!isInput(descriptor)) return POLL_OUT;
    const { link, scheduler } = this.runtime;
    return link.inbox.available(scheduler.interruptible) ? POLL_IN : 0;
  }
}

/** A terminal sends a return for the Enter key; a text stream reads lines. */
function returnsToLineFeeds(bytes: Uint8Array): void {
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) bytes[at] = LF;
}
