// Many trials on many boards at once: waiting for a deadline costs nothing, so a board that waits leaves the processor to the
// others. Failures come with the command that repeats them.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNumbers } from '../../src/engine/transport/wrap/random';
import { OPERATIONS, type Operation } from './operations';
import { BoardStand } from './stand';
import { runTrial, type Trial } from './trial';

export interface Case {
  readonly operation: Operation;
  /** One fault, as in an address. */
  readonly plan: string;
}

/** `flip` turns a bit that makes other letters of letters, and leaves control characters among themselves. */
const KINDS = ['cut', 'drop', 'flip:01', 'flip:40', 'dup', 'stall'] as const;
/** Nonces have different lengths, so that exchanges have too. */
const SPARE = 4;

export interface Finding extends Trial {
  readonly name: string;
}

export class Sweep {
  private readonly findings: Finding[] = [];

  private constructor(
    private readonly home: string,
    private readonly stands: BoardStand[],
  ) {}

  static async withBoards<Result>(
    count: number,
    work: (sweep: Sweep) => Promise<Result>,
  ): Promise<Result> {
    const home = await mkdtemp(join(tmpdir(), 'adder-faults-'));
    const sweep = new Sweep(home, []);
    try {
      for (let number = 0; number < count; number++) await sweep.addStand();
      return await work(sweep);
    } finally {
      await Promise.all(sweep.stands.map((stand) => stand.close()));
      await rm(home, { recursive: true, maxRetries: 3 });
    }
  }

  /** How many places each operation has, from a run in which nothing happens. */
  async everyCase(): Promise<Case[]> {
    const cases: Case[] = [];
    for (const operation of OPERATIONS) {
      const [stand] = this.stands;
      if (!stand) throw new Error('no board');
      const { to, from, faults, outcome } = await runTrial(stand, operation, '');
      if (faults.length > 0 || outcome !== 'success')
        throw new Error(`${operation.name} without any fault: ${outcome} ${faults.join('; ')}`);
      for (const kind of KINDS)
        for (const [arrow, count] of [
          ['>', to],
          ['<', from],
        ] as const)
          for (let at = 0; at < count + SPARE; at++)
            cases.push({ operation, plan: `${kind}@${arrow}${at}` });
    }
    return cases;
  }

  async run(cases: readonly Case[], told: (line: string) => void): Promise<Finding[]> {
    const waiting = [...cases];
    let done = 0;
    let told10 = 0;
    const started = Date.now();
    const work = async (stand: BoardStand): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { operation, plan } = next;
        const trial = await runTrial(stand, operation, plan);
        this.findings.push({ ...trial, name: `${operation.name} ${plan}` });
        done++;
        const tenths = Math.floor((10 * done) / cases.length);
        if (tenths === told10) continue;
        told10 = tenths;
        const failed = this.findings.filter(({ faults }) => faults.length > 0).length;
        const seconds = Math.round((Date.now() - started) / 1000);
        told(`${done} of ${cases.length} trials after ${seconds} s, ${failed} failed`);
      }
    };
    await Promise.all(this.stands.map(work));
    return this.findings;
  }

  private async addStand(): Promise<void> {
    const directory = join(this.home, String(this.stands.length), 'files');
    this.stands.push(await BoardStand.start(directory));
  }
}

/** So many of each operation, kind of fault and direction. */
export function sample(cases: readonly Case[], perKind: number, seed: number): Case[] {
  const groups = new Map<string, Case[]>();
  for (const one of cases) {
    const key = `${one.operation.name} ${one.plan.replace(/\d+$/, '')}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const random = randomNumbers(seed);
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.min(perKind, group.length) }, () =>
      group.splice(Math.floor(random() * group.length), 1),
    ).flat(),
  );
}

export function caseOf(text: string): Case {
  const [name, plan = ''] = text.split(' ');
  const operation = OPERATIONS.find((one) => one.name === name);
  if (!operation) throw new Error(`There is no operation "${String(name)}".`);
  return { operation, plan };
}

/** The failures as text: a line for each, and how to repeat the first. */
export function failuresOf(findings: readonly Finding[]): string[] {
  const failed = findings.filter(({ faults }) => faults.length > 0);
  return failed.map(
    ({ name, faults }) => `ADDER_FAULT="${name}" npm run test:faults: ${faults.join('; ')}`,
  );
}

/** How often each operation and kind of fault ended how, and the longest wait. */
export function summary(findings: readonly Finding[]): string[] {
  const counts = new Map<string, Map<string, number>>();
  let longest = { name: '', ms: 0 };
  for (const { name, outcome, ms } of findings) {
    const key = name.replace(/\d+$/, '');
    const row = counts.get(key) ?? new Map<string, number>();
    row.set(outcome, (row.get(outcome) ?? 0) + 1);
    counts.set(key, row);
    if (ms > longest.ms) longest = { name, ms };
  }
  const rows = [...counts].map(
    ([key, row]) =>
      `${key}  ${[...row].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`,
  );
  return [...rows, `longest: ${longest.name}, ${Math.round(longest.ms)} ms`];
}

export async function writeReport(findings: readonly Finding[]): Promise<string> {
  const file = join('test-results', 'faults.json');
  await mkdir('test-results', { recursive: true });
  await writeFile(file, JSON.stringify(findings, undefined, 1));
  return file;
}
