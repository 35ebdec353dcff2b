// Installs what is needed, builds if needed and opens the app: `npm start [-- ARGUMENT ...]`.
// Where no window can be shown it shows the main job in the terminal instead.
import { join } from 'node:path';
import { hasDisplay } from './display/has-display.mjs';
import { setUpElectron } from './setup.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ROOT } from './setup/paths.mjs';
import { runInTerminal } from './setup/run.mjs';
import { runMain, say } from './setup/say.mjs';
import { ensureBuilt } from './start/build.mjs';

const DEMO = join(ROOT, 'out', 'cli', 'demo.cjs');

/** @param {string[]} args */
async function showInTerminal(args) {
  say(
    'There is no display here, so Adder shows what it does in this terminal instead of its window.',
  );
  await ensureBuilt();
  return runInTerminal(process.execPath, [DEMO, ...args], { cwd: ROOT });
}

/** @param {string[]} args */
async function openApp(args) {
  const { electron, noSandbox, env } = await setUpElectron({ display: false });
  await ensureBuilt();
  if (noSandbox) say(`Electron runs without its sandbox: ${noSandbox}.`);
  say(`Opening Adder in Electron ${electron.version}. Close its window or press Ctrl-C to end it.`);
  const options = noSandbox ? ['--no-sandbox'] : [];
  return runInTerminal(electron.exe, [...options, ROOT, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
}

/** @param {string[]} args */
async function main(args) {
  checkNode();
  return hasDisplay() ? openApp(args) : showInTerminal(args);
}

await runMain(() => main(process.argv.slice(2)));
