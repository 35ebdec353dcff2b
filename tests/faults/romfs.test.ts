// An image goes into a ROMFS partition over a link on which one thing goes wrong. Success means that all of it is there; anything else, that
// the partition has no valid image, or still the one of before.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Board } from '../../src/engine/board/board';
import { NO_FAULTS, parseFaultPlan } from '../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../src/engine/transport/wrap/faults';
import { randomNumbers } from '../../src/engine/transport/wrap/random';
import { buildImage } from '../../src/engine/romfs/image';
import { isAdderError } from '../../src/shared/errors';
import { romFiles } from '../targets/rom-board';
import { BoardStand, type Tree } from './stand';

const PLACES = 16;
const KINDS = ['cut', 'drop', 'dup', 'flip'];
const SEED = Number(process.env['ADDER_FAULTS_SEED'] ?? 1);
/** Deflate makes little of it. */
const NUMBERS = randomNumbers(7);
const imageOf = (length: number): Uint8Array => {
  const bytes = Uint8Array.from({ length }, () => Math.floor(NUMBERS() * 256));
  return buildImage([{ kind: 'file', name: 'data', bytes }]);
};
const [OLD, NEW] = [imageOf(3000), imageOf(9000)];

it(`an image is whole or not there, whatever happens to the link (seed ${SEED})`, async () => {
  const home = mkdtempSync(join(tmpdir(), 'adder-rom-'));
  onTestFinished(() => rmSync(home, { recursive: true, maxRetries: 3 }));
  const files = join(home, 'files');
  const stand = await BoardStand.start(files);
  onTestFinished(() => stand.close());
  const content = await romFiles(['memory', 16 * 1024, 1024]);
  const before: Tree = Object.fromEntries(
    Object.entries(content).map(([name, bytes]) => [
      `/${name}`,
      Buffer.from(bytes).toString('latin1'),
    ]),
  );
  const rom = (): Buffer => readFileSync(join(files, 'rom0.bin'));
  const has = (image: Uint8Array): boolean => rom().subarray(0, image.length).equals(image);

  /** Does something with the board on a new link, and tells how it ended. */
  const over = async (
    plan: string,
    work: (board: Board) => Promise<unknown>,
  ): Promise<{ outcome: string; '>': number; '<': number }> => {
    const faults = new Faults();
    const board = await Board.connect(stand.link(faults));
    faults.arm(plan === '' ? NO_FAULTS : parseFaultPlan(plan));
    const outcome = await work(board).then(
      () => 'success',
      (error: unknown) => (isAdderError(error) ? error.code : String(error)),
    );
    const counts = { '>': faults.count('to-board'), '<': faults.count('from-board') };
    faults.arm(NO_FAULTS);
    await board.close();
    return { outcome, ...counts };
  };
  const deploy =
    (image: Uint8Array) =>
    (board: Board): Promise<unknown> =>
      board.romfs.deploy(image, { interrupt: true });
  /** A board with the old image, as after a start. */
  const fresh = async (): Promise<void> => {
    stand.plant(before);
    const start = (board: Board): Promise<unknown> => board.softReset({ interrupt: true });
    expect(await over('', start)).toMatchObject({ outcome: 'success' });
    expect(await over('', deploy(OLD))).toMatchObject({ outcome: 'success' });
    expect(has(OLD)).toBe(true);
  };

  await fresh();
  const clean = await over('', deploy(NEW));
  expect(has(NEW)).toBe(true);
  const random = randomNumbers(SEED);
  const seen = new Set<string>();
  for (let trial = 0; trial < PLACES; trial++) {
    await fresh();
    const arrow = trial % 2 === 0 ? '>' : '<';
    const kind = KINDS[(trial >> 1) % KINDS.length] ?? '';
    const plan = `${kind}@${arrow}${Math.floor(random() * clean[arrow])}`;
    const { outcome } = await over(plan, deploy(NEW));
    seen.add(outcome);
    expect(
      ['success', 'link-lost', 'protocol-damaged', 'no-response', 'aborted', 'rom-failed'],
      plan,
    ).toContain(outcome);
    // A board whose link is cut goes on until it misses something: another link stops it.
    expect(await over('', (board) => board.exec('pass', { interrupt: true }))).toMatchObject({
      outcome: 'success',
    });
    if (outcome === 'success') expect(has(NEW), plan).toBe(true);
    else expect(has(OLD) || has(NEW) || rom()[0] === 0xff, `${plan}: ${outcome}`).toBe(true);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['success', 'link-lost']));
});
