import { describe, expect, test, vi } from 'vitest';
import type { PinState } from '../../../src/virtual-board';
import { PIN_MODES, PULL_UP, PinTable } from '../../../src/virtual-board/pins';
import { Pins } from '../../../src/virtual-board/worker/machine/pins';
import { Timers } from '../../../src/virtual-board/worker/machine/timers';

const CALLBACK = { callee: 8, argument: 16 };
const IN = PIN_MODES.indexOf('in');
const OUT = PIN_MODES.indexOf('out');
const OPEN_DRAIN = PIN_MODES.indexOf('open-drain');

describe('pins', () => {
  test('an input reads what is connected, then its pull, then its rest', () => {
    const table = new PinTable();
    const pins = new Pins(table, () => undefined);
    expect([pins.level(1), pins.level(15)]).toEqual([0, 1]);
    pins.configure(1, IN, PULL_UP);
    expect(pins.level(1)).toBe(1);
    pins.press(1, 0);
    expect(pins.level(1)).toBe(0);
    expect(table.used()).toEqual([{ pin: 1, mode: 'in', value: 0 }]);
  });

  test('an open drain pulls down or lets go', () => {
    const pins = new Pins(new PinTable(), () => undefined);
    pins.configure(2, OPEN_DRAIN, PULL_UP);
    expect(pins.level(2)).toBe(0);
    pins.write(2, 1);
    expect(pins.level(2)).toBe(1);
    pins.press(2, 0);
    expect(pins.level(2)).toBe(0);
  });

  test('an edge answers with its handler', () => {
    const pins = new Pins(new PinTable(), () => undefined);
    pins.configure(15, IN, PULL_UP);
    pins.onEdge(15, 2, CALLBACK);
    expect(pins.press(15, 0)).toBe(CALLBACK);
    expect(pins.press(15, 0)).toBeUndefined();
    expect(pins.press(15, 1)).toBeUndefined();
    pins.onEdge(15, 2, undefined);
    expect(pins.press(15, 0)).toBeUndefined();
  });

  test('changes are reported together, and not too often', () => {
    vi.useFakeTimers({ now: 1000, toFake: ['performance'] });
    const reports: (readonly PinState[])[] = [];
    const pins = new Pins(new PinTable(), (states) => reports.push(states));
    vi.advanceTimersByTime(100);
    pins.configure(3, OUT, 0);
    pins.reportIfDue();
    pins.write(3, 1);
    pins.reportIfDue();
    expect(reports).toHaveLength(1);
    expect(pins.untilReport(1000)).toBeGreaterThan(0);
    expect(pins.untilReport(1000)).toBeLessThanOrEqual(8);
    vi.advanceTimersByTime(8);
    pins.reportIfDue();
    expect(reports[1]).toEqual([{ pin: 3, mode: 'out', value: 1 }]);
    expect(pins.untilReport(1000)).toBe(1000);
    vi.useRealTimers();
  });
});

describe('timers', () => {
  test('fire when due, once or again and again', () => {
    vi.useFakeTimers({ now: 1000, toFake: ['performance'] });
    const timers = new Timers();
    timers.start(1, 10, true, CALLBACK);
    timers.start(2, 25, false, { callee: 1, argument: 2 });
    expect(timers.untilNext(1000)).toBe(10);
    expect(timers.takeDue()).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(timers.takeDue()).toEqual([CALLBACK]);
    vi.advanceTimersByTime(15);
    expect(timers.takeDue()).toEqual([CALLBACK, { callee: 1, argument: 2 }]);
    timers.stop(1);
    expect(timers.untilNext(1000)).toBe(1000);
    expect(timers.takeDue()).toEqual([]);
    vi.useRealTimers();
  });
});
