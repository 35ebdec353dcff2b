// A pseudo-terminal whose program side is a plain 8-bit line: no echo, no line editing, no translated line ends, no byte
// that means a signal. It owns both sides from the opening to `close`, over several lives of the program on it; which program
// that is, and what its bytes mean, is not known here.
//
// node-pty brings the system call, and only that: its own streams decode, cook the line, and spin for ever when the program
// does not read (its master is written blocking). The master is driven as what it is, a serial port.

import { randomBytes } from 'node:crypto';
import { closeSync, read, write } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { Marker, MARK_BYTES } from './marker';
import { makeRaw, wrapDescriptor } from './port-bindings';
import {
  done,
  type PortStream,
  RELEASE_MS,
  settledWithin,
  toBuffer,
  whenReleased,
} from './port-stream';

const readAsync = promisify(read);
const writeAsync = promisify(write);

const COLUMNS = 80;
const ROWS = 24;
/** As much as a terminal holds for its program, and a write that waits behind it. */
const INPUT_BYTES = 16 * 1024;
/** How long what lies in the terminal may take to come out. It is a matter of one turn, unless a daemon reads or writes there too. */
const EMPTYING_MS = 2000;

interface PtyBinary {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

export class Pty {
  /** Resolves when the terminal is no more. */
  readonly released: Promise<void>;
  private marker: Marker | undefined;
  private paused = false;
  /** Reading or writing of the program's side, which ends at the latest with the master. */
  private readonly work = new Set<Promise<unknown>>();

  private constructor(
    private readonly master: PortStream,
    /** File descriptor of the program's side. It stays open here, so that nothing in the terminal is lost between two lives. */
    readonly terminal: number,
    private readonly onOutput: (bytes: Uint8Array) => void,
  ) {
    this.released = whenReleased(master);
    master.on('data', (bytes) => {
      if (this.marker) this.marker.take(bytes);
      else this.onOutput(bytes);
    });
    master.on('error', () => undefined); // a failed write rejects
  }

  /** Rejects where this system or installation has no pseudo-terminals. */
  static async open(onOutput: (bytes: Uint8Array) => void): Promise<Pty> {
    const binary = loadPtyBinary();
    const { master, slave, pty } = binary.open(COLUMNS, ROWS);
    const stream = wrapDescriptor(master);
    try {
      await makeRaw(pty); // and it stays so while `slave` is open
      await done((callback) => stream.open(callback));
    } catch (error) {
      closeSync(slave);
      if (!stream.isOpen) closeSync(master);
      throw error;
    }
    return new Pty(stream, slave, onOutput);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length > 0) await done((callback) => this.master.write(toBuffer(bytes), callback));
  }

  pause(): void {
    this.paused = true;
    if (!this.marker) this.master.pause();
  }

  resume(): void {
    this.paused = false;
    this.master.resume();
  }

  /** No program is on it: resolves when all that the last one said was told, also while paused. */
  async outputTold(): Promise<void> {
    const marker = new Marker(randomBytes(MARK_BYTES), (bytes) => this.onOutput(bytes));
    this.marker = marker;
    this.master.resume();
    void this.track(writeAsync(this.terminal, marker.mark)).catch(() => undefined); // closed meanwhile
    await settledWithin(Promise.race([marker.passed, this.released]), EMPTYING_MS);
    this.marker = undefined;
    marker.flush();
    if (this.paused) this.master.pause();
  }

  /** No program is on it: what was written and never read. `undefined`: somebody else reads here, a daemon that was left. */
  async takeUnread(): Promise<Uint8Array | undefined> {
    const unread: Uint8Array[] = [];
    const marker = new Marker(randomBytes(MARK_BYTES), (bytes) => unread.push(bytes));
    void this.write(marker.mark).catch(() => undefined); // closed meanwhile
    void this.readUntil(marker);
    await settledWithin(Promise.race([marker.passed, this.released]), EMPTYING_MS);
    return marker.hasPassed ? Buffer.concat(unread) : undefined;
  }

  async close(): Promise<void> {
    const { master } = this;
    if (master.isOpen) await done((callback) => master.close(callback)).catch(() => undefined);
    else await settledWithin(this.released, RELEASE_MS);
    await Promise.allSettled(this.work);
    closeSync(this.terminal);
  }

  private async readUntil(marker: Marker): Promise<void> {
    const buffer = Buffer.alloc(INPUT_BYTES);
    while (!marker.hasPassed) {
      const reading = this.track(readAsync(this.terminal, buffer, 0, buffer.length, null));
      const { bytesRead } = await reading.catch(() => ({ bytesRead: 0 })); // closed meanwhile
      if (bytesRead === 0) return;
      marker.take(Buffer.from(buffer.subarray(0, bytesRead)));
    }
  }

  private track<Result>(work: Promise<Result>): Promise<Result> {
    this.work.add(work);
    const forget = (): void => void this.work.delete(work);
    work.then(forget, forget);
    return work;
  }
}

function loadPtyBinary(): PtyBinary {
  if (process.platform === 'win32')
    throw new Error('Windows has no terminals through which every byte passes unchanged.');
  const path = createRequire(import.meta.url).resolve('@lydell/node-pty');
  const loader = createRequire(path)('./requireBinary.js') as {
    requireBinary(file: string): PtyBinary;
  };
  return loader.requireBinary('pty.node');
}
