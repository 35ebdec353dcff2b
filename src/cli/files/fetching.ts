// What goes from the board to the computer: collected in the order of the command line, and fetched together, as few streams as
// possible. It prints what is said of each source when its turn comes.

import type { FileSink } from '../../engine/board/files/download';
import { isAdderError } from '../../shared/errors';
import { CommandError } from '../command-error';
import { explained, fileFailure } from './file-failure';
import { LocalFile } from './local-file';
import type { BoardSide, CopySide } from './sides';
import type { Copied } from './copied';

interface Errand {
  /** A folder to make, or a file to fetch; neither for a source with nothing in it. */
  readonly folder?: string;
  readonly file?: FetchedFile;
  /** What was typed for it. */
  readonly source: string;
  /** Said when its turn comes. */
  readonly line: string | undefined;
}

export interface FetchedFile {
  readonly from: string;
  readonly to: string;
  /** Bytes; 0 where it is not known yet. */
  readonly size: number;
}

export class Fetching {
  private errands: Errand[] = [];

  constructor(
    private readonly board: BoardSide,
    private readonly computer: CopySide,
    private readonly out: Copied,
  ) {}

  add(errand: Errand): void {
    this.errands.push(errand);
  }

  /** Rejects with the error of the first errand that fails; those before it are done. */
  async run(): Promise<void> {
    const { errands } = this;
    this.errands = [];
    let batch: Errand[] = [];
    for (const errand of errands) {
      if (errand.file) {
        batch.push(errand);
        continue;
      }
      await this.fetch(batch);
      batch = [];
      this.say(errand);
      if (errand.folder !== undefined) await this.makeFolder(errand.folder, errand.source);
    }
    await this.fetch(batch);
  }

  private makeFolder(path: string, source: string): Promise<void> {
    return explained('cp', source, () => this.computer.makeFolder(path));
  }

  private async fetch(batch: readonly Errand[]): Promise<void> {
    const files = batch.flatMap(({ file }) => file ?? []);
    if (files.length === 0) return;
    const sink = new FilesOfComputer(files, (next) => {
      const done = files[next - 1];
      if (done) this.out.file(done.to, 'written');
      this.say(batch[next]);
    });
    this.say(batch[0]);
    try {
      await this.board.stream(files, sink);
    } catch (error) {
      const failed = await sink.abandon();
      throw await this.explained(failed ? failed.error : error, batch[sink.turn]);
    }
  }

  private async explained(error: unknown, errand: Errand | undefined): Promise<unknown> {
    const { file, source = '' } = errand ?? {};
    const known = file ? await this.board.whyNotRead(file.from, error) : error;
    return isAdderError(known, 'is-a-folder') ? notAFile() : fileFailure('cp', source, known);
  }

  private say(errand: Errand | undefined): void {
    if (errand?.line !== undefined) void this.out.line(errand.line);
  }
}

/** A folder that is to be copied as a file, in mpremote's words. */
export function notAFile(): CommandError {
  return new CommandError('cp: -r not specified; omitting directory');
}

/** The files of one stream, written one after the other. */
class FilesOfComputer implements FileSink {
  /** The one that comes now. */
  turn = 0;
  private current: LocalFile | undefined;
  private ended: Promise<void> = Promise.resolve();
  private failed: { readonly error: unknown } | undefined;

  constructor(
    private readonly files: readonly FetchedFile[],
    private readonly onTurn: (next: number) => void,
  ) {}

  piece(_: string, bytes: Uint8Array): void | Promise<void> {
    return this.file().write(bytes);
  }

  end(): Promise<void> {
    const file = this.file();
    this.current = undefined;
    const next = ++this.turn;
    this.ended = this.ended.then(async () => {
      try {
        await file.end();
      } catch (error) {
        this.turn = next - 1;
        this.failed ??= { error };
        await file.abandon();
        throw error;
      }
      this.onTurn(next);
    });
    return this.ended;
  }

  /** Takes away what has begun. Resolves with what the computer refused, if that was it. */
  async abandon(): Promise<{ readonly error: unknown } | undefined> {
    await this.ended.catch(() => undefined);
    const error = await this.current?.abandon();
    return this.failed ?? (error !== undefined ? { error } : undefined);
  }

  private file(): LocalFile {
    this.current ??= new LocalFile(this.files[this.turn]?.to ?? '');
    return this.current;
  }
}
