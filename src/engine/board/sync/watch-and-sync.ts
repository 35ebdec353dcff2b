// Keeps a folder of a board the same as one of the computer, for as long as its caller likes. It survives a folder that is renamed and comes back
// and a board that is unplugged and comes back; how a board is found again is its host's affair.
//
// What may be removed: at first what the host agrees to; later only what has come from the folder itself. So a file that a program on the
// board has made meanwhile stays, and a folder that is gone as a whole empties nothing.

import { AdderError, isAdderError } from '../../../shared/errors';
import { throwIfAborted } from '../abort';
import {
  applyMirror,
  lookAndPlan,
  type Mirror,
  type MirrorBoard,
  type MirrorReport,
} from '../mirror/mirror';
import { limitExtras } from '../mirror/plan';
import type { OperationOptions, TransferOptions } from '../types';
import { FolderWatcher } from './folder-watcher';
import type { LocalFolder } from './local-folder';

/** What goes on while a folder is watched. */
export type SyncEvent =
  | {
      /** It is known what is to be done. */
      readonly kind: 'plan';
      /** That is what. */
      readonly mirror: Mirror;
      /** The folder as it was found. */
      readonly source: LocalFolder;
    }
  | {
      /** It is done. */
      readonly kind: 'done';
      /** What was done. */
      readonly report: MirrorReport;
    }
  | {
      /** This round has failed; the next change begins another one. */
      readonly kind: 'problem';
      /** Why. */
      readonly error: AdderError;
    }
  | {
      /** The folder, or the board, has gone or come. */
      readonly kind: 'folder-gone' | 'board-lost' | 'board-back';
    };

/** Who lends the board. */
export interface SyncHost {
  /** Works with the board that is connected now. */
  readonly use: <Result>(
    work: (board: MirrorBoard, options: OperationOptions) => Promise<Result>,
  ) => Promise<Result>;
  /** Resolves when the board that is connected now is lost. */
  readonly lost: () => Promise<unknown>;
  /** Waits until the lost board is connected again. Rejects where that cannot be. */
  readonly comeBack: () => Promise<void>;
  /** Asked once, if there is something to remove. A no ends all with `aborted`. */
  readonly mayRemove: (mirror: Mirror) => Promise<boolean>;
  /** Told at once. */
  readonly onEvent: (event: SyncEvent) => void | Promise<void>;
}

/** What is watched, and where it goes. */
export interface WatchOptions extends Pick<TransferOptions, 'onProgress'> {
  /** On the computer. */
  readonly folder: string;
  /** On the board. */
  readonly destination: string;
  /** What goes from the folder goes from the board, too. */
  readonly remove: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Rejects with `aborted` when the signal aborts, with what the first round fails with, and with `link-lost` where the board cannot
 * come back.
 */
export async function watchAndSync(host: SyncHost, options: WatchOptions): Promise<never> {
  const { signal } = options;
  const watcher = new FolderWatcher(options.folder, signal);
  const rounds = new Rounds(host, options);
  try {
    for (;;) {
      const change = watcher.next(); // armed before looking
      const lost = await round(host, rounds, watcher);
      throwIfAborted(signal);
      if (!lost) {
        const boardLost = host.lost().then(() => true);
        if (!(await Promise.race([change.then(() => false), boardLost]))) {
          throwIfAborted(signal);
          continue;
        }
      }
      await host.onEvent({ kind: 'board-lost' });
      await host.comeBack();
      await host.onEvent({ kind: 'board-back' });
    }
  } finally {
    await watcher.close();
  }
}

/** Resolves with whether the board was lost. */
async function round(host: SyncHost, rounds: Rounds, watcher: FolderWatcher): Promise<boolean> {
  try {
    const source = await watcher.look();
    if (source) await rounds.do(source);
    else if (rounds.began) await host.onEvent({ kind: 'folder-gone' });
    else throw new AdderError('local-not-found', { detail: rounds.folder });
    return false;
  } catch (error) {
    if (isAdderError(error, 'link-lost')) return true;
    const ends = !rounds.began || watcher.failed;
    if (ends || !isAdderError(error) || error.code === 'aborted') throw error;
    await host.onEvent({ kind: 'problem', error });
    return false;
  }
}

class Rounds {
  /** The first one has been done, or the board was lost in it. */
  began = false;
  /** What may be removed. */
  private own: Set<string> | undefined;

  constructor(
    private readonly host: SyncHost,
    private readonly options: WatchOptions,
  ) {}

  get folder(): string {
    return this.options.folder;
  }

  async do(source: LocalFolder): Promise<void> {
    const { host } = this;
    const { destination, remove, onProgress } = this.options;
    const all = await host.use((board, options) =>
      lookAndPlan(board, source, destination, options),
    );
    const { own } = this;
    const mirror = own ? { ...all, ...limitExtras(all, ({ path }) => own.has(path)) } : all;
    await host.onEvent({ kind: 'plan', mirror, source });
    const extras = remove ? mirror.extras : [];
    if (!own && extras.length > 0 && !(await host.mayRemove(mirror)))
      throw new AdderError('aborted');
    const here = source.entries.map(({ path }) => path);
    this.own = new Set([...(own ?? []), ...extras.map(({ path }) => path), ...here]);
    const report = await host.use((board, options) =>
      applyMirror(board, mirror, { ...options, remove, ...(onProgress && { onProgress }) }),
    );
    // What is gone is no longer the folder's: a program on the board may make a file of that name.
    this.own = new Set(here);
    this.began = true;
    await host.onEvent({ kind: 'done', report });
  }
}
