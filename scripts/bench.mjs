// Measures Adder beside mpremote: `npm run bench [-- --quick] [-- CASE ...]`. Brings mpremote and the test boards, builds the
// command as it is shipped and the engine as a program of its own, and runs bench/bench.ts.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, runnerImport } from 'vite';
import { setUpTargets } from './setup.mjs';
import { TESTING, whyNoSuite } from './setup/debian-suite.mjs';
import { ensureMpremote } from './setup/mpremote.mjs';
import { checkNode } from './setup/node-version.mjs';
import { ROOT } from './setup/paths.mjs';
import { SetupError, runMain } from './setup/say.mjs';
import { ensureBuilt } from './start/build.mjs';

/**
 * The engine with the bench's way to drive it, bundled as the app and the command are.
 *
 * @param {string} outDir
 */
async function buildPeer(outDir) {
  const { config } = await resolveConfig({ root: ROOT, logLevel: 'warn' }, 'build', 'production');
  const main = config?.main;
  if (!main?.build) throw new SetupError('electron.vite.config.ts has no main part.');
  await build({
    ...main,
    build: {
      ...main.build,
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        ...main.build.rolldownOptions,
        input: { peer: join(ROOT, 'bench/peers/adder_peer.ts') },
      },
    },
  });
  return join(outDir, 'peer.cjs');
}

/** @param {string[]} args */
async function main(args) {
  checkNode();
  const reason = whyNoSuite();
  if (reason !== undefined) throw new SetupError(`The bench cannot run here: ${reason}.`);
  await setUpTargets();
  await ensureMpremote(TESTING);
  await ensureBuilt();
  const folder = join(ROOT, 'node_modules/.cache/adder-bench', String(process.pid));
  try {
    const programs = {
      adderPeer: await buildPeer(folder),
      adder: join(ROOT, 'out/cli/adder.cjs'),
    };
    const { module } = await runnerImport(join(ROOT, 'bench/bench.ts'), {
      configFile: false,
      root: ROOT,
      logLevel: 'warn',
    });
    return await module.main(args, programs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(() => main(process.argv.slice(2)));
