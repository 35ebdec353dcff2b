// A virtual board as the rest of Adder sees it: bytes in, bytes out, pins. Owns the thread, the lock of the folder and the app's
// end of the wire. Knows nothing of the REPL or of files; what a transport does with a USB port it does with this.

import { mkdir } from 'node:fs/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { AdderError, toAdderError } from '../shared/errors';
import type { PinState } from '../shared/pins';
import type { Unsubscribe } from '../shared/unsubscribe';
import { AppLink } from './app-link';
import { loadInterpreterFile } from './interpreter-file';
import { BoardLock } from './lock';
import { PinTable } from './pins';
import type { BoardExit, VirtualBoardOptions } from './types';
import type { WorkerData } from './worker/main';
import workerFile from './worker/main?modulePath';

/** How long the end of a thread may take, ms; it is a matter of milliseconds. */
const CLOSE_MS = 3000;
const DEFAULT_SIZE = 2 * 1024 * 1024;

export class VirtualBoard {
  /** Settles when the board is gone, for whatever reason; never rejects. */
  readonly exited: Promise<BoardExit>;
  private crash: Error | undefined;
  /** Counts the board as gone although its thread has not told so. */
  private giveUp: () => void = () => undefined;
  private closing = false;

  private constructor(
    private readonly worker: Worker,
    private readonly link: AppLink,
    private readonly pinTable: PinTable,
    lock: BoardLock,
  ) {
    worker.once('error', (error) => (this.crash = error));
    const gone = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
      this.giveUp = resolve;
    });
    this.exited = gone.then(async () => {
      this.link.close();
      await lock.release();
      return this.reason();
    });
  }

  /** Resolves when the board runs; its banner follows as bytes. */
  static async start(
    options: VirtualBoardOptions,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<VirtualBoard> {
    throwIfAborted(signal);
    const { module, glueUrl } = await loadInterpreterFile();
    const { directory, sizeBytes = DEFAULT_SIZE, holder = 'another program' } = options;
    const { withoutBootFiles = false } = options;
    await makeFolder(directory);
    throwIfAborted(signal);
    const lock = await BoardLock.take(directory, holder);

    const { port1, port2 } = new MessageChannel();
    const link = new AppLink(port1);
    const pins = new PinTable();
    const workerData: WorkerData = {
      port: port2,
      counters: link.counters,
      pins: pins.memory,
      module,
      glueUrl,
      directory,
      sizeBytes,
      withoutBootFiles,
    };
    const worker = new Worker(workerFile, { workerData, transferList: [port2], name: 'board' });
    const board = new VirtualBoard(worker, link, pins, lock);
    await board.ready(signal);
    return board;
  }

  /** Resolves when the board's input has taken all bytes: it waits while the board does not read. */
  write(bytes: Uint8Array): Promise<void> {
    return this.link.write(bytes);
  }

  /** Bytes from the board; those that came before the first listener are kept for it. */
  onBytes(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.link.onBytes(listener);
  }

  /** Stops the flow of bytes from the board; a board that prints much then waits inside `print`. */
  pause(): void {
    this.link.pause();
  }

  resume(): void {
    this.link.resume();
  }

  /** The pins that a program has set up. */
  pins(): readonly PinState[] {
    return this.pinTable.used();
  }

  /** Changes of pins, gathered over a few milliseconds; the last state always comes. */
  onPins(listener: (changed: readonly PinState[]) => void): Unsubscribe {
    return this.link.onPins(listener);
  }

  /** Presses (0, for the button) or releases (1). Reaches the program as a change of the pin and as its interrupt. */
  setInput(pin: number, value: 0 | 1): void {
    this.link.press(pin, value);
  }

  /** Ends the board at once, whatever it is doing. */
  async close(): Promise<void> {
    this.closing = true;
    void this.worker.terminate();
    // Node 18 sometimes never tells the end of a thread when many are ended at once.
    const deadline = setTimeout(this.giveUp, CLOSE_MS);
    await this.exited;
    clearTimeout(deadline);
  }

  private async ready(signal: AbortSignal | undefined): Promise<void> {
    let onAbort: (() => void) | undefined;
    const aborted = new Promise<'aborted'>((resolve) => {
      onAbort = () => resolve('aborted');
      signal?.addEventListener('abort', onAbort);
    });
    const first = await Promise.race([this.link.ready, this.exited, aborted]);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
    if (first === 'aborted') {
      await this.close();
      throw new AdderError('aborted');
    }
    if (first !== 'ready') throw toAdderError(this.crash, 'virtual-board-failed');
  }

  private reason(): BoardExit {
    if (this.closing) return { kind: 'closed' };
    return { kind: 'crashed', error: this.crash ?? new AdderError('virtual-board-failed') };
  }
}

async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (cause) {
    throw new AdderError('virtual-board-failed', {
      detail: `The folder ${directory} cannot be made.`,
      cause,
    });
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AdderError('aborted');
}
