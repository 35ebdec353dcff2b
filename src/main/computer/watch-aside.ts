// Watches paths in a thread of its own. A disk that does not answer holds that thread for ever: it is left to itself then, and another
// one watches the other paths. The path that held it is watched no more, since its disk would not tell anything either.

import { Worker } from 'node:worker_threads';
import type { PathWatcher } from '../../engine/discovery/watch-path';
import type { WatchNews, WatchOrder } from './watch-worker';
import workerFile from './watch-worker?modulePath';

/** No disk that works takes so long, nor does a thread to start on a busy computer, ms. */
const DEADLINE_MS = 20_000;

interface Watched {
  readonly path: string;
  readonly changed: () => void;
  /** It has not begun yet. */
  late: NodeJS.Timeout | undefined;
}

export class WatchAside {
  private worker: Worker | undefined;
  private readonly watched = new Map<number, Watched>();
  private count = 0;

  constructor(
    private readonly makeWorker = () => new Worker(workerFile, { name: 'watcher' }),
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  /** Also calls `changed` when it has begun: until then nobody has looked. */
  readonly watch: PathWatcher = (path, changed, { signal }) => {
    if (signal.aborted) return;
    const id = ++this.count;
    this.watched.set(id, { path, changed, late: undefined });
    this.begin(id);
    const end = (): void => {
      this.forget(id);
      this.order({ kind: 'end', id });
    };
    signal.addEventListener('abort', end, { once: true });
  };

  private begin(id: number): void {
    const watched = this.watched.get(id);
    if (!watched) return;
    watched.late = setTimeout(() => {
      this.abandon();
    }, this.deadlineMs);
    watched.late.unref();
    this.order({ kind: 'begin', id, path: watched.path });
  }

  private order(order: WatchOrder): void {
    this.worker ??= this.start();
    this.worker.postMessage(order);
  }

  private start(): Worker {
    const worker = this.makeWorker();
    worker.unref();
    worker.on('message', ({ id, what }: WatchNews) => {
      const watched = this.watched.get(id);
      if (!watched) return;
      if (what === 'begun') {
        clearTimeout(watched.late);
        watched.late = undefined;
      }
      watched.changed();
    });
    worker.once('error', () => {
      this.abandon();
    });
    return worker;
  }

  /** Orders are taken one after the other: the first that has not begun is the one that holds the thread. */
  private abandon(): void {
    const [stuck] = [...this.watched].find(([, { late }]) => late !== undefined) ?? [];
    if (stuck !== undefined) this.forget(stuck);
    this.worker?.removeAllListeners();
    // A thread that hangs in the system does not end; nobody waits for it.
    void this.worker?.terminate();
    this.worker = undefined;
    for (const [id, { late }] of this.watched) {
      clearTimeout(late);
      this.begin(id);
    }
  }

  private forget(id: number): void {
    clearTimeout(this.watched.get(id)?.late);
    this.watched.delete(id);
  }
}
