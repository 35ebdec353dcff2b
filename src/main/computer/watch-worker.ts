// The thread that watches paths: looking at a folder of a network drive that has died may never come back, and takes nothing but this
// thread along. Who asks for what is known by watch-aside.ts.

import { parentPort } from 'node:worker_threads';
import { watchPath } from '../../engine/discovery/watch-path';

export type WatchOrder =
  | { readonly kind: 'begin'; readonly id: number; readonly path: string }
  | { readonly kind: 'end'; readonly id: number };

export interface WatchNews {
  readonly id: number;
  readonly what: 'begun' | 'changed';
}

const running = new Map<number, AbortController>();

function tell(news: WatchNews): void {
  parentPort?.postMessage(news);
}

parentPort?.on('message', (order: WatchOrder) => {
  const { id } = order;
  running.get(id)?.abort();
  running.delete(id);
  if (order.kind === 'end') return;
  const abort = new AbortController();
  running.set(id, abort);
  const changed = (): void => {
    tell({ id, what: 'changed' });
  };
  watchPath(order.path, changed, { signal: abort.signal });
  tell({ id, what: 'begun' });
});
