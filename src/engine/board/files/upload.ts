// Brings files and folders onto the board, all in one stream (docs/protocol.md, "Writing"). An upload outlives its helper: when that ends by
// damage on the link, another one goes on where it stood. Each file is the old one until it is whole, checked on the flash, and renamed.

import { randomInt } from 'node:crypto';
import type { Progress } from '../../../shared/board';
import { AdderError, isAdderError } from '../../../shared/errors';
import finishHash from '../../device-code/files/finish_hash.py?device';
import finishReplace from '../../device-code/files/finish_replace.py?device';
import finishLater from '../../device-code/files/finish_later.py?device';
import inflateDeflate from '../../device-code/files/inflate_deflate.py?device';
import inflateUzlib from '../../device-code/files/inflate_uzlib.py?device';
import write from '../../device-code/files/write.py?device';
import { utf8 } from '../../protocol/bytes';
import { fileError, tracebackLine } from '../../protocol/os-error';
import { PacketWriter } from '../../protocol/packets';
import { onAbort, throwIfAborted } from '../abort';
import { callHelper, damaged, type HelperHost } from '../helper/call';
import { pythonCall, type HelperParts } from '../helper/program';
import { aheadFor, Outflow, windowFor } from './outflow';
import {
  cutFor,
  folderOf,
  sizeOf,
  temporaryFor,
  uploadPackets,
  type UploadItem,
} from './upload-items';

export interface UploadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** This many items are on the board now. */
  readonly onKept?: ((count: number) => void) | undefined;
  /** Room that is needed on the file system, in bytes. */
  readonly need: number;
  /** The board cannot check what it has written: the new files are left beside the old ones for the computer to do it. */
  readonly leaveNew?: boolean | undefined;
}

const INFLATE = { deflate: [inflateDeflate], uzlib: [inflateUzlib], none: [] };
/** A board that takes nothing for so long has lost something, ms; erasing flash takes less. */
const STALL_MS = 5000;
const KEEP = 0x4b; // K
const REMOVE = 0x52; // R
/** The helper looks for the stop word in steps of 32 bytes, see write.py. */
const STOP_TIMES = 8;

export class Upload {
  /** Items that are on the board. */
  kept = 0;
  private tries = 0;
  private replaces = false;
  private reported = 0;
  private readonly total: number;

  constructor(
    private readonly items: readonly UploadItem[],
    private readonly options: UploadOptions,
  ) {
    this.total = items.reduce((sum, item) => sum + sizeOf(item), 0);
  }

  /** One helper's life. Resolves when all is on the board; may be called again after a rejection, and goes on. */
  async run(host: HelperHost): Promise<void> {
    throwIfAborted(this.options.signal);
    try {
      await this.runOnce(host);
    } catch (error) {
      // CircuitPython's FAT does not rename over a file.
      if (this.replaces || !isAdderError(error, 'file-exists')) throw error;
      this.replaces = true;
      await this.runOnce(host);
    }
    if (this.kept < this.items.length) throw damaged(this.items[this.kept]?.path ?? '');
  }

  private async runOnce(host: HelperHost): Promise<void> {
    const before = this.keptBytes();
    this.report(before);
    await new UploadRun(host, this.items.slice(this.kept), {
      ...this.options,
      resumes: this.tries++ > 0,
      replaces: this.replaces,
      onKept: () => {
        this.kept++;
        this.options.onKept?.(this.kept);
        this.report(this.keptBytes());
      },
      onContent: (bytes) => this.report(before + bytes),
    }).run();
  }

  private keptBytes(): number {
    return this.items.slice(0, this.kept).reduce((sum, item) => sum + sizeOf(item), 0);
  }

  /** Never goes back, also when a second helper begins behind where the first one was. */
  private report(done: number): void {
    this.reported = Math.max(this.reported, done);
    this.options.onProgress?.({ done: this.reported, total: this.total });
  }
}

interface RunOptions extends UploadOptions {
  readonly resumes: boolean;
  readonly replaces: boolean;
  readonly onKept: () => void;
  readonly onContent: (bytes: number) => void;
}

class UploadRun {
  private outflow: Outflow | undefined;
  private resumed = 0;
  private kept = 0;
  /** The error that the board told. */
  private told: AdderError | undefined;
  /** What the helper was doing when it was stopped, see write.py. */
  private state = 0;
  private stalled = false;
  /** What shall become of the new file: the first word counts. */
  private verdict: number | undefined;
  private stopWordSent = false;
  /** Nothing that the helper says can be understood any more. */
  private damaged = false;
  private timer: NodeJS.Timeout | undefined;
  private writer: PacketWriter | undefined;
  private readonly stop = new AbortController();
  private readonly stopWord = `!${randomInt(36 ** 6, 36 ** 7).toString(36)}`;

  constructor(
    private readonly host: HelperHost,
    private readonly items: readonly UploadItem[],
    private readonly options: RunOptions,
  ) {}

  async run(): Promise<void> {
    const { host, options } = this;
    const stopListening = onAbort(options.signal, () => this.halt(REMOVE));
    try {
      await callHelper(host, {
        ...this.program(),
        path: this.path,
        signal: this.stop.signal,
        onProgram: ({ encoding, seed }) => {
          this.writer = new PacketWriter(encoding, host.firmware.check, seed);
        },
        onData: (data) => this.hear(data),
        onTaken: () => this.taken(),
        onProblem: () => {
          this.damaged = true;
          this.halt(KEEP);
        },
      });
    } catch (error) {
      if (this.done) return; // what comes behind the last file changes nothing
      throw this.failure(error);
    } finally {
      clearTimeout(this.timer);
      stopListening();
    }
    if (this.told && !this.done) throw this.failure(this.told);
  }

  private get done(): boolean {
    return this.kept === this.items.length;
  }

  private get path(): string {
    return this.items[Math.min(this.kept, this.items.length - 1)]?.path ?? '';
  }

  private program(): HelperParts {
    const { host, options, path } = this;
    const temporary = options.resumes ? temporaryFor(path) : '';
    const finish = options.replaces ? finishReplace : finishHash;
    return {
      parts: [write, options.leaveNew ? finishLater : finish, ...INFLATE[host.firmware.inflate]],
      call: pythonCall('guarded', folderOf(path), options.resumes ? 0 : options.need, temporary),
      input: { window: windowFor(host.link), names: { stop: `b'${this.stopWord}'` } },
    };
  }

  private hear(data: Uint8Array): void {
    const text = Buffer.from(data).toString('utf8');
    switch (text[0]) {
      case 'r':
        this.start(text.slice(1));
        return;
      case 'k':
        this.watch();
        this.keep();
        return;
      case '+':
        // There was no new file to remove: it had been renamed.
        if (this.state === 2) this.keep();
        return;
      case '!':
        this.gaveUp(Number(text[1]), text.slice(2));
        return;
      default:
        throw damaged(this.path);
    }
  }

  private start(answer: string): void {
    const { host, items, writer } = this;
    if (!writer || this.outflow) throw damaged(this.path);
    const [memory = 0, there = 0] = answer.split(' ').map(Number);
    const [first] = items;
    this.resumed = first && there <= sizeOf(first) ? there : 0;
    const cut = cutFor(memory, host.firmware.inflate !== 'none');
    const packets = uploadPackets(items, this.resumed, cut, writer);
    const ahead = aheadFor(host.link);
    this.outflow = new Outflow(packets, windowFor(host.link), ahead, (bytes) => this.send(bytes));
    this.watch();
    this.outflow.pump();
  }

  private taken(): void {
    this.watch();
    this.outflow?.onTaken();
    this.options.onContent(this.resumed + (this.outflow?.confirmed ?? 0));
  }

  private keep(): void {
    this.kept++;
    this.options.onKept();
  }

  /** The helper tells why it ends. */
  private gaveUp(state: number, exception: string): void {
    this.state = state;
    this.told ??= fileError(tracebackLine(exception), this.path);
    this.halt(this.told.code === 'protocol-damaged' ? KEEP : REMOVE);
  }

  /** Nothing more is sent, and the helper is stopped if it has not ended by itself. What is on its way still comes to it: it
   * swallows all up to the stop word. Before it has said "r" nothing is, and the raw REPL may still be reading the program. */
  private halt(verdict: number): void {
    this.outflow?.stop();
    clearTimeout(this.timer);
    this.verdict ??= verdict;
    if (!this.told) this.stop.abort();
    if (this.stopWordSent || !(this.outflow ?? this.told)) return;
    // A link that carries nothing may carry the word much later, when nobody goes on with the new file any more. And one without flow
    // control has room for it only when the helper swallows, which its answer tells, if that can still be read.
    const waits = this.stalled || (this.host.link.inFlight !== Infinity && !this.damaged);
    if (waits && !this.told) return;
    this.stopWordSent = true;
    this.send(Buffer.concat([utf8(this.stopWord.repeat(STOP_TIMES)), Uint8Array.of(this.verdict)]));
  }

  private failure(error: unknown): unknown {
    if (this.stalled)
      return new AdderError('no-response', { detail: `${this.path}: the board took nothing more` });
    return this.told ?? error;
  }

  /** (Re)starts the wait for the next sign of life. */
  private watch(): void {
    clearTimeout(this.timer);
    if (this.stop.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.stalled = true;
      this.halt(KEEP);
    }, STALL_MS);
  }

  private send(bytes: Uint8Array): void {
    this.host.raw.write(bytes).catch(() => undefined); // a dead link ends the helper's call by itself
  }
}
