// The MicroPython that tests run on: Debian's, of the stable suite after Debian 12's, unpacked into this user's cache.
// apt fetches it with lists, state and cache of its own and checks its signatures; the system's own apt is not touched.
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCached, isComplete } from './cache-folder.mjs';
import { distribution } from './linux.mjs';
import { findProgram, userCache } from './paths.mjs';
import { lastLine, run } from './run.mjs';
import { SetupError, say } from './say.mjs';

const SUITE = 'trixie';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Where each of Debian's architectures keeps its libraries and its loader. */
const LAYOUTS = {
  amd64: { libraries: 'usr/lib/x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { libraries: 'usr/lib/aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/** tests/targets/targets.ts looks in the same place. */
export function targetsFolder() {
  return join(
    process.env['ADDER_TARGETS_CACHE'] || userCache('adder-test-targets'),
    `debian-${SUITE}`,
  );
}

/**
 * Why this machine can't have the target boards; undefined where it can.
 */
export function whyNoTargets() {
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
 * @param {string[]} args
 */
async function aptGet(args) {
  const options = { label: 'Fetching the test boards', env: { ...process.env, LC_ALL: 'C' } };
  let result = await run('apt-get', ['-q', '-y', ...args], options);
  if (!result.ok) result = await run('apt-get', ['-q', '-y', ...args], options);
  if (!result.ok)
    throw new SetupError(
      `MicroPython for the tests could not be fetched: ${result.output.trimEnd().slice(-1500)}`,
    );
}

/**
 * @param {string} world
 * @returns {Promise<string[]>} the package files
 */
async function fetchPackages(world) {
  const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const mirror = debianMirror(targets.output);
  if (!mirror)
    throw new SetupError(
      'MicroPython for the tests comes from a Debian mirror, and apt here knows none.',
    );
  const archives = join(world, 'cache', 'archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(world, 'state', 'lists', 'partial'), { recursive: true });
  await mkdir(join(world, 'none'));
  await writeFile(join(world, 'status'), '');
  await writeFile(
    join(world, 'sources.list'),
    `deb [signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`,
  );
  const options = aptOptions(world);
  await aptGet([...options, 'update']);
  await aptGet([...options, 'install', '--download-only', 'micropython']);
  const files = await readdir(archives);
  return files.filter((name) => name.endsWith('.deb')).map((name) => join(archives, name));
}

/**
 * Started by its own loader, the program finds the libraries that belong to it.
 *
 * @param {string} folder
 * @param {{ libraries: string, loader: string }} layout
 */
function launcher(folder, { libraries, loader }) {
  const quoted = `'${folder.replaceAll("'", String.raw`'\''`)}'`;
  return `#!/bin/sh
root=${quoted}
exec "$root/${libraries}/${loader}" --argv0 micropython --library-path "$root/${libraries}" "$root/usr/bin/micropython" "$@"
`;
}

/** Fetches what is missing. Does nothing on a machine that can't have it. */
export async function ensureTargets() {
  const folder = targetsFolder();
  const reason = whyNoTargets();
  if (reason !== undefined || isComplete(folder)) return;
  const { output } = await run('dpkg', ['--print-architecture']);
  const layout = LAYOUTS[/** @type {keyof typeof LAYOUTS} */ (output.trim())];
  if (!layout) return;
  say(`Fetching MicroPython for the tests (Debian ${SUITE}) ...`);
  await ensureCached(folder, async (work, result) => {
    for (const file of await fetchPackages(work)) {
      const unpacked = await run('dpkg-deb', ['-x', file, result]);
      if (!unpacked.ok)
        throw new SetupError(`${file} could not be unpacked: ${lastLine(unpacked.output)}`);
    }
    const program = join(result, 'micropython');
    await writeFile(program, launcher(folder, layout));
    await chmod(program, 0o755);
  });
}
