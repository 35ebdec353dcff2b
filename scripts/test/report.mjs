// Reads the reports that vitest and Playwright write, down to what the summary tells.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped the names of the tests that did not run
 */

/** @type {Counts} */
export const NO_TESTS = { passed: 0, failed: 0, skipped: [] };

/**
 * @param {any} report vitest's JSON reporter
 * @returns {Counts}
 */
export function countVitest(report) {
  const tests = report.testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
  const skipped = tests
    .filter(({ status }) => status === 'skipped' || status === 'pending')
    .map(({ ancestorTitles, title }) => [...ancestorTitles, title].filter(Boolean).join(' > '));
  // A file that could not even be loaded fails without a test that does.
  const broken = report.testResults.filter(
    (/** @type {any} */ { status, assertionResults }) =>
      status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped,
  };
}

/**
 * @param {any} report Playwright's JSON reporter
 * @returns {Counts}
 */
export function countPlaywright(report) {
  /** @type {string[]} */
  const skipped = [];
  const visit = (/** @type {any} */ suite, /** @type {string[]} */ above) => {
    const path = [...above, suite.title];
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        if (test.status === 'skipped') {
          const reason = test.annotations.find((/** @type {any} */ one) => one.type === 'skip');
          const name = [...path, spec.title].join(' > ');
          skipped.push(reason?.description ? `${name} (${reason.description})` : name);
        }
    for (const inner of suite.suites ?? []) visit(inner, path);
  };
  for (const suite of report.suites) visit(suite, []);
  const { expected, flaky, unexpected } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/**
 * @param {string} file
 * @param {'vitest' | 'playwright'} format
 * @returns {Counts} nothing, where the step ended before it could report
 */
export function readCounts(file, format) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return NO_TESTS;
  }
  return format === 'vitest' ? countVitest(report) : countPlaywright(report);
}
