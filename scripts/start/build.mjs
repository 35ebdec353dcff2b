// Builds the app, but only where the build is missing or older than what it is made from.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, commandScript } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { SetupError, duration, say } from '../setup/say.mjs';

const SOURCES = [
  'src',
  'resources',
  'scripts/vite',
  'electron.vite.config.ts',
  'package-lock.json',
];
/** One file of each part that a build makes: a build that stopped half-way lacks one of them. */
const RESULTS = [
  'out/main/index.cjs',
  'out/cli/adder.cjs',
  'out/preload',
  'out/renderer/index.html',
];

/**
 * When the newest file in there was changed; 0 where there is none.
 *
 * @param {string} path a file or a folder
 * @returns {number}
 */
export function newestChange(path) {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  // a folder's own time tells of removed and renamed files
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(facts.mtimeMs, ...inside);
}

/** @param {string} [root] */
export function isBuilt(root = ROOT) {
  const built = Math.min(...RESULTS.map((path) => newestChange(join(root, path))));
  const changed = Math.max(...SOURCES.map((path) => newestChange(join(root, path))));
  return built > changed;
}

export async function ensureBuilt() {
  if (isBuilt()) return;
  const start = Date.now();
  say('Building the app ...');
  const { ok, output } = await run(process.execPath, [commandScript('electron-vite'), 'build'], {
    label: 'Building',
    cwd: ROOT,
  });
  if (!ok) throw new SetupError(`The build failed:\n${output.trimEnd()}`);
  say(`Built (${duration(Date.now() - start)}).`);
}
