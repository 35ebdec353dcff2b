import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConsolePump } from '../../../src/main/boards/console-pump';

const bytes = (length: number, value = 1): Uint8Array => new Uint8Array(length).fill(value);
const total = (batches: readonly Uint8Array[]): number =>
  batches.reduce((sum, batch) => sum + batch.length, 0);

async function settled(promise: Promise<void>): Promise<boolean> {
  return Promise.race([promise.then(() => true), Promise.resolve().then(() => false)]);
}

describe('console pump', () => {
  let sent: Uint8Array[];
  const send = (batch: Uint8Array): void => void sent.push(batch);

  beforeEach(() => {
    sent = [];
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('small outputs of one moment go out as one batch, in order', () => {
    const pump = new ConsolePump(send);
    for (const letter of 'hello')
      expect(pump.take(new TextEncoder().encode(letter))).toBeUndefined();
    expect(sent).toHaveLength(0);
    vi.advanceTimersByTime(8);
    expect(sent.map((batch) => new TextDecoder().decode(batch))).toEqual(['hello']);
  });

  test('a full batch does not wait, and no message is larger than a batch', () => {
    const pump = new ConsolePump(send, { batch: 10, window: 1000 });
    void pump.take(bytes(25));
    expect(sent.map((batch) => batch.length)).toEqual([10, 10, 5]);
  });

  test('the sender waits while the window owes too much, and goes on when it has drawn', async () => {
    const pump = new ConsolePump(send, { batch: 10, window: 30 });
    expect(pump.take(bytes(30))).toBeUndefined();
    const wait = pump.take(bytes(20)) as Promise<void>;
    expect(total(sent)).toBe(30);
    expect(await settled(wait)).toBe(false);
    pump.taken(10);
    expect(total(sent)).toBe(40);
    expect(await settled(wait)).toBe(false);
    pump.taken(10);
    await wait;
    expect(total(sent)).toBe(50);
  });

  test('the window never owes more than its limit, whatever comes', () => {
    const pump = new ConsolePump(send, { batch: 7, window: 20 });
    let drawn = 0;
    for (let step = 0; step < 200; step++) {
      void pump.take(bytes((step * 13) % 40));
      expect(total(sent) - drawn).toBeLessThanOrEqual(20);
      if (step % 3 === 0) {
        const count = total(sent) - drawn;
        drawn += count;
        pump.taken(count);
      }
    }
  });

  test('no byte is lost or moved by cutting into batches', () => {
    const pump = new ConsolePump(send, { batch: 3, window: 5 });
    const all = Uint8Array.from({ length: 100 }, (_, index) => index);
    for (let start = 0; start < 100; start += 7) void pump.take(all.slice(start, start + 7));
    let count = 0;
    while (total(sent) > count) {
      const next = total(sent) - count;
      count += next;
      pump.taken(next);
    }
    expect(Buffer.concat(sent)).toEqual(Buffer.from(all));
  });

  test('a window that begins anew owes nothing, and hears nothing before it listens', async () => {
    const pump = new ConsolePump(send, { batch: 10, window: 10 });
    void pump.take(bytes(10));
    const wait = pump.take(bytes(10)) as Promise<void>;
    expect(await settled(wait)).toBe(false);
    pump.hold();
    pump.taken(10);
    vi.advanceTimersByTime(100);
    expect(total(sent)).toBe(10);
    pump.release();
    await wait;
    expect(total(sent)).toBe(20);
  });

  test('a window that claims to have drawn more than it got is not trusted', () => {
    const pump = new ConsolePump(send, { batch: 10, window: 10 });
    void pump.take(bytes(5));
    vi.advanceTimersByTime(8);
    pump.taken(1_000_000);
    void pump.take(bytes(100));
    expect(total(sent)).toBe(5 + 10);
  });

  test('held output waits for release', () => {
    const pump = new ConsolePump(send, { held: true });
    void pump.take(bytes(5));
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(0);
    pump.release();
    expect(total(sent)).toBe(5);
  });

  test('the end sends what is left and lets the sender go', async () => {
    const pump = new ConsolePump(send, { batch: 10, window: 10 });
    void pump.take(bytes(10));
    const wait = pump.take(bytes(25)) as Promise<void>;
    pump.close();
    await wait;
    expect(total(sent)).toBe(35);
    expect(pump.take(bytes(5))).toBeUndefined();
    vi.advanceTimersByTime(100);
    expect(total(sent)).toBe(35);
    expect(vi.getTimerCount()).toBe(0);
  });
});
