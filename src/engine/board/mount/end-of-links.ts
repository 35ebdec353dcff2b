// Where a path leads, also one of which something is not there: by the rules of Python's os.path.realpath, by which mpremote tells what lies outside of
// the mounted folder.

import { readlink } from 'node:fs/promises';
import { dirname, join, parse, sep } from 'node:path';

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** @param from a real path, at which `path` begins */
export async function endOfLinks(from: string, path: string): Promise<string> {
  const rest = path.split('/').reverse();
  let at = from;
  for (let links = 0; rest.length > 0;) {
    const part = rest.pop() ?? '';
    if (part === '' || part === '.') continue;
    if (part === '..') {
      at = dirname(at);
      continue;
    }
    const next = join(at, part);
    const target = links < MOST_LINKS ? await readlink(next).catch(() => undefined) : undefined;
    if (target === undefined) {
      at = next;
      continue;
    }
    links++;
    const { root } = parse(target);
    if (root !== '') at = root;
    rest.push(...target.slice(root.length).split(sep).reverse());
  }
  return at;
}
