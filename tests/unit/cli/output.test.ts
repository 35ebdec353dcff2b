// The stream the command prints to: it may be slow, and it may go away.

import { Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { Output } from '../../../src/cli/output';

/** Takes one piece at a time, when told to. */
function slowStream(): { stream: Writable; taken: string[]; take: () => void } {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark: 4,
    write: (chunk: Buffer, _encoding, done) => {
      waiting.push(() => {
        taken.push(chunk.toString());
        done();
      });
    },
  });
  return { stream, taken, take: () => waiting.shift()?.() };
}

describe('output', () => {
  it('asks to wait when the stream is full, and says when it has room again', async () => {
    const { stream, taken, take } = slowStream();
    const out = new Output(stream, () => undefined);
    expect(out.text('a')).toBeUndefined();
    const room = out.text('bcdefg');
    expect(room).toBeInstanceOf(Promise);
    expect(out.bytes(Buffer.from('h'))).toBe(room);
    take();
    setImmediate(take);
    setImmediate(() => setImmediate(take));
    await room;
    expect(taken.join('')).toBe('abcdefgh');
  });

  it('flushes what was printed', async () => {
    const { stream, taken, take } = slowStream();
    const out = new Output(stream, () => undefined);
    void out.text('a');
    const flushed = out.flush();
    take();
    setImmediate(take);
    await flushed;
    expect(taken[0]).toBe('a');
  });

  it('tells once that nobody reads any more, and asks nobody to wait then', async () => {
    const { stream } = slowStream();
    const onGone = vi.fn();
    const out = new Output(stream, onGone);
    const room = out.text('abcdefgh');
    stream.destroy(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
    await room;
    await out.flush();
    expect(onGone).toHaveBeenCalledOnce();
    expect(out.text('more')).toBeUndefined();
  });
});
