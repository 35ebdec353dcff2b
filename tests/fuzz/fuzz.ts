// Runs a subject until it has made so many steps. A failure names the seed, and fast-check the smallest input it found.

import type { Subject } from './machines';

const RUNS_AT_ONCE = 500;

/** Returns the steps made. */
export function fuzz(subject: Subject, steps: number, seed: number): number {
  let made = 0;
  for (let round = seed; made < steps; round++)
    made += subject.check({ numRuns: RUNS_AT_ONCE, seed: round });
  return made;
}

/** From the environment, or this one. */
export function seedOr(otherwise: number): number {
  return Number(process.env['ADDER_FUZZ_SEED'] ?? otherwise);
}
