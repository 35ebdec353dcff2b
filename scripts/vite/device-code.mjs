// Python that runs on a board is kept as real .py files. `import code from './read.py?device'` gives its
// text made small for the wire: comment lines, docstring-free blank lines and spare indentation go.
// Rule for such files, checked here: four spaces an indent, no tabs, no triple-quoted strings, so that a line of the file
// is a line of the program.
import { readFile } from 'node:fs/promises';

const SUFFIX = '?device';

/**
 * @param {string} source a Python file that keeps the rule above
 * @param {string} name its name, for the error
 */
export function minifyPython(source, name) {
  const lines = [];
  source.split(/\r?\n/).forEach((line, index) => {
    const text = line.trimEnd();
    const code = text.trimStart();
    if (code === '' || code.startsWith('#')) return;
    const indent = text.length - code.length;
    if (text.includes('\t') || code.includes('"""') || code.includes("'''") || indent % 4 !== 0)
      throw new Error(
        `${name}:${index + 1}: device code wants 4-space indents and no tabs or triple quotes`,
      );
    lines.push(' '.repeat(indent / 4) + code);
  });
  return lines.join('\n') + '\n';
}

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
