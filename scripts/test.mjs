// Installs what the tests need and runs them, step by step, up to the first one that fails.
//   node scripts/test.mjs [STEP ...]              all steps but coverage, or those that are named
//   node scripts/test.mjs STEP [ARGUMENT ...]     one step; the arguments go to its program
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setUpElectron, setUpServers, setUpTargets } from './setup.mjs';
import { whyNoSuite } from './setup/debian-suite.mjs';
import { distribution, isRoot } from './setup/linux.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ROOT, commandScript } from './setup/paths.mjs';
import { runInTerminal } from './setup/run.mjs';
import { SetupError, duration, runMain, say } from './setup/say.mjs';
import { ensureBuilt } from './start/build.mjs';
import { readCounts } from './test/report.mjs';
import { selectSteps } from './test/steps.mjs';
import { summarize } from './test/summary.mjs';

/**
 * @typedef {import('./test/steps.mjs').Command} Command
 * @typedef {import('./test/steps.mjs').Step} Step
 * @typedef {import('./test/summary.mjs').StepResult} StepResult
 */

const REPORTS = join(ROOT, 'test-results', 'reports');

/** Here everything can be installed, so that nothing has a reason to be skipped. */
const REQUIRE_ALL = isRoot() && distribution().id === 'debian';

/**
 * What a step needs on top of node_modules.
 *
 * @param {Step} step
 * @returns {Promise<{ env: NodeJS.ProcessEnv, note?: string }>}
 *   note: what its tests have to do without
 */
async function prepare({ needs }) {
  const nothing = { env: {} };
  if (needs === 'targets') {
    const reason = whyNoSuite();
    if (reason !== undefined) return { ...nothing, note: reason };
    try {
      await setUpTargets();
      return nothing;
    } catch (error) {
      if (REQUIRE_ALL || !(error instanceof SetupError)) throw error;
      return { ...nothing, note: error.message };
    }
  }
  if (needs === 'electron') {
    const { electron, env } = await setUpElectron({ display: true });
    say(`Electron ${electron.version} (${electron.source})`);
    await setUpServers();
    await ensureBuilt();
    return { env };
  }
  return nothing;
}

/**
 * The runner's arguments and environment for a report on the side.
 *
 * @param {Step} step
 * @param {string} file
 * @returns {{ args: string[], env: NodeJS.ProcessEnv }}
 */
function reporting({ report }, file) {
  if (report === 'vitest')
    return {
      args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      env: {},
    };
  if (report === 'playwright')
    return { args: ['--reporter=list,json'], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } };
  return { args: [], env: {} };
}

/**
 * @param {Step} step
 * @param {string[]} extra
 * @returns {Promise<StepResult>}
 */
async function runStep(step, extra) {
  const { name, commands, lanes = [], report, some = [] } = step;
  const start = Date.now();
  const since = () => Date.now() - start;
  let ready;
  try {
    ready = await prepare(step);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return {
      name,
      outcome: REQUIRE_ALL ? 'failed' : 'skipped',
      ms: since(),
      reason: error.message,
    };
  }
  const file = join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  const side = reporting(step, file);
  const env = { ...process.env, CI: 'true', ...ready.env, ...side.env };
  if (REQUIRE_ALL) env['ADDER_REQUIRE_ALL'] = '1';
  const own = extra.length > 0 ? [...some, ...extra] : [];
  const runAll = async (/** @type {Command[]} */ lane) => {
    for (const command of lane) {
      const args = [commandScript(command.package), ...command.args, ...side.args, ...own];
      const code = await runInTerminal(process.execPath, args, { cwd: ROOT, env, stdin: 'ignore' });
      if (code !== 0) return code;
    }
    return 0;
  };
  const code =
    (await runAll(commands)) || ((await Promise.all(lanes.map(runAll))).find(Boolean) ?? 0);
  const counts = report && readCounts(file, report);
  /** @type {StepResult} */
  const result = { name, outcome: 'passed', ms: since(), note: ready.note, counts };
  if (code !== 0) return { ...result, outcome: 'failed', reason: `exit code ${code}` };
  // With arguments of one's own, such as a name to look for, leaving tests out is what was asked for.
  if (REQUIRE_ALL && extra.length === 0 && counts && counts.skipped.length > 0)
    return { ...result, outcome: 'failed', reason: 'it skipped tests that can run here' };
  return result;
}

/** @param {string[]} args */
async function main(args) {
  checkNode();
  const { steps, extra } = selectSteps(args);
  mkdirSync(REPORTS, { recursive: true });
  const start = Date.now();
  /** @type {StepResult[]} */
  const results = [];
  let failed = false;
  for (const [index, step] of steps.entries()) {
    if (failed) {
      results.push({ name: step.name, outcome: 'not run' });
      continue;
    }
    say(`Step ${index + 1} of ${steps.length}: ${step.name}`);
    const result = await runStep(step, extra);
    results.push(result);
    failed = result.outcome === 'failed';
    const reason = result.reason ? `: ${result.reason}` : '';
    say(`${step.name} ${result.outcome} after ${duration(result.ms ?? 0)}${reason}`);
  }
  say(
    `${steps.length === 1 ? 'The step' : 'All steps together'} took ${duration(Date.now() - start)}.`,
  );
  for (const line of summarize(results)) console.log(line);
  return failed ? 1 : 0;
}

await runMain(() => main(process.argv.slice(2)));
