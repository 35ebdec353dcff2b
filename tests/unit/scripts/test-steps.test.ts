import { expect, it } from 'vitest';
import { countPlaywright, countVitest } from '../../../scripts/test/report.mjs';
import { STEPS, selectSteps } from '../../../scripts/test/steps.mjs';
import { summarize } from '../../../scripts/test/summary.mjs';

function names(args: string[]): string[] {
  return selectSteps(args).steps.map(({ name }: { name: string }) => name);
}

it('runs all steps, or the named ones in their own order', () => {
  expect(names([])).toEqual([
    'types',
    'lint',
    'unit',
    'fuzz',
    'integration',
    'faults',
    'build',
    'e2e',
  ]);
  expect(names(['unit', 'lint'])).toEqual(['lint', 'unit']);
});

it('measures coverage only when asked', () => {
  expect(names(['coverage'])).toEqual(['coverage']);
});

it('passes arguments on to the one step', () => {
  const { steps, extra } = selectSteps(['e2e', '--grep', 'unit']);
  expect(steps).toEqual(STEPS.filter(({ name }: { name: string }) => name === 'e2e'));
  expect(extra).toEqual(['--grep', 'unit']);
});

it('refuses a step that there is not', () => {
  expect(() => selectSteps(['units'])).toThrow(/no test step 'units'.*types, lint, unit, fuzz/);
  expect(() => selectSteps(['unit', 'lint', 'x'])).toThrow(/no test step 'x'/);
});

it('counts vitest’s tests, and files that could not be loaded as failures', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      {
        status: 'passed',
        assertionResults: [
          { status: 'passed', ancestorTitles: [], title: 'a' },
          { status: 'skipped', ancestorTitles: ['boards (no board)'], title: 'b' },
        ],
      },
    ],
  };
  expect(countVitest(report)).toEqual({
    passed: 1,
    failed: 1,
    skipped: ['boards (no board) > b'],
  });
});

it('counts Playwright’s tests with the reasons for skipping them', () => {
  const skip = { status: 'skipped', annotations: [{ type: 'skip', description: 'needs a mouse' }] };
  const report = {
    stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 1 },
    suites: [
      { title: 'app.spec.ts', suites: [{ title: 'drop', specs: [{ title: 'a', tests: [skip] }] }] },
    ],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 4,
    failed: 2,
    skipped: ['app.spec.ts > drop > a (needs a mouse)'],
  });
});

it('sums up what passed', () => {
  const lines = summarize([
    { name: 'lint', outcome: 'passed', ms: 1000 },
    { name: 'unit', outcome: 'passed', ms: 61_000, counts: { passed: 3, failed: 0, skipped: [] } },
  ]);
  expect(lines.join('\n')).toMatch(/unit +passed +1 min 1 s {2}3 passed/);
  expect(lines.at(-1)).toBe('Tests: 3 passed, 0 failed, 0 skipped');
});

it('names what was skipped and why', () => {
  const text = summarize([
    {
      name: 'integration',
      outcome: 'passed',
      ms: 1,
      note: 'the test boards need Debian',
      counts: { passed: 1, failed: 0, skipped: ['a board > prompt'] },
    },
    { name: 'e2e', outcome: 'skipped', ms: 1, reason: 'Electron could not be downloaded' },
  ]).join('\n');
  expect(text).toContain('integration: skipped a board > prompt');
  expect(text).toContain('integration: the test boards need Debian');
  expect(text).toMatch(/e2e +skipped .*Electron could not be downloaded/);
  expect(text).toContain('All that could run passed; skipped: e2e.');
});

it('ends with the step that failed', () => {
  const lines = summarize([
    { name: 'lint', outcome: 'failed', ms: 1, reason: 'exit code 1' },
    { name: 'unit', outcome: 'not run' },
  ]);
  expect(lines.at(-1)).toBe("FAILED in the step 'lint': exit code 1.");
  expect(lines.join('\n')).toMatch(/unit +not run/);
});
