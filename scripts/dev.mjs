// Opens the app from its sources and reloads what changes: `npm run dev [-- ARGUMENT ...]`, arguments for electron-vite.
import { openDisplay } from './display.mjs';
import { setUpElectron } from './setup.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ROOT, commandScript } from './setup/paths.mjs';
import { runInTerminal } from './setup/run.mjs';
import { runMain, say } from './setup/say.mjs';

/** @param {string[]} args */
async function main(args) {
  checkNode();
  const { env, noSandbox } = await setUpElectron({ display: true });
  if (noSandbox) say(`Electron runs without its sandbox: ${noSandbox}.`);
  const display = await openDisplay();
  try {
    return await runInTerminal(process.execPath, [commandScript('electron-vite'), 'dev', ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env, ...display.env },
    });
  } finally {
    await display.stop();
  }
}

await runMain(() => main(process.argv.slice(2)));
