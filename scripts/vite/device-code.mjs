// Python that runs on a board is kept as real .py files. `import code from './read.py?device'` gives its text made small for the
// wire.
import { readFile } from 'node:fs/promises';
import { minifyPython } from './minify-python.mjs';

const SUFFIX = '?device';

/** @returns {import('vite').Plugin} */
export function deviceCode() {
  return {
    name: 'adder:device-code',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const file = id.slice(0, -SUFFIX.length);
      this.addWatchFile?.(file);
      return `export default ${JSON.stringify(minifyPython(await readFile(file, 'utf8'), file))}`;
    },
  };
}
