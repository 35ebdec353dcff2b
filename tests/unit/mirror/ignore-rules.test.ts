// Which files of a folder are not the board's business: Adder's own list, and ignore files in any folder, which must mean what they
// mean to git.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IgnoreRules } from '../../../src/engine/board/sync/ignore-rules';
import { describeWithTarget } from '../../targets/describe';

function rules(
  files: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = 'linux',
): IgnoreRules {
  const made = new IgnoreRules(platform);
  for (const [folder, text] of Object.entries(files)) made.add(folder, text);
  return made;
}

describe('without ignore files', () => {
  it.each(['.git', '.venv', '__pycache__', 'lib/__pycache__', 'node_modules', '.idea'])(
    'the folder %s and what is in it is ignored',
    (folder) => {
      expect(rules({}).ignores(folder, 'folder')).toBe(true);
      expect(rules({}).ignores(`${folder}/x/y`, 'file')).toBe(true);
    },
  );

  it.each(['.DS_Store', 'a/._b', '.adderignore', 'a/.adder-new', 'x.py~', '.gitignore'])(
    'the file %s is ignored',
    (file) => expect(rules({}).ignores(file, 'file')).toBe(true),
  );

  it.each(['main.py', '.env', 'secrets.py', 'lib/x.mpy', '..x', 'git', "it's", '😀'])(
    'the file %s is not',
    (file) => expect(rules({}).ignores(file, 'file')).toBe(false),
  );

  it('one of them can be had back', () => {
    const back = rules({ '': '!.vscode/\n' });
    expect(back.ignores('.vscode', 'folder')).toBe(false);
    expect(back.ignores('.vscode/settings.json', 'file')).toBe(false);
  });
});

describe('an ignore file', () => {
  it('in a deeper folder counts from there and has the last word', () => {
    const some = rules({ '': '*.txt\nbuild/\n', 'a b': '!keep.txt\n!build/\n/top\nx/y\n' });
    expect(some.ignores('a b/keep.txt', 'file')).toBe(false);
    expect(some.ignores('a b/deep/keep.txt', 'file')).toBe(false);
    expect(some.ignores('keep.txt', 'file')).toBe(true);
    expect(some.ignores('a b/build/x', 'file')).toBe(false);
    expect(some.ignores('build/x', 'file')).toBe(true);
    expect(some.ignores('a b/top', 'file')).toBe(true);
    expect(some.ignores('a b/c/top', 'file')).toBe(false);
    expect(some.ignores('a b/x/y', 'file')).toBe(true);
    expect(some.ignores('a b/c/x/y', 'file')).toBe(false);
  });

  it('may have a mark at its beginning and lines that end as on Windows', () => {
    expect(rules({ '': '\ufeffone\r\ntwo\r\n' }).ignores('one', 'file')).toBe(true);
    expect(rules({ sub: '\ufeffone\r\ntwo\r\n' }).ignores('sub/two', 'file')).toBe(true);
  });

  it('knows case where names do', () => {
    expect(rules({ '': 'Data' }).ignores('data', 'file')).toBe(false);
    expect(rules({ '': 'Data' }, 'darwin').ignores('data', 'file')).toBe(true);
  });
});

const noGit = spawnSync('git', ['--version']).status === 0 ? '' : 'git is not installed';

describeWithTarget(
  'beside git itself',
  () => {
    const step = fc.constantFrom('a', 'b', 'build', 'x.py', 'y.txt', '#h', '!n', 'sp ce', '[z]');
    const pattern = fc
      .record({
        negated: fc.boolean(),
        rooted: fc.boolean(),
        steps: fc.array(
          fc.oneof(
            step.map((one) => one.replace(/[#!]/, '\\$&').replace(/[[\]]/g, '\\$&')),
            fc.constantFrom('*.py', '?', '**', '*', '[ab]', 'b*'),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        folder: fc.boolean(),
      })
      .map(
        ({ negated, rooted, steps, folder }) =>
          `${negated ? '!' : ''}${rooted ? '/' : ''}${steps.join('/')}${folder ? '/' : ''}`,
      );
    const path = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/'));
    const files = fc.dictionary(
      fc.constantFrom('', 'a', 'a/build', 'sp ce', '[z]', '!n', '#h/a'),
      fc.array(fc.oneof(pattern, fc.constantFrom('# comment', '', '  ')), { maxLength: 4 }),
    );

    it('the same paths are ignored', () => {
      const root = mkdtempSync(join(tmpdir(), 'adder-ignore-'));
      try {
        spawnSync('git', ['init', '-q', root]);
        fc.assert(
          fc.property(
            files,
            fc.uniqueArray(path, { minLength: 1, maxLength: 12 }),
            (all, paths) => {
              const lone = paths.filter(
                (one) => !paths.some((other) => other.startsWith(`${one}/`)),
              );
              const written = Object.entries(all).filter(
                ([folder]) => !lone.some((one) => folder === one || folder.startsWith(`${one}/`)),
              );
              const depth = (folder: string): number => (folder ? folder.split('/').length : 0);
              written.sort(([a], [b]) => depth(a) - depth(b));
              const ours = new IgnoreRules('linux');
              for (const [folder, lines] of written) {
                mkdirSync(join(root, folder), { recursive: true });
                writeFileSync(join(root, folder, '.gitignore'), lines.join('\n'));
                ours.add(folder, lines.join('\n'));
              }
              for (const one of lone) {
                mkdirSync(dirname(join(root, one)), { recursive: true });
                writeFileSync(join(root, one), '');
              }
              const { stdout } = spawnSync(
                'git',
                [
                  '-c',
                  'core.excludesFile=/dev/null',
                  'check-ignore',
                  '-z',
                  '--stdin',
                  '--no-index',
                ],
                { cwd: root, input: lone.join('\0'), encoding: 'utf8' },
              );
              for (const name of [
                'a',
                'b',
                'build',
                'x.py',
                'y.txt',
                '#h',
                '!n',
                'sp ce',
                '[z]',
                '.gitignore',
              ])
                rmSync(join(root, name), { recursive: true, force: true });
              const theirs = new Set(stdout.split('\0').filter((one) => one !== ''));
              for (const one of lone)
                expect([one, ours.ignores(one, 'file')]).toEqual([one, theirs.has(one)]);
            },
          ),
          { numRuns: 20 },
        );
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    });
  },
  noGit,
);
