// Watches the files that the window shows, for what other programs do to them. A burst of news is one; whether anything is different now
// is found out by whoever is told. What a disk does not tell (network drives seldom do) is found when the window is looked at again.

import type { FileId } from '../../ipc/contract';
import type { PathWatcher } from '../../engine/discovery/watch-path';
import type { Files } from './files';
import { WatchAside } from './watch-aside';

/** Programs write in several steps: it is told when nothing more has come for so long, ms. */
const QUIET_MS = 100;

export class OpenFiles {
  private readonly watched = new Map<FileId, AbortController>();

  constructor(
    private readonly files: Pick<Files, 'watched'>,
    private readonly changed: (file: FileId) => void,
    private readonly watcher: PathWatcher = new WatchAside().watch,
  ) {}

  /** These, and no others. */
  watch(files: readonly FileId[]): void {
    for (const [file, abort] of this.watched) {
      if (files.includes(file)) continue;
      abort.abort();
      this.watched.delete(file);
    }
    for (const file of files) if (!this.watched.has(file)) void this.begin(file);
  }

  /** These lie somewhere else now. */
  moved(files: readonly FileId[]): void {
    const watched = [...this.watched.keys()];
    this.watch(watched.filter((file) => !files.includes(file)));
    this.watch(watched);
  }

  private async begin(file: FileId): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    this.watched.set(file, abort);
    let path: string;
    try {
      path = await this.files.watched(file);
    } catch {
      // Its disk does not answer, and would not tell anything either.
      if (this.watched.get(file) === abort) this.watched.delete(file);
      return;
    }
    if (signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    this.watcher(
      path,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (!signal.aborted) this.changed(file);
        }, QUIET_MS);
      },
      { signal },
    );
    // Whatever has happened since the window read it.
    this.changed(file);
  }
}
