// A package changes from one version to another while the link is cut, or the power with it, at some byte. Whatever the board is left
// with, the next command finds all of the old version or all of the new one, and nothing else.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../src/engine/board/board';
import { PackageInstaller } from '../../src/engine/packages/installer';
import { parseRecord, RECORD_NAME } from '../../src/engine/packages/record';
import { NO_FAULTS, parseFaultPlan } from '../../src/engine/transport/wrap/fault-plan';
import { Faults } from '../../src/engine/transport/wrap/faults';
import { randomNumbers } from '../../src/engine/transport/wrap/random';
import { isAdderError } from '../../src/shared/errors';
import { BoardStand, type Tree } from './stand';

/** A board whose link is cut goes on for a while, which takes time. */
const PLACES = { power: 24, link: 6 };
const SEED = Number(process.env['ADDER_FAULTS_SEED'] ?? 1);
const OLD = { 'a.py': 'old a', 'p/b.py': 'old b'.repeat(50), 'gone/c.py': 'c' };
const NEW = { 'a.py': 'new a', 'p/b.py': 'new b'.repeat(60), 'p/more/d.py': 'd' };

class Package {
  private readonly folder = mkdtempSync(join(tmpdir(), 'adder-package-'));
  readonly description = join(this.folder, 'package.json');

  set(version: string, files: Readonly<Record<string, string>>): void {
    const urls = Object.keys(files).map((path) => [path, path]);
    writeFileSync(this.description, JSON.stringify({ version, urls }));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

function installerOf(board: Board): PackageInstaller {
  return new PackageInstaller(board, '/lib', {
    fetch: () => Promise.reject(new Error('no network here')),
  });
}

function versionIn(tree: Tree): string | undefined {
  const record = Buffer.from(tree[`/lib/${RECORD_NAME}`] ?? '{}', 'latin1');
  return parseRecord(record, RECORD_NAME)[0]?.version;
}

function without(tree: Tree, unwanted: string): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => path !== unwanted));
}

function contentsIn(tree: Tree): Tree {
  return without(tree, `/lib/${RECORD_NAME}`);
}

describe.each(['power', 'link'] as const)(
  `the %s is cut while a package changes (seed ${SEED})`,
  (what) => {
    it('and the board has the old one or the new one, whole', async () => {
      const home = mkdtempSync(join(tmpdir(), 'adder-packages-'));
      const package_ = new Package();
      onTestFinished(() => {
        rmSync(home, { recursive: true, maxRetries: 3 });
        package_.remove();
      });
      let stand = await BoardStand.start(join(home, 'files'));
      onTestFinished(() => stand.close());

      /** Does something with the board on a new link, and tells how it ended. */
      const over = async (
        plan: string,
        work: (installer: PackageInstaller) => Promise<unknown>,
      ): Promise<{ outcome: string; '>': number; '<': number }> => {
        const faults = new Faults();
        const transport = stand.link(faults);
        const board = await Board.connect(transport);
        const dark = what === 'power' && transport.closed.then(() => stand.close());
        faults.arm(plan === '' ? NO_FAULTS : parseFaultPlan(plan));
        const outcome = await work(installerOf(board)).then(
          () => 'success',
          (error: unknown) => (isAdderError(error) ? error.code : String(error)),
        );
        const counts = { '>': faults.count('to-board'), '<': faults.count('from-board') };
        faults.arm(NO_FAULTS);
        await board.close();
        await dark;
        if (what === 'power') stand = await BoardStand.start(join(home, 'files'));
        return { outcome, ...counts };
      };
      const change = (installer: PackageInstaller): Promise<unknown> =>
        installer.install(package_.description, { interrupt: true });
      const settle = (installer: PackageInstaller): Promise<unknown> =>
        installer.list({ interrupt: true });

      package_.set('old', OLD);
      expect(await over('', change)).toMatchObject({ outcome: 'success' });
      const before = stand.tree();
      package_.set('new', NEW);
      const clean = await over('', change);
      const after = stand.tree();
      expect([versionIn(before), versionIn(after)]).toEqual(['old', 'new']);
      expect(Object.keys(contentsIn(after)).filter((path) => !path.endsWith('/'))).toHaveLength(3);

      const random = randomNumbers(SEED);
      const seen = new Set<string | undefined>();
      for (let trial = 0; trial < PLACES[what]; trial++) {
        const arrow = trial % 2 === 0 ? '>' : '<';
        // Half of them where the new files are put in place, which is short.
        const from = trial % 4 < 2 ? 0 : 0.75;
        const plan = `cut@${arrow}${Math.floor((from + random() * (1 - from)) * clean[arrow])}`;
        stand.plant(before);
        const { outcome } = await over(plan, change);
        expect(['link-lost', 'success'], plan).toContain(outcome);
        expect(await over('', settle), `behind ${plan}`).toMatchObject({ outcome: 'success' });
        const { ['/lib/.adder-new']: left, ...tree } = stand.tree();
        // Without power nobody can remove what the next upload will take over (power.test.ts).
        if (what !== 'power') expect(left, plan).toBeUndefined();
        seen.add(versionIn(tree));
        expect(tree, `${plan}: ${outcome}`).toEqual(versionIn(tree) === 'new' ? after : before);
        if (outcome === 'success') expect(versionIn(tree), plan).toBe('new');
        expect(await over('', change), `behind ${plan}`).toMatchObject({ outcome: 'success' });
        expect(contentsIn(stand.tree()), `behind ${plan}`).toEqual(contentsIn(after));
      }
      expect([...seen].sort()).toEqual(['new', 'old']);
    });
  },
);
