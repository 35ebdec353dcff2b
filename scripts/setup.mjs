// Installs what the app and its tests need and npm does not bring. Runs as often as you like: what is there is kept.
//   node scripts/setup.mjs [--tests]
import { hasDisplay } from './display/has-display.mjs';
import { TESTING } from './setup/debian-suite.mjs';
import { electronEnvironment, resolveElectron } from './setup/electron/resolve.mjs';
import { whyNoSandbox } from './setup/electron/sandbox.mjs';
import { ensureMpremote } from './setup/mpremote.mjs';
import { checkNode } from './setup/node-version.mjs';
import { PORT_DISCOVERY, TEST_SERVERS, TEST_TARGETS, VIRTUAL_DISPLAY } from './setup/packages.mjs';
import { isMainScript } from './setup/paths.mjs';
import { duration, runMain, say } from './setup/say.mjs';
import { ensureSystem } from './setup/system.mjs';
import { ensureTargets } from './setup/targets.mjs';

/**
 * An Electron that starts on this machine.
 *
 * @param {{ display: boolean }} needs display: it must have one, if only in memory
 * @returns {Promise<{ electron: import('./setup/electron/resolve.mjs').ElectronBinary,
 *   noSandbox: string | undefined, env: NodeJS.ProcessEnv }>} noSandbox: why it runs without its sandbox, if so;
 *   env: what Electron's tools need in the environment
 */
export async function setUpElectron({ display }) {
  const electron = await resolveElectron();
  await ensureSystem({
    exe: electron.exe,
    programs: display && !hasDisplay() ? VIRTUAL_DISPLAY : [],
    helpful: PORT_DISCOVERY,
  });
  const noSandbox = whyNoSandbox(electron.dist);
  return { electron, noSandbox, env: electronEnvironment(electron, { sandbox: !noSandbox }) };
}

/** Servers that some tests talk to. */
export function setUpServers() {
  return ensureSystem({ helpful: TEST_SERVERS });
}

/** The boards that tests run on, what these need, and mpremote, which Adder is compared with. */
export async function setUpTargets() {
  await ensureSystem({ programs: TEST_TARGETS, helpful: [...PORT_DISCOVERY, ...TEST_SERVERS] });
  await ensureTargets();
  await ensureMpremote();
  await ensureMpremote(TESTING); // Debian 13's is from before ROMFS
}

/** @param {string[]} args */
async function main(args) {
  const start = Date.now();
  checkNode();
  const tests = args.includes('--tests');
  const { electron } = await setUpElectron({ display: tests });
  say(`Electron ${electron.version} is ready: ${electron.exe}`);
  if (tests) await setUpTargets();
  say(`Set-up is complete (${duration(Date.now() - start)}).`);
  return 0;
}

if (isMainScript(import.meta.url)) await runMain(() => main(process.argv.slice(2)));
