// Which Electron to run: the person's own, the official one, or the fallback.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError, say } from '../say.mjs';
import { ensureFallback, fallbackFolder, hasFallback } from './fallback.mjs';
import {
  OFFICIAL_FOLDER,
  PROGRAM,
  downloadOfficial,
  hasOfficial,
  readVersion,
} from './official.mjs';
import { isComplete } from '../cache-folder.mjs';

/**
 * @typedef {object} ElectronBinary
 * @property {string} exe the program
 * @property {string} dist the folder that it is in
 * @property {string} version such as '25.1.1'; '' where the folder does not tell
 * @property {'env' | 'npm' | 'download' | 'fallback'} source
 */

/** @returns {ElectronBinary | undefined} */
function fromEnvironment() {
  const { ELECTRON_EXEC_PATH: program, ELECTRON_OVERRIDE_DIST_PATH: folder } = process.env;
  const exe = program || (folder && join(folder, PROGRAM));
  if (!exe) return undefined;
  if (!existsSync(exe)) {
    const name = program ? 'ELECTRON_EXEC_PATH' : 'ELECTRON_OVERRIDE_DIST_PATH';
    throw new SetupError(`There is no Electron where ${name} points: ${exe}`);
  }
  const dist = folder || dirname(exe);
  return { exe, dist, version: readVersion(dist), source: 'env' };
}

/**
 * @param {string} dist
 * @param {ElectronBinary['source']} source
 * @returns {ElectronBinary}
 */
function binary(dist, source) {
  return { exe: join(dist, PROGRAM), dist, version: readVersion(dist), source };
}

/**
 * Finds an Electron, downloading one if there is none.
 *
 * @returns {Promise<ElectronBinary>}
 */
export async function resolveElectron() {
  const own = fromEnvironment();
  if (own) return own;
  if (hasOfficial()) return binary(OFFICIAL_FOLDER, 'npm');
  if (await downloadOfficial()) return binary(OFFICIAL_FOLDER, 'download');
  if (!hasFallback())
    throw new SetupError(
      'Electron could not be downloaded. Check the connection, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
    );
  say(
    isComplete(fallbackFolder())
      ? 'The official Electron can’t be downloaded here, so the fallback is used: for trying and testing, never for a release.'
      : 'The official Electron can’t be downloaded here. Getting a fallback: for trying and testing, never for a release.',
  );
  return binary(await ensureFallback(), 'fallback');
}

/**
 * What Electron, electron-vite and Playwright read from the environment.
 *
 * @param {ElectronBinary} electron
 * @param {{ sandbox: boolean }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment({ exe, dist }, { sandbox }) {
  return {
    ELECTRON_EXEC_PATH: exe,
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    ...(sandbox ? {} : { NO_SANDBOX: '1' }),
  };
}
