// Every kind of fault at every byte of each exchange, in both directions. Some environment variables choose less:
//   ADDER_FAULT="write drop@<33"     that one; several with ";" between them
//   ADDER_FAULTS=write,list          these operations
//   ADDER_FAULTS_SAMPLE=20           so many places of each operation, kind and direction (and ADDER_FAULTS_SEED)

import { expect, it } from 'vitest';
import { caseOf, failuresOf, sample, summary, Sweep, writeReport, type Case } from './sweep';

const BOARDS = 64;
const only = process.env['ADDER_FAULT']?.split(';') ?? [];
const names = process.env['ADDER_FAULTS']?.split(',');
const perKind = Number(process.env['ADDER_FAULTS_SAMPLE'] ?? 0);
const seed = Number(process.env['ADDER_FAULTS_SEED'] ?? 1);

async function chosen(sweep: Sweep): Promise<Case[]> {
  if (only.length > 0) return only.map(caseOf);
  const every = await sweep.everyCase();
  const named = names ? every.filter(({ operation }) => names.includes(operation.name)) : every;
  return perKind > 0 ? sample(named, perKind, seed) : named;
}

it('loses nothing to a fault at any place of any exchange', async () => {
  const findings = await Sweep.withBoards(Math.min(only.length || BOARDS, BOARDS), async (sweep) =>
    sweep.run(await chosen(sweep), (line) => console.log(line)),
  );
  console.log(summary(findings).join('\n'));
  console.log(`All trials: ${await writeReport(findings)}`);
  expect(failuresOf(findings)).toEqual([]);
});
