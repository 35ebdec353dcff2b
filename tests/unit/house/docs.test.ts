import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
];

/** `src/...`-like paths in backquotes, and the targets of links that are files. */
function namedPaths(page: string): string[] {
  const text = readFileSync(page, 'utf8');
  const quoted = [
    ...text.matchAll(/`((?:src|tests|scripts|resources|docs|build|bench)(?:\/[\w./-]+)?)`/g),
  ].map((match) => match[1] ?? '');
  // In the guide they are the reader's own.
  const named = page.includes('guide') ? '' : text;
  const topLevel = [...named.matchAll(/`([\w-]+\.(?:js|ts|json|md))`/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'tsconfig.json' || existsSync(name));
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) =>
    join(dirname(page), match[1] ?? ''),
  );
  return [...quoted, ...topLevel, ...linked];
}

describe('the documents', () => {
  it.each(pages)('%s names only paths that exist', (page) => {
    expect(namedPaths(page).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('the map of the house names every layer', () => {
    const map = readFileSync('docs/architecture.md', 'utf8');
    const layers = readdirSync('src', { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const { name } of layers) expect(map).toContain(`src/${name}`);
  });

  it('every decision is in the list of decisions', () => {
    const list = readFileSync('docs/adr/README.md', 'utf8');
    for (const name of readdirSync('docs/adr'))
      if (name !== 'README.md') expect(list).toContain(name);
  });
});
