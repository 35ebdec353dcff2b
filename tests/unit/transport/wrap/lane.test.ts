import { setImmediate, setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/engine/transport/wrap/alarm';
import { Lane, type Pace } from '../../../../src/engine/transport/wrap/lane';
import { latency, uart } from '../../../../src/engine/transport/wrap/paces';
import { ScriptedClock } from './scripted-clock';

/** 115200 8N1 */
const PER_BYTE = 1000 / 11_520;
const SLICE = 1;

interface Arrived {
  readonly time: number;
  readonly byte: number;
}

function laneOn(clock: ScriptedClock, pace: Pace, limit = 1e9) {
  const arrived: Arrived[] = [];
  const full: boolean[] = [];
  const ends = {
    deliver: (bytes: Uint8Array) => {
      for (const byte of bytes) arrived.push({ time: clock.now(), byte });
    },
    full: (isFull: boolean) => void full.push(isFull),
  };
  return { lane: new Lane(pace, limit, ends, clock), arrived, full };
}

const bursts = fc.array(fc.record({ wait: fc.nat(30), size: fc.integer({ min: 0, max: 400 }) }), {
  maxLength: 30,
});

describe('a rate', () => {
  it('brings every byte in order, never early, at most a slice and a rough alarm late', () => {
    fc.assert(
      fc.property(bursts, fc.nat(20), (schedule, late) => {
        const clock = new ScriptedClock(() => late / 10);
        const { lane, arrived } = laneOn(clock, uart(PER_BYTE));
        const due: number[] = [];
        let free = 0;
        for (const { wait, size } of schedule) {
          clock.pass(wait);
          const begin = Math.max(clock.now(), free);
          for (let byte = 1; byte <= size; byte++) due.push(begin + byte * PER_BYTE);
          free = begin + size * PER_BYTE;
          const first = due.length - size;
          lane.push(Uint8Array.from({ length: size }, (_, index) => (first + index) & 255));
        }
        clock.pass(60_000);
        expect(arrived.map(({ byte }) => byte)).toEqual(due.map((_, index) => index & 255));
        const lateness = arrived.map(({ time }, index) => time - (due[index] ?? NaN));
        expect(Math.min(0, ...lateness)).toBeGreaterThan(-1e-6);
        expect(Math.max(0, ...lateness)).toBeLessThan(SLICE + late / 10 + 1e-6);
        expect(clock.idle).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('does not drift: a megabyte ends when its last bit does, however late each alarm was', () => {
    const clock = new ScriptedClock(() => 1.7);
    const { lane, arrived } = laneOn(clock, uart(PER_BYTE));
    const begin = clock.now();
    lane.push(new Uint8Array(1_000_000));
    clock.pass(100_000);
    expect(arrived).toHaveLength(1_000_000);
    expect(arrived.at(-1)?.time).toBeCloseTo(begin + 1_000_000 * PER_BYTE, 3);
  });

  it('brings a long burst little by little', () => {
    const clock = new ScriptedClock();
    const { lane, arrived } = laneOn(clock, uart(PER_BYTE));
    lane.push(new Uint8Array(1152));
    for (let ms = 10; ms <= 90; ms += 10) {
      clock.pass(10);
      expect(Math.abs(arrived.length - ms * 11.52)).toBeLessThan(13);
    }
  });
});

describe('a latency', () => {
  it('makes each byte late by the same, and keeps the order', () => {
    fc.assert(
      fc.property(bursts, fc.nat(200), (schedule, tenths) => {
        const clock = new ScriptedClock();
        const { lane, arrived } = laneOn(clock, latency(tenths / 10));
        const due: number[] = [];
        for (const { wait, size } of schedule) {
          clock.pass(wait);
          for (let byte = 0; byte < size; byte++) due.push(clock.now() + tenths / 10);
          lane.push(new Uint8Array(size));
        }
        clock.pass(1000);
        expect(arrived).toHaveLength(due.length);
        const errors = arrived.map(({ time }, index) => Math.abs(time - (due[index] ?? NaN)));
        expect(Math.max(0, ...errors)).toBeLessThan(1e-6);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a lane', () => {
  it('says when it is full, and when there is room again', () => {
    const clock = new ScriptedClock();
    const { lane, full } = laneOn(clock, uart(1), 10);
    lane.push(new Uint8Array(10));
    expect(full).toEqual([]);
    lane.push(new Uint8Array(1));
    expect(full).toEqual([true]);
    clock.pass(5);
    expect(full).toEqual([true, false]);
  });

  it('counts bytes that its end has not accepted', async () => {
    const clock = new ScriptedClock();
    let accept = (): void => undefined;
    const full: boolean[] = [];
    const lane = new Lane(
      uart(1),
      10,
      {
        deliver: () => new Promise<void>((resolve) => (accept = resolve)),
        full: (isFull) => void full.push(isFull),
      },
      clock,
    );
    lane.push(new Uint8Array(11));
    clock.pass(100);
    await setImmediate();
    expect(full).toEqual([true]);
    accept();
    await setImmediate();
    expect(full).toEqual([true, false]);
  });

  it('delivers all at once when it is told to', () => {
    const clock = new ScriptedClock();
    const { lane, arrived } = laneOn(clock, uart(1));
    lane.push(Uint8Array.of(1, 2));
    lane.push(Uint8Array.of(3));
    lane.flush();
    expect(arrived.map(({ byte }) => byte)).toEqual([1, 2, 3]);
    expect(clock.idle).toBe(true);
    lane.flush();
    expect(arrived).toHaveLength(3);
  });
});

describe('the clock of the system', () => {
  it('never rings early, also for parts of a millisecond', async () => {
    for (const wait of [0.3, 1.5, 6.4]) {
      const start = systemClock.now();
      const rung = await new Promise<number>((resolve) =>
        systemClock.alarm(() => resolve(systemClock.now())).at(start + wait),
      );
      expect(rung).toBeGreaterThanOrEqual(start + wait);
    }
  });

  it('rings once only, for the last that was asked', async () => {
    const rung: number[] = [];
    const alarm = systemClock.alarm(() => void rung.push(systemClock.now()));
    const start = systemClock.now();
    alarm.at(start);
    alarm.about(start + 1);
    alarm.at(start + 5);
    await setTimeout(20);
    expect(rung).toHaveLength(1);
    expect(rung[0]).toBeGreaterThanOrEqual(start + 5);
    alarm.at(systemClock.now() + 5);
    alarm.clear();
    await setTimeout(20);
    expect(rung).toHaveLength(1);
  });
});
