// The MicroPython that tests run on: Debian's, unpacked with the libraries that belong to it into this user's cache.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCached, isComplete } from './cache-folder.mjs';
import { STABLE, targetsCache, unpackFromSuite, whyNoSuite } from './debian-suite.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** Where each of Debian's architectures keeps its libraries and its loader. */
const LAYOUTS = {
  amd64: { libraries: 'usr/lib/x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { libraries: 'usr/lib/aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/** tests/targets/micropython.ts looks in the same place. */
export function targetsFolder() {
  return join(targetsCache(), `debian-${STABLE}`);
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
  if (whyNoSuite() !== undefined || isComplete(folder)) return;
  const { output } = await run('dpkg', ['--print-architecture']);
  const layout = LAYOUTS[/** @type {keyof typeof LAYOUTS} */ (output.trim())];
  if (!layout) return;
  const wanted = {
    suite: STABLE,
    what: 'MicroPython for the tests',
    packages: ['micropython'],
    dependencies: true,
  };
  say(`Fetching ${wanted.what} (Debian ${STABLE}) ...`);
  await ensureCached(folder, async (work, result) => {
    await unpackFromSuite(wanted, work, result);
    const program = join(result, 'micropython');
    await writeFile(program, launcher(folder, layout));
    await chmod(program, 0o755);
  });
}
