// Makes what people install, in release/: `npm run package [-- TARGET ...] [--for-testing]`.
// Targets are electron-builder's: dir, deb, tar.gz, AppImage, dmg, nsis; without one, all of this system's.
import { resolveElectron } from './setup/electron/resolve.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ROOT, commandScript } from './setup/paths.mjs';
import { runInTerminal } from './setup/run.mjs';
import { SetupError, runMain, say } from './setup/say.mjs';
import { ensureBuilt } from './start/build.mjs';

const FOR_TESTING = '--for-testing';
/** What electron-builder calls the systems. */
const SYSTEMS = { linux: '--linux', darwin: '--mac', win32: '--win' };

/** @param {string[]} args */
async function main(args) {
  checkNode();
  const system = SYSTEMS[/** @type {keyof typeof SYSTEMS} */ (process.platform)];
  if (system === undefined) throw new SetupError(`Adder is not packaged for ${process.platform}.`);
  const electron = await resolveElectron();
  const forTesting = args.includes(FOR_TESTING);
  if (electron.source === 'fallback' && !forTesting)
    throw new SetupError(
      `This Electron (${electron.version}) is too old for a release. For a package to try out, add ${FOR_TESTING}.`,
    );
  await ensureBuilt();
  say(`Packaging with Electron ${electron.version} (${electron.source}) ...`);
  const targets = args.filter((arg) => arg !== FOR_TESTING);
  const command = [commandScript('electron-builder'), '--config', 'electron-builder.config.mjs'];
  return runInTerminal(process.execPath, [...command, system, ...targets, '--publish', 'never'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ADDER_ELECTRON_DIST: electron.dist,
      ADDER_ELECTRON_VERSION: electron.version,
    },
  });
}

await runMain(() => main(process.argv.slice(2)));
