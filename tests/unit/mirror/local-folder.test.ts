// A folder of the computer as the source: what of it counts, and where links lead.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readLocalFolder } from '../../../src/engine/board/sync/local-folder';
import { rejection } from '../../integration/engine/support';

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'adder-source-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (path.endsWith('/')) mkdirSync(join(root, path), { recursive: true });
    else writeFileSync(join(root, path), text);
  }
  return root;
}

async function pathsIn(folder: string): Promise<string[]> {
  const { entries } = await readLocalFolder(folder);
  return entries.map(({ path, kind }) => (kind === 'folder' ? `${path}/` : path));
}

describe('a local folder', () => {
  it('gives what is in it in order, each folder before its files, and content when asked', async () => {
    const root = folderWith({ 'b.py': 'b', 'a/x.py': 'xx', 'a/empty/': '', 'é 😀': '' });
    const { entries, leftOut } = await readLocalFolder(root);
    expect(leftOut).toEqual([]);
    expect(entries.map(({ path }) => path)).toEqual(['a', 'a/empty', 'a/x.py', 'b.py', 'é 😀']);
    const file = entries.find(({ path }) => path === 'a/x.py');
    if (file?.kind !== 'file') throw new Error('it is no file');
    expect(file.size).toBe(2);
    expect(Buffer.from(await file.read()).toString()).toBe('xx');
    expect(await file.digest()).toMatch(/^5dde896887/);
  });

  it('leaves out what its ignore files say, in every folder', async () => {
    const root = folderWith({
      '.adderignore': '*.txt\n/docs/\n',
      'a.txt': '',
      'docs/x.py': '',
      'lib/.adderignore': '!keep.txt\ntests/\n',
      'lib/keep.txt': '',
      'lib/tests/t.py': '',
      '__pycache__/m.pyc': '',
      'main.py': '',
    });
    expect(await pathsIn(root)).toEqual(['lib/', 'lib/keep.txt', 'main.py']);
    const { ignores } = await readLocalFolder(root);
    expect(ignores('lib/tests/on-board.py', 'file')).toBe(true);
    expect(ignores('other.py', 'file')).toBe(false);
  });

  it('follows links inside, but none that leads out, in a circle or to nothing', async () => {
    const outside = folderWith({ 'secret.py': 'x' });
    const root = folderWith({ 'real/x.py': 'x' });
    symlinkSync('real', join(root, 'inside'));
    symlinkSync('real/x.py', join(root, 'file.py'));
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret.py'), join(root, 'out.py'));
    symlinkSync('..', join(root, 'real/up'));
    symlinkSync('.', join(root, 'real/self'));
    symlinkSync('nowhere', join(root, 'broken'));
    const { leftOut } = await readLocalFolder(root);
    expect(await pathsIn(root)).toEqual([
      'file.py',
      'inside/',
      'inside/x.py',
      'real/',
      'real/x.py',
    ]);
    expect([...leftOut].sort()).toEqual(
      ['broken', 'inside/self', 'inside/up', 'out', 'out.py', 'real/self', 'real/up'].sort(),
    );
  });

  it('does not read an ignore file that is a link', async () => {
    const root = folderWith({ 'a.py': '', rules: '*.py' });
    symlinkSync('rules', join(root, '.adderignore'));
    expect(await pathsIn(root)).toContain('a.py');
  });

  it.skipIf(process.platform === 'win32')('refuses a name that is no text', async () => {
    const root = folderWith({});
    writeFileSync(Buffer.concat([Buffer.from(`${root}/x`), Buffer.from([0xff])]), '');
    expect(await rejection(readLocalFolder(root))).toMatchObject({ code: 'bad-name' });
  });

  it('that is not there, or is a file, is refused', async () => {
    const root = folderWith({ file: '' });
    expect(await rejection(readLocalFolder(join(root, 'none')))).toMatchObject({
      code: 'local-not-found',
    });
    expect(await rejection(readLocalFolder(join(root, 'file')))).toMatchObject({
      code: 'local-failed',
    });
  });

  it('stops when it is cancelled, and at an ignore file that is too large', async () => {
    const root = folderWith({ '.adderignore': '#'.repeat(1024 * 1024 + 1) });
    expect(await rejection(readLocalFolder(root))).toMatchObject({ code: 'file-too-large' });
    const { signal } = { signal: AbortSignal.abort() };
    expect(await rejection(readLocalFolder(root, { signal }))).toMatchObject({ code: 'aborted' });
  });
});
