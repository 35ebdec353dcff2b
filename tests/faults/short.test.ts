// A sample of what long.test.ts does everywhere; the same one each time, unless ADDER_FAULTS_SEED says otherwise.

import { expect, it } from 'vitest';
import { failuresOf, sample, Sweep } from './sweep';

const BOARDS = 40;
const PER_KIND = 2;
const SEED = Number(process.env['ADDER_FAULTS_SEED'] ?? 1);

it(`loses nothing to a fault at some places of each exchange (seed ${SEED})`, async () => {
  const findings = await Sweep.withBoards(BOARDS, async (sweep) =>
    sweep.run(sample(await sweep.everyCase(), PER_KIND, SEED), () => undefined),
  );
  expect(findings.length).toBeGreaterThan(200);
  expect(failuresOf(findings)).toEqual([]);
});
