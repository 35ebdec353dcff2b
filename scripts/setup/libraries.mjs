// Which shared libraries a program misses on this system.
import { run } from './run.mjs';
import { ELECTRON_LIBRARIES } from './packages.mjs';

/**
 * @param {string} lddOutput
 * @returns {string[]} names such as 'libgtk-3.so.0', each once
 */
export function parseMissingLibraries(lddOutput) {
  const missing = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? '');
  return [...new Set(missing)];
}

/** @param {string} program */
export async function missingLibraries(program) {
  const { output } = await run('ldd', [program]);
  return parseMissingLibraries(output);
}

/**
 * The packages that bring Electron's missing libraries.
 *
 * @param {string[]} missing
 */
export function packagesFor(missing) {
  const named = ELECTRON_LIBRARIES.filter((one) =>
    one.libraries?.some((library) => missing.includes(library)),
  );
  // One that none of them names (libxkbcommon, libcups, ...) is a dependency of theirs: ask for all four.
  const known = named.flatMap((one) => one.libraries ?? []);
  return missing.every((library) => known.includes(library)) ? named : ELECTRON_LIBRARIES;
}
