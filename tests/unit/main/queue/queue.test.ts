// What all queues together know of what is under way.

import { expect, it } from 'vitest';
import { TransferQueue } from '../../../../src/main/queue/queue';
import type { Errand, QueueBoard } from '../../../../src/main/queue/transfer';
import { AdderError } from '../../../../src/shared/errors';

function boardOf(id: string, name: string): QueueBoard {
  return {
    id,
    state: { board: id, address: `virtual:${id}`, name, mode: 'idle' },
    ended: new Promise(() => undefined),
    onIdle: () => () => undefined,
    files: () => {
      throw new Error('not asked for');
    },
  };
}

const errand = (direction: Errand['direction'], run: Errand['run']): Errand => ({
  ...{ direction, names: ['a'], chosen: 1, to: '/', run },
});
const untilCancelled: Errand['run'] = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new AdderError('aborted')));
  });

it('what has not ended is counted for each board and direction, until all of it is cancelled', async () => {
  const queue = new TransferQueue({ onChange: () => undefined });
  const [one, other] = [boardOf('1', 'Pico W'), boardOf('2', 'ESP32')];
  const failed = queue.add(
    one,
    errand('upload', () => Promise.reject(new Error())),
    false,
  );
  await new Promise((resolve) => setTimeout(resolve));
  expect(queue.list()).toMatchObject([{ id: failed, state: 'failed' }]);
  expect(queue.underway()).toEqual([]);

  queue.add(one, errand('upload', untilCancelled), false);
  const paused = queue.add(one, errand('upload', untilCancelled), false);
  queue.add(one, errand('download', untilCancelled), false);
  queue.add(other, errand('download', untilCancelled), false);
  queue.add(other, errand('delete', untilCancelled), false);
  await queue.pause(paused);
  queue.boardChanged({
    ...other.state,
    mode: 'lost',
    error: { code: 'link-lost' },
  });
  expect(queue.underway()).toEqual([
    { direction: 'upload', board: 'Pico W', count: 2 },
    { direction: 'download', board: 'Pico W', count: 1 },
    { direction: 'download', board: 'ESP32', count: 1 },
    { direction: 'delete', board: 'ESP32', count: 1 },
  ]);

  await queue.cancelAll();
  expect(queue.underway()).toEqual([]);
  expect(queue.list().map(({ state }) => state)).toEqual([
    'failed',
    ...Array<string>(5).fill('cancelled'),
  ]);
});
