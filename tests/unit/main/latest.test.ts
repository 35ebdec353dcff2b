import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendLatest } from '../../../src/main/latest';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first value goes at once, later ones at most once per interval, the last one always', () => {
  const sent: number[] = [];
  const latest = sendLatest<number>((value) => sent.push(value), 50);
  for (let value = 0; value < 10; value++) latest.offer(value);
  expect(sent).toEqual([0]);
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([0, 9]);
  latest.offer(10);
  latest.offer(11);
  latest.end();
  expect(sent).toEqual([0, 9, 11]);
  latest.offer(12);
  vi.advanceTimersByTime(200);
  expect(sent).toEqual([0, 9, 11]);
  expect(vi.getTimerCount()).toBe(0);
});
