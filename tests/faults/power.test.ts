// A board that loses its power with its link, as one on a USB cable does: it cannot tidy up. The file is still the old or the new one,
// and the next upload takes the new file that was left behind.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Board } from '../../src/engine/board/board';
import { parseFaultPlan } from '../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../src/engine/transport/wrap/faults';
import { randomNumbers } from '../../src/engine/transport/wrap/random';
import { isAdderError } from '../../src/shared/errors';
import { BEFORE, OPERATIONS } from './operations';
import { BoardStand } from './stand';

const PLACES = 30;
const SEED = Number(process.env['ADDER_FAULTS_SEED'] ?? 1);
const NEW_FILE = '/.adder-new';

const write = OPERATIONS.find(({ name }) => name === 'write');

/** Writes with the power cut at this byte; returns what came of it, and the bytes exchanged. */
async function writeOnce(directory: string, plan: string) {
  if (!write) throw new Error('no such operation');
  const stand = await BoardStand.start(directory);
  const faults = new Faults();
  const transport = stand.link(faults);
  const board = await Board.connect(transport);
  // The power goes in the moment of the cut, whatever the board is doing.
  const dark = transport.closed.then(() => stand.close());
  faults.arm(plan === '' ? { faults: [] } : parseFaultPlan(plan));
  const outcome = await write.run(board, new AbortController().signal).then(
    () => 'success',
    (error: unknown) => (isAdderError(error) ? error.code : String(error)),
  );
  const counts = { '>': faults.count('to-board'), '<': faults.count('from-board') };
  await board.close();
  await dark;
  return { outcome, counts, tree: stand.tree(), stand };
}

it(`keeps the old file or the new one when the power goes (seed ${SEED})`, async () => {
  const home = await mkdtemp(join(tmpdir(), 'adder-power-'));
  const directory = join(home, 'files');
  const random = randomNumbers(SEED);
  const clean = await writeOnce(directory, '');
  expect(clean.outcome).toBe('success');
  for (let trial = 0; trial < PLACES; trial++) {
    const arrow = trial % 2 === 0 ? '>' : '<';
    const plan = `cut@${arrow}${Math.floor(random() * clean.counts[arrow])}`;
    clean.stand.plant(BEFORE);
    const { outcome, tree } = await writeOnce(directory, plan);
    const { [NEW_FILE]: left = '', ...files } = tree;
    const whole = [BEFORE, write?.after].find((one) => one?.['/keep.py'] === files['/keep.py']);
    expect(files, `${plan}: ${outcome}`).toEqual(whole);
    expect(['link-lost', 'success'], plan).toContain(outcome);
    if (outcome === 'success') expect(whole, plan).toBe(write?.after);
    expect(left.length).toBeLessThanOrEqual(400);
    const again = await writeOnce(directory, '');
    expect(again.outcome, `behind ${plan}`).toBe('success');
    expect(again.tree, `behind ${plan}`).toEqual(write?.after);
  }
  await rm(home, { recursive: true, maxRetries: 3 });
});
