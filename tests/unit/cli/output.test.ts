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

function quickStream(): { stream: Writable; taken: string[] } {
  const taken: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      taken.push(chunk.toString());
      done();
    },
  });
  return { stream, taken };
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

  it('in a pipe lets what a board says overtake our own text, as Python does', async () => {
    const { stream, taken } = quickStream();
    const out = new Output(stream, () => undefined, { holdText: true });
    await out.line('ours');
    await out.bytes(Buffer.from('board '));
    await out.flush();
    expect(taken.join('')).toBe('board ours\n');
  });

  it('keeps no more than 8 KiB of our own text back', async () => {
    const { stream, taken } = quickStream();
    const out = new Output(stream, () => undefined, { holdText: true });
    await out.text('a'.repeat(8000));
    await out.text('b'.repeat(192));
    await out.bytes(Buffer.from('board '));
    await out.text('c');
    await out.bytes(Buffer.from('again '));
    expect(taken.join('')).toBe(`${'a'.repeat(8000)}${'b'.repeat(192)}board again `);
  });

  it('keeps nothing back unless it is told to', async () => {
    const { stream, taken } = quickStream();
    const out = new Output(stream, () => undefined);
    await out.line('ours');
    await out.bytes(Buffer.from('board'));
    expect(taken.join('')).toBe('ours\nboard');
  });
});
