// Over a million steps of the protocol machines, others each time. ADDER_FUZZ_SEED repeats a run.

import { expect, it } from 'vitest';
import { fuzz, seedOr } from './fuzz';
import { MACHINES } from './machines';
import { READERS } from './readers';

const SUBJECTS = [...MACHINES, ...READERS];
const STEPS = Math.ceil(1_200_000 / SUBJECTS.length);
const seed = seedOr(Date.now() & 0x3fffffff);

it.each(SUBJECTS)(`survives anything for long: $name (ADDER_FUZZ_SEED=${seed})`, (subject) => {
  const made = fuzz(subject, STEPS, seed);
  console.log(`${subject.name}: ${made} steps`);
  expect(made).toBeGreaterThanOrEqual(STEPS);
});
