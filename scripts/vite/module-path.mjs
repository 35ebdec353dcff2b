// electron-vite gives `import file from './worker?modulePath'` the path of a built worker script.
// Tests run from the sources, without electron-vite, so this plugin does the same there: it bundles the
// worker once into node_modules/.cache and answers with the path of the bundle.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { deviceCode } from './device-code.mjs';

const SUFFIX = '?modulePath';

/** @returns {import('vite').Plugin} */
export function modulePath() {
  /** @type {Map<string, Promise<string>>} */
  const built = new Map();
  return {
    name: 'adder:module-path',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(SUFFIX)) return null;
      const found = await this.resolve(id.slice(0, -SUFFIX.length), importer, { skipSelf: true });
      return found ? `\0${found.id}${SUFFIX}` : null;
    },
    async load(id) {
      if (!id.startsWith('\0') || !id.endsWith(SUFFIX)) return null;
      const source = id.slice(1, -SUFFIX.length);
      let file = built.get(source);
      if (!file) {
        file = bundle(source);
        built.set(source, file);
      }
      return `export default ${JSON.stringify(await file)}`;
    },
  };
}

/** @param {string} source absolute path of the worker's entry */
async function bundle(source) {
  const name = createHash('sha256').update(`${process.pid}:${source}`).digest('hex').slice(0, 12);
  const outDir = resolve(join('node_modules/.cache/adder-workers', name));
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [deviceCode(), modulePath()],
    build: {
      ssr: source,
      outDir,
      emptyOutDir: true,
      target: 'node18.15',
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'worker.cjs' } },
    },
  });
  // One per process: two test runs at once never build into each other's folder.
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  return join(outDir, 'worker.cjs');
}
