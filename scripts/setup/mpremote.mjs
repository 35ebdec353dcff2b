// mpremote, which Adder is compared with: Debian's, run by the system's own Python. Like the MicroPython of the tests it is
// unpacked beside the system.
import { join } from 'node:path';
import { ensureCached, isComplete } from './cache-folder.mjs';
import { STABLE, targetsCache, unpackFromSuite, whyNoSuite } from './debian-suite.mjs';
import { lastLine, run } from './run.mjs';
import { SetupError, say } from './say.mjs';

/** mpremote and what it imports. They are Python without anything compiled, so that any Python 3.9 or newer can run them. */
const PACKAGES = ['micropython-mpremote', 'python3-serial', 'python3-platformdirs'];

/** A Python that comes by a package manager; a version manager's stand-in on PATH takes ten times as long to start. */
export const SYSTEM_PYTHON = '/usr/bin/python3';

/** @param {import('./debian-suite.mjs').Suite} suite */
function mpremoteFolder(suite) {
  return join(targetsCache(), `debian-${suite}-mpremote`);
}

/**
 * The folder for PYTHONPATH, with which `python3 -m mpremote` runs.
 *
 * @param {import('./debian-suite.mjs').Suite} [suite]
 */
export function mpremotePath(suite = STABLE) {
  return join(mpremoteFolder(suite), 'usr', 'lib', 'python3', 'dist-packages');
}

/**
 * Fetches it if it is missing. Does nothing on a machine that can't have it.
 *
 * @param {import('./debian-suite.mjs').Suite} [suite] whose version; stable's, 1.24.1, unless told otherwise
 */
export async function ensureMpremote(suite = STABLE) {
  const folder = mpremoteFolder(suite);
  if (whyNoSuite() !== undefined || isComplete(folder)) return;
  const wanted = { suite, what: 'mpremote', packages: PACKAGES, dependencies: false };
  say(`Fetching ${wanted.what} (Debian ${suite}) ...`);
  await ensureCached(folder, async (work, result) => {
    await unpackFromSuite(wanted, work, result);
    // As an installation does it: otherwise each start pays for compiling where the cache cannot be written to.
    const place = ['-s', result, '-p', folder]; // where it will lie, for tracebacks
    const compile = ['-m', 'compileall', '-q', ...place, join(result, 'usr/lib')];
    const compiled = await run(SYSTEM_PYTHON, compile);
    if (!compiled.ok)
      throw new SetupError(`mpremote could not be compiled: ${lastLine(compiled.output)}`);
  });
}
