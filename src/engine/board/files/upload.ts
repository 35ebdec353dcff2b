// Brings files and folders onto the board, all in one stream (docs/protocol.md, "Writing"). An upload outlives its helper: when that ends by
// damage on the link, another one goes on where it stood. Each file is the old one until it is whole, checked on the flash, and renamed.

import type { Progress } from '../../../shared/board';
import { isAdderError } from '../../../shared/errors';
import finishHash from '../../device-code/files/finish_hash.py?device';
import finishReplace from '../../device-code/files/finish_replace.py?device';
import finishLater from '../../device-code/files/finish_later.py?device';
import inflateDeflate from '../../device-code/files/inflate_deflate.py?device';
import inflateUzlib from '../../device-code/files/inflate_uzlib.py?device';
import write from '../../device-code/files/write.py?device';
import { fileError, tracebackLine } from '../../protocol/os-error';
import { throwIfAborted } from '../abort';
import { damaged, type HelperHost } from '../helper/call';
import { PacketStream } from '../helper/packet-stream';
import { pythonCall, type HelperParts } from '../helper/program';
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

/** What gives a helper `inflate`, where the board can. */
export function inflateParts({ firmware }: HelperHost): readonly string[] {
  return INFLATE[firmware.inflate];
}

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
  private readonly stream: PacketStream;
  private resumed = 0;
  private kept = 0;
  /** What the helper was doing when it was stopped, see write.py. */
  private state = 0;

  constructor(
    private readonly host: HelperHost,
    private readonly items: readonly UploadItem[],
    private readonly options: RunOptions,
  ) {
    this.stream = new PacketStream(host, {
      signal: options.signal,
      path: () => this.path,
      onData: (data) => this.hear(data),
      onContent: (bytes) => options.onContent(this.resumed + bytes),
    });
  }

  async run(): Promise<void> {
    try {
      await this.stream.run(this.program());
    } catch (error) {
      if (this.kept < this.items.length) throw error; // what comes behind the last file changes nothing
    }
  }

  private get path(): string {
    return this.items[Math.min(this.kept, this.items.length - 1)]?.path ?? '';
  }

  private program(): HelperParts {
    const { host, options, path } = this;
    const temporary = options.resumes ? temporaryFor(path) : '';
    const finish = options.replaces ? finishReplace : finishHash;
    return {
      parts: [write, options.leaveNew ? finishLater : finish, ...inflateParts(host)],
      call: pythonCall('guarded', folderOf(path), options.resumes ? 0 : options.need, temporary),
    };
  }

  private hear(data: Uint8Array): void {
    const text = Buffer.from(data).toString('utf8');
    switch (text[0]) {
      case 'r':
        this.start(text.slice(1));
        return;
      case 'k':
        this.stream.watch();
        this.keep();
        return;
      case '+':
        // There was no new file to remove: it had been renamed.
        if (this.state === 2) this.keep();
        return;
      case '!':
        this.state = Number(text[1]);
        this.stream.gaveUp(fileError(tracebackLine(text.slice(2)), this.path));
        return;
      default:
        throw damaged(this.path);
    }
  }

  private start(answer: string): void {
    const [memory = 0, there = 0] = answer.split(' ').map(Number);
    const [first] = this.items;
    this.resumed = first && there <= sizeOf(first) ? there : 0;
    const cut = cutFor(memory, this.host.firmware.inflate !== 'none');
    this.stream.start((writer) => uploadPackets(this.items, this.resumed, cut, writer));
  }

  private keep(): void {
    this.kept++;
    this.options.onKept();
  }
}
