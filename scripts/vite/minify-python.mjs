// Makes a Python file small for the wire: comments, blank lines and spare blanks go, and the names that the file itself lists
// become short. It knows tokens, not grammar, so the files keep a few rules, checked here: four spaces an indent, no tabs,
// no strings over several lines.
//
// A line `# short: count=n data=d` renames these names everywhere in the file but behind a dot and inside strings. Who
// writes it sees to it that no keyword argument and no name of another file is among them.

const TOKEN = /[bru]*'(?:[^'\\]|\\.)*'|[bru]*"(?:[^"\\]|\\.)*"|\.?[A-Za-z_]\w*|\d\w*|#.*|\s+|./gy;

/**
 * @param {string} source
 * @param {string} name the file's, for the error
 */
export function minifyPython(source, name) {
  const short = shortNames(source);
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
    lines.push(' '.repeat(indent / 4) + minifyLine(code, short));
  });
  return lines.join('\n') + '\n';
}

/** @param {string} source */
function shortNames(source) {
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [, list = ''] of source.matchAll(/^\s*# short: (.*)$/gm))
    for (const pair of list.trim().split(/\s+/)) {
      const [long = '', short = ''] = pair.split('=');
      names.set(long, short);
    }
  return names;
}

/**
 * @param {string} code
 * @param {Map<string, string>} short
 */
function minifyLine(code, short) {
  let line = '';
  let blank = false;
  for (const [token] of code.matchAll(TOKEN)) {
    if (token.startsWith('#')) break;
    if (token.trim() === '') {
      blank = true;
      continue;
    }
    const word = short.get(token) ?? token;
    // A blank matters only between two words.
    if (blank && /\w$/.test(line) && /^[\w'"]/.test(word)) line += ' ';
    line += word;
    blank = false;
  }
  return line;
}
