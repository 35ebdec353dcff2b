// What of a folder is not the board's business, in the syntax of .gitignore (https://git-scm.com/docs/gitignore), through the library
// `ignore`. Files named .adderignore may lie in every folder; a deeper one has the last word on what is below it, as git has it. They
// all become one list of patterns, so that git's rule holds across them: what is in an ignored folder cannot be had back.
//
// .gitignore itself is not read: what is kept out of a repository (passwords, compiled modules) is often what a board needs.

import ignore, { type Ignore } from 'ignore';
import type { FileKind } from '../../../shared/board';

export const IGNORE_FILE = '.adderignore';

/** Of the computer, of editors, of version control, and of Adder. A pattern with "!" takes one of them back. */
export const DEFAULT_PATTERNS = [
  '.git',
  '.gitignore',
  '.gitattributes',
  '.gitmodules',
  '.hg/',
  '.svn/',
  '.DS_Store',
  '._*',
  'Thumbs.db',
  'desktop.ini',
  '__pycache__/',
  '.venv/',
  'venv/',
  '.mypy_cache/',
  '.pytest_cache/',
  '.ruff_cache/',
  'node_modules/',
  '.idea/',
  '.vscode/',
  '*.swp',
  '*~',
  IGNORE_FILE,
  '.adder-new',
  '.adder-new2',
] as const;

export class IgnoreRules {
  private readonly rules: Ignore;

  /** @param platform where names are the same in upper and lower case, patterns are, too, as with git */
  constructor(platform: NodeJS.Platform = process.platform) {
    this.rules = ignore({ ignorecase: platform === 'win32' || platform === 'darwin' });
    this.rules.add([...DEFAULT_PATTERNS]);
  }

  /**
   * The text of an ignore file. Must come after those of the folders above.
   *
   * @param folder relative to the root, '' for the root itself
   */
  add(folder: string, text: string): void {
    const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
    this.rules.add(lines.flatMap((line) => (folder === '' ? [line] : below(folder, line))));
  }

  /** @param path relative to the root, with slashes */
  ignores(path: string, kind: FileKind): boolean {
    return this.rules.ignores(kind === 'folder' ? `${path}/` : path);
  }
}

/** A pattern of an ignore file that lies in a folder, as a pattern of the root. */
function below(folder: string, line: string): string[] {
  if (line.trim() === '' || line.startsWith('#')) return [];
  const negated = line.startsWith('!');
  // At the beginning "!" and "#" have to be written with a backslash, further on they are themselves.
  const pattern = (negated ? line.slice(1) : line).replace(/^\\(?=[!#])/, '');
  const start = `${negated ? '!' : ''}/${folder.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
  if (pattern.startsWith('/')) return [start + pattern];
  const isPath = pattern.replace(/\/?[ \t]*$/, '').includes('/');
  return [`${start}${isPath ? '/' : '/**/'}${pattern}`];
}
