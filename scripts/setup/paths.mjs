// Where things are: the checkout, the packages in node_modules, the caches of this user.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './say.mjs';

/** The top folder of the checkout. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/**
 * A folder of this user's cache. It lies outside node_modules, so that `npm ci` keeps it.
 *
 * @param {string} name
 */
export function userCache(name) {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), name);
}

/**
 * The JavaScript file behind a package's command. Run with `process.execPath` it needs no shell and no
 * `.cmd` shim, so it works alike on every system.
 *
 * @param {string} packageName
 * @param {string} [command] the name in the package's "bin"; the package's own name unless given
 */
export function commandScript(packageName, command = packageName) {
  const folder = join(ROOT, 'node_modules', packageName);
  const manifestFile = join(folder, 'package.json');
  if (!existsSync(manifestFile))
    throw new SetupError(`The package '${packageName}' is not installed: run \`npm ci\` first.`);
  const { bin } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * The path of a program on PATH, or undefined.
 *
 * @param {string} program
 */
export function findProgram(program) {
  // udevadm and its like live in sbin, which is not on every user's PATH
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file));
}

/**
 * True in the file that was started, false where it was imported.
 *
 * @param {string} moduleUrl the caller's `import.meta.url`
 */
export function isMainScript(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
