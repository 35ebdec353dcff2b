import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NO_FAULTS,
  parseFaultPlan,
  printFaultPlan,
  type Fault,
  type FaultPlan,
} from '../../../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../../../src/engine/transport/wrap/faults';
import { isAdderError } from '../../../../src/shared/errors';

const direction = fc.constantFrom('to-board' as const, 'from-board' as const);
const at = fc.oneof(fc.nat(300), fc.maxSafeNat());
const count = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 50 }));

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('cut' as const, 'stall' as const), direction, at }),
  fc.record({ kind: fc.constant('delay' as const), direction, at, milliseconds: fc.nat(60_000) }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'dup' as const), direction, at, count }),
  fc.record({
    kind: fc.constant('flip' as const),
    direction,
    at,
    mask: fc.integer({ min: 1, max: 255 }),
    count,
  }),
);

const plan: fc.Arbitrary<FaultPlan> = fc
  .record(
    {
      faults: fc.array(fault, { maxLength: 8 }),
      random: fc.record({
        seed: fc.nat(0xffffffff),
        every: fc.integer({ min: 1, max: 2 ** 40 }),
      }),
    },
    { requiredKeys: ['faults'] },
  )
  .filter(({ faults, random }) => faults.length > 0 || random !== undefined);

describe('the text of a plan', () => {
  it('is parsed to what was printed', () => {
    fc.assert(
      fc.property(plan, (value) => {
        expect(parseFaultPlan(printFaultPlan(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['cut@120', 'cut@>120'],
    ['Flip@<3', 'flip:01@<3'],
    ['flip:F0@7*2', 'flip:f0@>7*2'],
    ['drop@<33*64,delay:250@>9', 'drop@<33*64,delay:250@>9'],
    ['seed:1234:1000,dup@0', 'dup@>0,seed:1234:1000'],
  ])('%s means %s', (text, canonical) => {
    expect(printFaultPlan(parseFaultPlan(text))).toBe(canonical);
  });

  it.each([
    '',
    'cut',
    'cut@',
    'cut@-1',
    'cut@1*2',
    'cut:3@1',
    'melt@3',
    'flip:00@1',
    'flip:100@1',
    'flip@1*0',
    'drop:1@1',
    'delay@1',
    'delay:1f@1',
    'delay:60001@1',
    'stall@9007199254740993',
    'cut@1,',
    'seed:1',
    'seed:1:0',
    'seed:4294967296:5',
    'seed:1:5,seed:2:5',
    'cut@1,'.repeat(300) + 'cut@1',
  ])('%j is none', (text) => {
    let error: unknown;
    try {
      parseFaultPlan(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(isAdderError(error, 'bad-address')).toBe(true);
  });
});

function through(faults: Faults, text: string, pieces: readonly number[] = []): string {
  let out = '';
  let from = 0;
  for (const end of [...pieces, text.length]) {
    let rest: Uint8Array = Buffer.from(text.slice(from, end));
    from = Math.max(from, end);
    while (rest.length > 0) {
      const passage = faults.take('to-board', rest);
      out += Buffer.from(passage.pass).toString('latin1');
      if (passage.interruption) out += `[${passage.interruption.kind}]`;
      rest = passage.rest;
    }
  }
  return out;
}

describe('a plan', () => {
  it.each([
    ['drop@2', 'abdef'],
    ['drop@1*3', 'aef'],
    ['dup@0', 'aabcdef'],
    ['dup@4*2', 'abcdeeff'],
    ['flip:20@3', 'abcDef'],
    ['flip:20@3*9', 'abcDEF'],
    ['cut@3', 'abc[cut]def'],
    ['stall@0,delay:5@6', '[stall]abcdef'],
    ['delay:5@2,cut@2', 'ab[delay][cut]cdef'],
    ['flip:20@1,dup@1', 'aBBcdef'],
    ['drop@<2', 'abcdef'],
    ['drop@900', 'abcdef'],
  ])('%s happens at its byte', (text, expected) => {
    expect(through(new Faults(parseFaultPlan(text)), 'abcdef')).toBe(expected);
  });

  it('does the same however the bytes come in pieces', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 200 })
      .map((value) => value.replace(/[^\x20-\x7e]/g, '.'));
    const near = fc
      .array(fault, { maxLength: 6 })
      .map((faults) => faults.map((one) => ({ ...one, at: one.at % 200 })));
    const cuts = fc.array(fc.nat(200), { maxLength: 10 });
    const seeds = fc.record({ seed: fc.nat(99), every: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(text, near, seeds, cuts, (value, faults, random, places) => {
        const pieces = places.map((place) => place % value.length).sort((a, b) => a - b);
        const whole = through(new Faults({ faults, random }), value);
        expect(through(new Faults({ faults, random }), value, pieces)).toBe(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('counts from the moment it is armed, and the next one from its own', () => {
    const faults = new Faults();
    expect(through(faults, 'before')).toBe('before');
    expect(faults.count('to-board')).toBe(6);
    expect(faults.count('from-board')).toBe(0);
    faults.arm(parseFaultPlan('drop@0'));
    expect(faults.count('to-board')).toBe(0);
    expect(through(faults, 'xyz')).toBe('yz');
    faults.arm(NO_FAULTS);
    expect(through(faults, 'xyz')).toBe('xyz');
  });

  it('by seed damages as many bytes as it says, differently in each direction', () => {
    const faults = new Faults(parseFaultPlan('seed:7:100'));
    const bytes = new Uint8Array(100_000);
    const there = faults.take('to-board', bytes).pass;
    const back = faults.take('from-board', bytes).pass;
    for (const pass of [there, back]) {
      const flipped = pass.filter((byte) => byte !== 0).length;
      expect(flipped).toBeGreaterThan(250);
      expect(flipped).toBeLessThan(420);
    }
    expect(Buffer.from(there).equals(Buffer.from(back))).toBe(false);
  });
});
