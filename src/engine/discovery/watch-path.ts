// Tells when a path may have come or gone, by watching the folder that it is in; where that is missing too (/dev/serial/by-id
// goes with the last board), the nearest folder that is there. Nothing is polled.

import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';

export type PathWatcher = (
  path: string,
  changed: () => void,
  options: { readonly signal: AbortSignal },
) => void;

/** Calls `changed` at least once for every change, until `signal` aborts. A system out of watches tells nothing. */
export const watchPath: PathWatcher = (path, changed, { signal }) => {
  let folder: string | undefined;
  let watcher: FSWatcher | undefined;

  function follow(): void {
    if (signal.aborted) return;
    for (let nearest = nearestFolder(path); nearest !== folder; nearest = nearestFolder(path)) {
      stop();
      folder = nearest;
      watcher = begin(nearest);
    }
  }

  function begin(nearest: string): FSWatcher | undefined {
    const [step = basename(path)] = relative(nearest, path).split(sep);
    try {
      const begun = watch(nearest, { persistent: false }, (_, name) => {
        if (name !== null && name !== step && name !== basename(nearest)) return;
        follow();
        changed();
      });
      begun.once('error', () => begun.close());
      return begun;
    } catch {
      return undefined;
    }
  }

  function stop(): void {
    watcher?.close();
    watcher = undefined;
  }

  follow();
  signal.addEventListener('abort', stop, { once: true });
};

function nearestFolder(path: string): string {
  let folder = dirname(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
