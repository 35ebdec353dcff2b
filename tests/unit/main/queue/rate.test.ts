import { expect, it } from 'vitest';
import { RateMeter } from '../../../../src/main/queue/rate';

let now = 0;
const meter = (): RateMeter => {
  now = 1000;
  return new RateMeter(() => now);
};

it('says nothing of a moment', () => {
  const rate = meter();
  rate.note(0);
  now += 400;
  expect(rate.perSecond(4000)).toBeUndefined();
  now += 100;
  expect(rate.perSecond(5000)).toBe(10_000);
});

it('follows a line that becomes slow, and one that stands still', () => {
  const rate = meter();
  for (let step = 0; step <= 100; step++) {
    rate.note(step * 1000);
    now += 100;
  }
  expect(rate.perSecond(101_000)).toBeCloseTo(10_000, -3);
  now += 2000;
  expect(rate.perSecond(101_000)).toBeLessThan(6000);
  now += 4000;
  expect(rate.perSecond(101_000)).toBeLessThan(1500);
});

it('knows nothing of what was before a pause', () => {
  const rate = meter();
  rate.note(0);
  now += 5000;
  rate.note(50_000);
  rate.forget();
  expect(rate.perSecond(50_000)).toBeUndefined();
});
