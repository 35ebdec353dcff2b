// Files of a board onto the disk of the computer: each is checked on its way, written beside the old one, compared with the hash that the board has told,
// and only then put in its place. Small ones come several in a stream, so that others get their turns at the board.

import { createHash, type Hash } from 'node:crypto';
import { throwIfAborted } from '../../engine/board/abort';
import { inBatches, type FileToFetch } from '../../engine/board/files/copy-from-board';
import type { BoardFiles } from '../../engine/board/files/board-files';
import { AdderError } from '../../shared/errors';
import type { LandingFile } from '../computer/landing';

export interface Incoming extends FileToFetch {
  /** As the board has told it, if it can. */
  readonly sha256: string | undefined;
  readonly open: () => Promise<LandingFile>;
}

export interface FetchOptions<File> {
  readonly signal?: AbortSignal;
  /** Bytes that have come, in all. */
  readonly onBytes?: (done: number) => void;
  /** This one is in its place. */
  readonly onFile?: (file: File, sha256: string) => void;
}

/** Rejects as `BoardFiles.stream`, with `file-damaged`, and with what the files reject with. */
export async function fetchToDisk<File extends Incoming>(
  board: Pick<BoardFiles, 'stream'>,
  files: readonly File[],
  options: FetchOptions<File> = {},
): Promise<void> {
  const fetching = new Fetching(options);
  for (const batch of inBatches(files)) await fetching.run(board, batch);
}

class Fetching<File extends Incoming> {
  private before = 0;
  private last = 0;

  constructor(private readonly options: FetchOptions<File>) {}

  async run(board: Pick<BoardFiles, 'stream'>, batch: readonly File[]): Promise<void> {
    const { onBytes, signal } = this.options;
    const arriving = new Arriving(batch, this.options);
    try {
      await board.stream(
        batch.map(({ path }) => path),
        { piece: (_, bytes) => arriving.piece(bytes), end: () => arriving.end() },
        {
          ...(signal && { signal }),
          onProgress: ({ done }) => {
            this.last = Math.max(this.last, this.before + done);
            onBytes?.(this.last);
          },
        },
      );
    } finally {
      await arriving.stop();
    }
    this.before = this.last;
  }
}

/** The files of one stream, one after the other. */
class Arriving<File extends Incoming> {
  private next = 0;
  private file: LandingFile | undefined;
  private hash: Hash = createHash('sha256');
  /** The step that the disk is at. */
  private step: Promise<void> = Promise.resolve();

  constructor(
    private readonly batch: readonly File[],
    private readonly options: FetchOptions<File>,
  ) {}

  piece(bytes: Uint8Array): Promise<void> {
    return this.then(async () => {
      this.hash.update(bytes);
      await (await this.opened()).write(bytes);
    });
  }

  end(): Promise<void> {
    return this.then(async () => {
      const { incoming } = this;
      const file = await this.opened();
      const sha256 = this.hash.digest('hex');
      if (incoming.sha256 !== undefined && incoming.sha256 !== sha256)
        throw new AdderError('file-damaged', { detail: incoming.path });
      await file.commit();
      this.file = undefined;
      this.hash = createHash('sha256');
      this.next++;
      this.options.onFile?.(incoming, sha256);
    });
  }

  /** What has not come whole is not kept. */
  async stop(): Promise<void> {
    await this.step.catch(() => undefined);
    await this.file?.discard();
  }

  private get incoming(): File {
    const incoming = this.batch[this.next];
    if (!incoming) throw new AdderError('internal', { detail: 'more files than were asked for' });
    return incoming;
  }

  private async opened(): Promise<LandingFile> {
    return (this.file ??= await this.incoming.open());
  }

  private then(work: () => Promise<void>): Promise<void> {
    this.step = this.step.then(() => {
      // What comes behind a cancel was on its way already: it is not wanted any more.
      throwIfAborted(this.options.signal);
      return work();
    });
    return this.step;
  }
}
