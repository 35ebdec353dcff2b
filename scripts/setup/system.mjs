// Makes sure that the Linux system has what Adder needs: installs it where it may, else says what to install.
import { existsSync } from 'node:fs';
import { aptInstall } from './apt.mjs';
import { missingLibraries, packagesFor } from './libraries.mjs';
import { distribution, isRoot, usesApt } from './linux.mjs';
import { findProgram } from './paths.mjs';
import { SetupError, say } from './say.mjs';

/** @typedef {import('./packages.mjs').SystemPackage} SystemPackage */

/**
 * The line that tells a person what to install.
 *
 * @param {SystemPackage[]} packages
 * @param {{ apt: boolean, libraries?: string[] }} facts libraries: the files that were looked for in vain
 */
export function installAdvice(packages, { apt, libraries = [] }) {
  if (apt) {
    const names = packages.map(({ name }) => name).join(' ');
    return `Some system packages are missing. Install them with: sudo apt-get install ${names}`;
  }
  const words = packages.map((one) => one.words).join(', ');
  const files = libraries.length > 0 ? ` (missing files: ${libraries.join(', ')})` : '';
  return `Some system packages are missing. Install with your system's package manager: ${words}${files}.`;
}

/** @param {SystemPackage[]} packages */
function missingOf(packages) {
  return packages.filter(
    ({ program, file }) => (program && !findProgram(program)) || (file && !existsSync(file)),
  );
}

/**
 * @param {object} needs
 * @param {string} [needs.exe] a program whose shared libraries must all be there: Electron
 * @param {SystemPackage[]} [needs.programs] what must be there besides
 * @param {SystemPackage[]} [needs.helpful] what it can do without: what is missing is only spoken of
 */
export async function ensureSystem({ exe, programs = [], helpful = [] }) {
  if (process.platform !== 'linux') return;
  const libraries = exe ? await missingLibraries(exe) : [];
  const needed = [...packagesFor(libraries), ...missingOf(programs)];
  const wanted = [...needed, ...missingOf(helpful)];
  if (wanted.length === 0) return;

  const apt = usesApt(distribution());
  if (!apt || !isRoot()) {
    const advice = installAdvice(wanted, { apt, libraries });
    if (needed.length > 0) throw new SetupError(advice);
    say(advice);
    return;
  }
  await aptInstall(wanted.map(({ name }) => name));
  const left = exe ? await missingLibraries(exe) : [];
  if (left.length > 0)
    throw new SetupError(`Electron still misses these system libraries: ${left.join(', ')}.`);
}
