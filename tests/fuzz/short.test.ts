// The protocol machines against what boards say, damaged; the same inputs each time. The long form is long.test.ts.

import { expect, it } from 'vitest';
import { fuzz, seedOr } from './fuzz';
import { MACHINES } from './machines';
import { READERS } from './readers';

const SUBJECTS = [...MACHINES, ...READERS];
const STEPS = 8000;
const seed = seedOr(1);

it.each(SUBJECTS)(`survives anything: $name (seed ${seed})`, (subject) => {
  expect(fuzz(subject, STEPS, seed)).toBeGreaterThanOrEqual(STEPS);
});
