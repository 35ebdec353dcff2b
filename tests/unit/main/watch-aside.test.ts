// Watching paths in a thread of its own, over one whose disk has died.

import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WatchAside } from '../../../src/main/computer/watch-aside';

/** Tells of one change of each path; at a dead one it waits for ever, as a call to the system would. */
const DISKS = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ kind, id, path }) => {
  if (kind === 'end') return;
  if (path.startsWith('/dead/')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  parentPort.postMessage({ id, what: 'begun' });
});
`;

test('a disk that does not answer keeps neither the app nor the other disks', async () => {
  const workers: Worker[] = [];
  const make = (): Worker => {
    const worker = new Worker(DISKS, { eval: true });
    workers.push(worker);
    return worker;
  };
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  });
  const aside = new WatchAside(make, 1000);
  const stop = new AbortController();
  const told: string[] = [];
  for (const path of ['/alive/a.py', '/dead/b.py', '/alive/c.py'])
    aside.watch(path, () => told.push(path), { signal: stop.signal });
  await vi.waitFor(() => expect(told).toEqual(['/alive/a.py']));
  // The one behind the dead one comes with the next thread, and the first is watched on.
  await vi.waitFor(() => expect(told).toEqual(['/alive/a.py', '/alive/a.py', '/alive/c.py']), {
    timeout: 20_000,
  });
  expect(workers).toHaveLength(2);
  stop.abort();
});
