// The link to a program on this computer, `process:COMMAND LINE`: MicroPython's unix port, a board in an emulator, a bridge of
// one's own. Owns the program it started, with its process group, and ends exactly that. The program sits on a raw
// terminal (pty.ts); Ctrl-C is interrupt.ts's.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import type { BoardAddress } from '../../shared/address';
import { AdderError, isAdderError, toAdderError } from '../../shared/errors';
import { splitCommandLine } from './command-line';
import type { LinkDriver, LinkEvents } from './driver';
import { interrupt, isInterruptible } from './interrupt';
import { PipeTransport } from './pipe-transport';
import {
  done,
  drain,
  toBuffer,
  type PortStream,
  RELEASE_MS,
  settledWithin,
  whenReleased,
} from './port-stream';
import { openPty } from './pty';
import type { LinkTraits, Transport } from './transport';

/** A terminal holds 4 KiB for its program. */
const CHUNK_BYTES = 4096;
const CTRL_C = 0x03;
/** How long a program may take to end by itself after SIGTERM. */
const GRACE_MS = 1000;
/** How long to wait for the end of the output once the program has ended: a daemon it left may hold the terminal. */
const LAST_OUTPUT_MS = 500;

export function processTransport(address: BoardAddress, command: string): Transport {
  return new PipeTransport(address, new ProcessDriver(command));
}

class ProcessDriver implements LinkDriver {
  readonly chunkBytes = CHUNK_BYTES;
  readonly link: LinkTraits = {
    inFlight: Infinity,
    eightBitClean: true,
    resetsOnOpen: true, // opening starts it
    survivesSoftReset: false,
  };
  private master: PortStream | undefined;
  private child: ChildProcess | undefined;
  /** Resolves with what to tell when the program has ended; at once while there is none. */
  private exited: Promise<string> = Promise.resolve('');

  private released: Promise<void> = Promise.resolve();

  constructor(private readonly command: string) {}

  async open(events: LinkEvents): Promise<void> {
    try {
      await this.start(events);
    } catch (error) {
      await this.close();
      throw isAdderError(error) ? error : toAdderError(error, 'process-failed');
    }
  }

  async send(bytes: Uint8Array): Promise<void> {
    let from = 0;
    const pid = this.running?.pid;
    for (let at = bytes.indexOf(CTRL_C); at >= 0; at = bytes.indexOf(CTRL_C, at + 1)) {
      if (pid === undefined || !isInterruptible(pid)) continue;
      await this.write(bytes.subarray(from, at));
      from = this.running && interrupt(pid) ? at + 1 : at;
    }
    await this.write(bytes.subarray(from));
  }

  pause(): void {
    this.master?.pause();
  }

  resume(): void {
    this.master?.resume();
  }

  async close(): Promise<void> {
    this.stop('SIGTERM');
    const timer = setTimeout(() => this.stop('SIGKILL'), GRACE_MS);
    await this.exited;
    clearTimeout(timer);
    const { master } = this;
    if (master?.isOpen) await done((callback) => master.close(callback));
    else await settledWithin(this.released, RELEASE_MS);
  }

  private async start(events: LinkEvents): Promise<void> {
    const { file, args } = splitCommandLine(this.command);
    const { master, slave } = await openPty();
    try {
      await done((callback) => master.open(callback));
      this.master = master;
      this.released = whenReleased(master);
      master.on('data', (bytes) => events.bytes(bytes));
      master.on('error', () => undefined); // told by 'close'
      // A session and process group of its own: signals of the app's terminal do not reach it, and it is ended with all
      // that it started.
      const child = spawn(file, args, { stdio: [slave, slave, slave], detached: true });
      this.exited = this.watchExit(child);
      await once(child, 'spawn'); // rejects with the system's error when there is no such program
      this.child = child;
    } finally {
      closeSync(slave);
    }
    void this.reportEnd(master, events);
  }

  private watchExit(child: ChildProcess): Promise<string> {
    return new Promise((resolve) => {
      child.once('error', () => resolve('')); // not started: open() tells
      child.once('exit', (code, signal) => {
        // The leader was reaped in this moment, so that the number is still its group's.
        if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
        resolve(
          signal === null
            ? `The program ended with exit code ${String(code)}.`
            : `The program was ended by ${signal}.`,
        );
      });
    });
  }

  private async reportEnd(master: PortStream, events: LinkEvents): Promise<void> {
    // A program that only closes its terminal is told so, as by a terminal that is closed: nobody hears it any more.
    master.on('close', () => this.stop('SIGHUP'));
    const detail = await this.exited;
    if (master.isOpen) {
      master.resume(); // what it said last is read even while the reader pauses
      await settledWithin(this.released, LAST_OUTPUT_MS);
    }
    drain(master);
    events.lost(new AdderError('link-lost', { detail }));
  }

  private async write(bytes: Uint8Array): Promise<void> {
    const { master } = this;
    if (master && bytes.length > 0)
      await done((callback) => master.write(toBuffer(bytes), callback));
  }

  private get running(): ChildProcess | undefined {
    const { child } = this;
    return child?.exitCode === null && child.signalCode === null ? child : undefined;
  }

  private stop(signal: NodeJS.Signals): void {
    const pid = this.running?.pid;
    if (pid !== undefined) signalGroup(pid, signal);
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // nobody is left in it
  }
}
