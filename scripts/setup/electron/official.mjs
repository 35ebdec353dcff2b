// The official Electron: the one that the `electron` package in node_modules downloads.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { lastLine, run } from '../run.mjs';
import { say } from '../say.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const DEFAULT_MIRROR = 'https://github.com';
const PROBE_MS = 4_000;

/** Where Electron's program is inside its folder. */
export const PROGRAM =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
    /** @type {string} */ (process.platform)
  ] ?? 'electron';

export const OFFICIAL_FOLDER = join(PACKAGE, 'dist');

/** @param {string} folder */
export function readVersion(folder) {
  try {
    return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return '';
  }
}

/** There, and of the version that package.json asks for. */
export function hasOfficial() {
  if (!existsSync(join(OFFICIAL_FOLDER, PROGRAM))) return false;
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  return readVersion(OFFICIAL_FOLDER) === version;
}

/**
 * A look whether the download has a chance, so that a machine behind a firewall does not wait for minutes.
 * Node's fetch knows no proxies, so with one the download itself has to tell.
 */
async function canBeReached() {
  const { env } = process;
  if (env['HTTPS_PROXY'] || env['https_proxy'] || env['ELECTRON_GET_USE_PROXY']) return true;
  const mirror = env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror'] || DEFAULT_MIRROR;
  try {
    await fetch(mirror, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * @returns {Promise<boolean>} whether it is there now
 */
export async function downloadOfficial() {
  if (!(await canBeReached())) return false;
  say('Downloading the official Electron (about 120 MB) ...');
  const { ok, output } = await run(process.execPath, [join(PACKAGE, 'install.js')], {
    label: 'Downloading Electron',
  });
  if (!ok) {
    const reason = output.split('\n').find((line) => /error/i.test(line)) ?? lastLine(output);
    say(`The download of Electron failed: ${reason.trim()}`);
  }
  return ok && hasOfficial();
}
