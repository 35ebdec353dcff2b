// Tells when something in a folder of the computer has changed, and keeps telling when the folder itself is renamed, removed or made anew. The
// system's own news are used, through chokidar, and nothing is polled; a burst of them is one change.

import { realpath, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { watchPath } from '../../discovery/watch-path';
import { AdderError } from '../../../shared/errors';
import { localError, systemCode } from '../../host/local-error';
import { onAbort } from '../abort';
import { IGNORE_FILE } from './ignore-rules';
import { readLocalFolder, type LocalFolder } from './local-folder';

/** A change is told when nothing more has come for so long ... */
const QUIET_MS = 100;
/** ... or this is over, ms. */
const LONGEST_MS = 1000;

export class FolderWatcher {
  private readonly folder: string;
  private readonly end = new AbortController();
  private readonly stopListening: () => void;
  private watcher: FSWatcher | undefined;
  /** The folder that is watched, whatever its name is now. */
  private identity = '';
  private stale = false;
  private failure: AdderError | undefined;
  private timer: NodeJS.Timeout | undefined;
  private since: number | undefined;
  private pending = false;
  private wake: (() => void) | undefined;

  constructor(
    folder: string,
    private readonly signal: AbortSignal,
  ) {
    this.folder = resolve(folder);
    watchPath(this.folder, () => this.changed(), { signal: this.end.signal });
    this.stopListening = onAbort(signal, () => this.tell());
  }

  /** The system tells no changes any more. */
  get failed(): boolean {
    return this.failure !== undefined;
  }

  /** Resolves after the next change, or one that nobody has waited for, and when the signal aborts. */
  next(): Promise<void> {
    if (this.pending || this.signal.aborted) {
      this.pending = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => (this.wake = resolve));
  }

  /** What is in the folder now, and from now on its changes are told. Undefined: it is gone. Rejects as `readLocalFolder`. */
  async look(): Promise<LocalFolder | undefined> {
    if (this.failure) throw this.failure;
    const identity = await identityOf(this.folder);
    if (identity !== this.identity || this.stale) {
      await this.stopWatching();
      this.identity = identity;
      if (identity !== '') await this.watchAnew();
    }
    if (identity === '') return undefined;
    return readLocalFolder(this.folder, { signal: this.signal });
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.stopListening();
    this.end.abort();
    await this.stopWatching();
  }

  private async watchAnew(): Promise<void> {
    this.stale = false;
    const { ignores } = await readLocalFolder(this.folder, { signal: this.signal });
    const root = await realpath(this.folder).catch((error: unknown) => {
      throw localError(error, this.folder);
    });
    const watcher = watch(root, {
      ignoreInitial: true,
      followSymlinks: false,
      usePolling: false,
      ignored: (path, facts) => {
        const inside = relative(root, path).split(sep).join('/');
        if (inside === '' || basename(path) === IGNORE_FILE) return false;
        return ignores(inside, facts?.isDirectory() === true ? 'folder' : 'file');
      },
    });
    this.watcher = watcher;
    watcher.on('all', (_, path) => {
      // What it no longer excludes is not watched yet.
      if (basename(path) === IGNORE_FILE) this.stale = true;
      this.changed();
    });
    watcher.on('error', (error) => {
      // Such as a system that is out of watches, which says ENOSPC: no disk is full.
      const message = error instanceof Error ? error.message : String(error);
      this.failure = new AdderError('local-failed', {
        detail: `${this.folder} cannot be watched: ${message}`,
        cause: error,
      });
      this.changed();
    });
    await new Promise<void>((resolve) => {
      watcher.once('ready', resolve);
      watcher.once('error', () => resolve());
    });
  }

  private async stopWatching(): Promise<void> {
    const { watcher } = this;
    this.watcher = undefined;
    await watcher?.close();
  }

  private changed(): void {
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.tell(),
      Math.max(0, Math.min(QUIET_MS, this.since + LONGEST_MS - now)),
    );
  }

  private tell(): void {
    this.since = undefined;
    const { wake } = this;
    this.wake = undefined;
    if (wake) wake();
    else this.pending = true;
  }
}

/** '' where there is no such folder. */
async function identityOf(folder: string): Promise<string> {
  try {
    const { dev, ino } = await stat(folder);
    return `${String(dev)} ${String(ino)}`;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return '';
    throw localError(error, folder);
  }
}
