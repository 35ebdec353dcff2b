// The last words of `npm test`.
import { duration } from '../setup/say.mjs';

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped' | 'not run'} outcome
 * @property {number} [ms]
 * @property {string} [reason] why it failed or was skipped
 * @property {string} [note] what was missing while it ran
 * @property {import('./report.mjs').Counts} [counts]
 */

/** How many skipped tests are named for each step. */
const NAMED_SKIPS = 20;

/** @param {StepResult} result */
function line({ name, outcome, ms, reason, counts }) {
  const parts = [`  ${name.padEnd(12)}${outcome.padEnd(8)}`];
  parts.push((ms === undefined ? '' : duration(ms)).padStart(9));
  if (counts) {
    const { passed, failed, skipped } = counts;
    const numbers = [`${passed} passed`];
    if (failed > 0) numbers.push(`${failed} failed`);
    if (skipped.length > 0) numbers.push(`${skipped.length} skipped`);
    parts.push(`  ${numbers.join(', ')}`);
  }
  if (reason) parts.push(`  ${reason}`);
  return parts.join('').trimEnd();
}

/** @param {StepResult} result */
function details({ name, note, counts }) {
  const skipped = counts?.skipped ?? [];
  const lines = skipped.slice(0, NAMED_SKIPS).map((test) => `  ${name}: skipped ${test}`);
  if (skipped.length > NAMED_SKIPS)
    lines.push(`  ${name}: and ${skipped.length - NAMED_SKIPS} more skipped tests`);
  if (note) lines.push(`  ${name}: ${note}`);
  return lines;
}

/**
 * @param {StepResult[]} results
 * @returns {string[]} its lines; the last one says how it ended
 */
export function summarize(results) {
  const counts = results.flatMap((result) => result.counts ?? []);
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  const skipped = counts.reduce((sum, one) => sum + one.skipped.length, 0);
  const total = `Tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;

  const lines = ['', 'Summary:', ...results.map(line), ...results.flatMap(details)];
  const failure = results.find(({ outcome }) => outcome === 'failed');
  const without = results.filter(({ outcome }) => outcome === 'skipped').map(({ name }) => name);
  if (failure) return [...lines, total, `FAILED in the step '${failure.name}': ${failure.reason}.`];
  const ran =
    without.length > 0
      ? `All that could run passed; skipped: ${without.join(', ')}.`
      : 'All passed.';
  return [...lines, ran, total];
}
