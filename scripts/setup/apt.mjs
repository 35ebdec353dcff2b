// Installs Debian packages with apt-get, for root on Debian, Ubuntu and their like.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { SetupError, say } from './say.mjs';

const LISTS = '/var/lib/apt/lists';
const LISTS_ARE_OLD_MS = 24 * 60 * 60 * 1000;
const LOCK_SECONDS = 120;

const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

/**
 * The names that this release has: since the change to 64-bit time some libraries are called NAMEt64.
 *
 * @param {string[]} names Debian 12's names
 * @param {string} policy what `apt-cache policy` says of each name with and without t64
 */
export function chooseNames(names, policy) {
  const available = new Set();
  let current = '';
  for (const line of policy.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    if (heading) current = heading[1] ?? '';
    else if (/^ {2}Candidate: (?!\(none\))/.test(line)) available.add(current);
  }
  return names.map((name) => (available.has(`${name}t64`) ? `${name}t64` : name));
}

/** @param {number} [now] */
function listsAreOld(now = Date.now()) {
  try {
    const times = readdirSync(LISTS)
      .filter((file) => /_(InRelease|Release|Packages)/.test(file))
      // ctime: apt gives the files the times that they have on the mirror
      .map((file) => statSync(join(LISTS, file)).ctimeMs);
    return now - Math.max(0, ...times) > LISTS_ARE_OLD_MS;
  } catch {
    return true;
  }
}

/** @param {string[]} args */
function aptGet(args) {
  const options = [
    '-q',
    '-y',
    '-o',
    `DPkg::Lock::Timeout=${LOCK_SECONDS}`,
    '-o',
    'Acquire::Retries=2',
  ];
  return run('apt-get', [...options, ...args], { env: ENV, label: `apt-get ${args[0]}` });
}

/**
 * One mirror of several that does not answer is no reason to stop: the installation tells whether it matters.
 */
async function updateLists() {
  say('Fetching the lists of packages (apt-get update) ...');
  await aptGet(['update']);
}

/**
 * @param {string[]} names Debian 12's names
 */
export async function aptInstall(names) {
  let fresh = false;
  if (listsAreOld()) {
    await updateLists();
    fresh = true;
  }
  const policy = await run(
    'apt-cache',
    ['policy', ...names.flatMap((name) => [name, `${name}t64`])],
    {
      env: ENV,
    },
  );
  const chosen = chooseNames(names, policy.output);
  const install = ['install', '--no-install-recommends', ...chosen];
  say(`Installing system packages: ${chosen.join(' ')} ...`);
  let result = await aptGet(install);
  if (!result.ok) {
    // A lock held by somebody else, a mirror that hiccups, or lists older than the mirror: once more, with new lists.
    if (!fresh) await updateLists();
    result = await aptGet(install);
  }
  if (!result.ok)
    throw new SetupError(
      `apt-get could not install ${chosen.join(' ')}. It said:\n${result.output.trimEnd().slice(-2000)}`,
    );
}
