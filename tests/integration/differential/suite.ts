// Runs a table of cases: each is compared with stock mpremote, or with what a newer one was recorded to do.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTarget } from '../../targets/describe';
import { whyMissing } from '../../targets/targets';
import type { Case } from './case';
import { Rig, RECORDS, whyNothingToCompare, type Outcome, type Surroundings } from './rig';

export function compare(
  name: string,
  cases: readonly Case[],
  surroundings: Surroundings = {},
): void {
  describeWithTarget(
    `${name}, beside mpremote`,
    () => {
      let rig: Rig;
      const recordings = new Recordings(name);
      beforeAll(async () => (rig = await Rig.start(surroundings)));
      afterAll(async () => {
        await rig.stop();
        recordings.save();
      });
      it.each(cases)('$line', async (one) => {
        const isRecorded = one.since !== undefined && !RECORDS;
        const [all, whole] = await Promise.all([
          rig.run('adder', one),
          isRecorded ? recordings.get(one) : rig.run('mpremote', one),
        ]);
        if (RECORDS && one.since !== undefined) recordings.set(one, whole);
        const [ours, theirs] = [all, whole].map((it) => one.apart?.from(it) ?? it);
        if (!ours || !theirs) throw new Error('nothing to compare');
        expect(ours).toEqual(one.differs ? one.differs.becomes(theirs) : theirs);
        if (one.differs) expect(ours, 'no difference any more').not.toEqual(theirs);
      });
    },
    whyMissing() || whyNothingToCompare(),
  );
}

/** What the reference does where the installed mpremote is too old, by line. */
class Recordings {
  private readonly file: string;
  private readonly known: Record<string, Outcome>;

  constructor(name: string) {
    this.file = join(import.meta.dirname, 'recorded', `${name.replaceAll(' ', '-')}.json`);
    this.known = existsSync(this.file)
      ? (JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, Outcome>)
      : {};
  }

  get({ line }: Case): Outcome {
    const outcome = this.known[line];
    if (!outcome) throw new Error(`no mpremote was recorded for: ${line}`);
    return outcome;
  }

  set({ line }: Case, outcome: Outcome): void {
    this.known[line] = outcome;
  }

  save(): void {
    if (!RECORDS || Object.keys(this.known).length === 0) return;
    const sorted = Object.entries(this.known).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(this.file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
  }
}
