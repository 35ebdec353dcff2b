import { describe, expect, it } from 'vitest';
import { Fifo } from '../../../src/engine/board/fifo';

describe('the queue of a board', () => {
  it('gives turns in order', async () => {
    const fifo = new Fifo();
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (n) => {
        const release = await fifo.turn();
        order.push(n);
        release();
      }),
    );
    expect(order).toEqual([1, 2, 3]);
    expect(fifo.active).toBe(false);
  });

  it('lets one who waits give up, without disturbing the others', async () => {
    const fifo = new Fifo();
    const first = await fifo.turn();
    const stop = new AbortController();
    const second = fifo.turn(stop.signal);
    const third = fifo.turn();
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    first();
    (await third)();
    expect(fifo.active).toBe(false);
  });

  it('ends a turn once, however often it is told', async () => {
    const fifo = new Fifo();
    const first = await fifo.turn();
    const second = fifo.turn();
    const third = fifo.turn();
    first();
    first();
    const release = await second;
    expect(fifo.contended).toBe(true);
    release();
    (await third)();
  });
});
