// A system that cannot watch any more: that ends it, and is no full disk.

import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { watchAndSync } from '../../../src/engine/board/sync/watch-and-sync';
import { rejection } from '../../integration/engine/support';
import { MapBoard } from './map-board';

vi.mock('chokidar', () => ({
  watch: () => {
    const watcher = Object.assign(new EventEmitter(), { close: () => Promise.resolve() });
    setImmediate(() => {
      watcher.emit('ready');
      setImmediate(() => {
        watcher.emit('error', Object.assign(new Error('ENOSPC: watches'), { code: 'ENOSPC' }));
      });
    });
    return watcher;
  },
}));

it('a folder that cannot be watched any more is told, once and for all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adder-watches-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { signal } = new AbortController();
  const board = new MapBoard(new Map());
  const watching = watchAndSync(
    {
      use: (work) => work(board, { signal }),
      lost: () => new Promise(() => undefined),
      comeBack: () => Promise.resolve(),
      mayRemove: () => Promise.resolve(true),
      onEvent: () => undefined,
    },
    { folder, destination: '/', remove: false, signal },
  );
  expect(await rejection(watching)).toMatchObject({
    code: 'local-failed',
    detail: expect.stringContaining('ENOSPC') as string,
  });
});
