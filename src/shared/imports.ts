// Which modules a program imports, read from its text. It only has to find every import: a name inside a string costs a look
// for a file that is not there.

/** The statement's head; parentheses and continued lines belong to names, which are not needed of `from`. */
const IMPORT = /^[ \t]*import[ \t]+([^#;\n]+)/gm;
const FROM = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import\b/gm;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Dotted names, each once, in the order of the text. Relative imports are of the package that is looked at already. */
export function importedModules(source: string): string[] {
  const found: { at: number; name: string }[] = [];
  for (const match of source.matchAll(IMPORT))
    for (const part of (match[1] ?? '').split(','))
      found.push({ at: match.index, name: part.trim().split(/\s+as\s+/)[0] ?? '' });
  for (const match of source.matchAll(FROM)) found.push({ at: match.index, name: match[1] ?? '' });
  const names = found.sort((a, b) => a.at - b.at).map(({ name }) => name);
  return [...new Set(names)].filter((name) => NAME.test(name));
}
