// Packages of Debian suites after Debian 12, fetched without touching the system: apt gets lists, state and cache of its
// own and checks the signatures as ever. What is made of the files is up to targets.mjs and mpremote.mjs.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { distribution } from './linux.mjs';
import { findProgram, userCache } from './paths.mjs';
import { lastLine, run } from './run.mjs';
import { SetupError } from './say.mjs';

/** @typedef {'trixie' | 'forky'} Suite */

/**
 * Debian 13: what is in it stays as it is.
 * @type {Suite}
 */
export const STABLE = 'trixie';
/**
 * What will be Debian 14: its packages are newer, and change.
 * @type {Suite}
 */
export const TESTING = 'forky';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What is made of these suites' packages lies here; tests/targets/micropython.ts looks in the same place. */
export function targetsCache() {
  return process.env['ADDER_TARGETS_CACHE'] || userCache('adder-test-targets');
}

/**
 * Why this machine can't have packages of these suites; undefined where it can.
 */
export function whyNoSuite() {
  if (process.platform !== 'linux') return 'the test boards need Debian';
  if (distribution().id !== 'debian' || !findProgram('apt-get'))
    return 'the test boards need Debian';
  return undefined;
}

/**
 * The mirror that this system uses for Debian itself.
 *
 * @param {string} uris one a line, from `apt-get indextargets`
 */
export function debianMirror(uris) {
  return uris
    .split('\n')
    .find((uri) => /\/debian\/?$/.test(uri.trim()))
    ?.trim();
}

/**
 * apt's options for a world of its own.
 *
 * @param {string} world the folder that holds it
 */
function aptOptions(world) {
  const settings = {
    'Dir::Etc::sourcelist': join(world, 'sources.list'),
    'Dir::Etc::sourceparts': join(world, 'none'),
    'Dir::Etc::preferencesparts': join(world, 'none'),
    'Dir::State': join(world, 'state'),
    'Dir::State::status': join(world, 'status'), // empty: as if nothing was installed
    'Dir::Cache': join(world, 'cache'),
    'Debug::NoLocking': 'true', // nothing here is the system's, so that no lock of the system's is needed
    'APT::Sandbox::User': '', // the folder is this user's, another one could not write into it
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * Runs it a second time if the first one fails, as a network does now and then.
 *
 * @param {string} what is being fetched, for people
 * @param {string[]} args
 * @param {string} cwd
 */
async function aptGet(what, args, cwd) {
  const options = { label: `Fetching ${what}`, env: { ...process.env, LC_ALL: 'C' }, cwd };
  let result = await run('apt-get', ['-q', '-y', ...args], options);
  if (!result.ok) result = await run('apt-get', ['-q', '-y', ...args], options);
  if (!result.ok)
    throw new SetupError(`${what} could not be fetched: ${result.output.trimEnd().slice(-1500)}`);
}

/**
 * Unpacks packages of a suite into a folder.
 *
 * @param {object} wanted
 * @param {Suite} wanted.suite
 * @param {string} wanted.what they are, for people
 * @param {string[]} wanted.packages
 * @param {boolean} wanted.dependencies all that they depend on is fetched too; without, they run on the system's own
 * @param {string} world an empty folder for what is not kept
 * @param {string} result the folder to unpack into
 */
export async function unpackFromSuite({ suite, what, packages, dependencies }, world, result) {
  const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const mirror = debianMirror(targets.output);
  if (!mirror) throw new SetupError(`${what} comes from a Debian mirror, and apt here knows none.`);
  const archives = join(world, 'cache', 'archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(world, 'state', 'lists', 'partial'), { recursive: true });
  await mkdir(join(world, 'none'));
  await writeFile(join(world, 'status'), '');
  await writeFile(
    join(world, 'sources.list'),
    `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`,
  );
  const options = aptOptions(world);
  const fetch = dependencies ? ['install', '--download-only'] : ['download'];
  await aptGet(what, [...options, 'update'], archives);
  await aptGet(what, [...options, ...fetch, ...packages], archives); // `download` puts them where it runs
  for (const name of await readdir(archives)) {
    if (!name.endsWith('.deb')) continue;
    const unpacked = await run('dpkg-deb', ['-x', join(archives, name), result]);
    if (!unpacked.ok)
      throw new SetupError(`${name} could not be unpacked: ${lastLine(unpacked.output)}`);
  }
}
