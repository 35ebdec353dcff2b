// Find and replace in a folder of the computer: what is looked through, what is changed, and that nothing else is.

import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Files } from '../../../src/main/computer/files';
import { FolderSearch } from '../../../src/main/computer/folder-search';
import { Folders } from '../../../src/main/computer/folders';
import { unpacked } from '../../../src/shared/text-search';

const QUERY = { text: 'led', matchCase: true, wholeWord: false, regexp: false };

let base: string;
let root: string;
let folder: string;
let files: Files;
let search: FolderSearch;

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

function at(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'adder-search-')));
  onTestFinished(() => {
    rmSync(base, { recursive: true, force: true });
  });
  root = join(base, 'project');
  mkdirSync(root);
  const folders = new Folders();
  files = new Files(folders);
  search = new FolderSearch(folders, files);
  ({ folder } = await folders.add(root));
});

async function namesOf(query = QUERY): Promise<string[]> {
  const { files: found } = await search.find(folder, query);
  return found.map(
    ({ steps, matches }) => `${steps.join('/')}:${matches.map(({ line }) => line).join(',')}`,
  );
}

describe('a search in a folder', () => {
  it('finds every place of every text, files before folders', async () => {
    put('main.py', 'led = 1\n\nprint(led)\n');
    put('lib/a.py', 'x\nled.on()');
    expect(await namesOf()).toEqual(['main.py:1,3', 'lib/a.py:2']);
  });

  it('leaves out what is no text, what is hidden, and what leads out of the folder', async () => {
    put('main.py', 'led');
    put('image.bin', Uint8Array.of(0, 108, 101, 100));
    put('latin1.txt', Uint8Array.of(0xe9, 108, 101, 100));
    put('.git/config', 'led');
    put('__pycache__/x.py', 'led');
    writeFileSync(join(base, 'secret.py'), 'led');
    symlinkSync(join(base, 'secret.py'), join(root, 'out.py'));
    symlinkSync(root, join(root, 'again'));
    expect(await namesOf()).toEqual(['main.py:1']);
  });

  it('tells a file that the window has open by the id that it has there', async () => {
    put('main.py', 'led');
    put('other.py', 'led');
    const { file } = await files.addFromFolder(folder, ['main.py']);
    const { files: found } = await search.find(folder, QUERY);
    expect(found.map((one) => one.file)).toEqual([file, undefined]);
  });

  it('shows no more than anybody looks through, and says so', async () => {
    put('many.py', 'led\n'.repeat(3000));
    const { files: found, isWhole } = await search.find(folder, QUERY);
    expect([found[0]?.matches.length, isWhole]).toEqual([2000, false]);
  });

  it('is called off by the next one', async () => {
    for (let number = 0; number < 50; number++) put(`f${number}.py`, 'led');
    const first = search.find(folder, QUERY);
    const second = search.find(folder, QUERY);
    expect((await first).isWhole).toBe(false);
    expect((await second).files).toHaveLength(50);
  });
});

describe('a regular expression', () => {
  const pattern = (text: string): typeof QUERY => ({ ...QUERY, text, regexp: true });
  // For each letter it tries all ways of cutting the ones before.
  const SLOW = pattern('^(a+)+$');

  it('is found and replaced, with its groups', async () => {
    put('a.py', 'led1.on()\nled22.off()\n');
    const query = pattern('led(\\d+)\\.(on|off)');
    const { files: found } = await search.find(folder, query);
    expect(found[0]?.matches.map(({ line, length }) => [line, length])).toEqual([
      [1, 7],
      [2, 9],
    ]);
    const wanted = found.map(({ steps, hash }) => ({ steps: [...steps], hash }));
    const replacement = { query, replacement: 'set($1, "$2")', files: wanted };
    expect(await search.replace(folder, replacement)).toMatchObject({ count: 2, failed: [] });
    expect(at('a.py')).toBe('set(1, "on")()\nset(22, "off")()\n');
  });

  it('is looked for in one file after the other', async () => {
    put('a.py', 'led1');
    put('b.py', 'led2');
    put('c.py', 'none');
    expect(await namesOf(pattern('led\\d'))).toEqual(['a.py:1', 'b.py:1']);
    const texts = ['led1 led2', 'led', 'led3'];
    const found = await search.findInTexts(texts, pattern('led\\d'));
    expect(found.map((matches) => matches.length)).toEqual([2, 0, 1]);
    const edits = await search.editsInTexts(texts, pattern('led(\\d)'), '$1');
    expect(edits.map((all) => unpacked(all).map(({ insert }) => insert))).toEqual([
      ['1', '2'],
      [],
      ['3'],
    ]);
  });

  it('that takes for ever is ended, and says so', async () => {
    put('a.py', `${'a'.repeat(60)}!\n`);
    await expect(search.find(folder, SLOW)).rejects.toMatchObject({ code: 'slow-pattern' });
    const looked = search.findInTexts([`${'a'.repeat(60)}!`], SLOW);
    await expect(looked).rejects.toMatchObject({ code: 'slow-pattern' });
    // The next one is not held up by it.
    expect(await namesOf(pattern('a+!'))).toEqual(['a.py:1']);
  });

  it('that takes for ever changes nothing', async () => {
    put('a.py', `${'a'.repeat(60)}!\n`);
    const { files: found } = await search.find(folder, pattern('!'));
    const wanted = found.map(({ steps, hash }) => ({ steps: [...steps], hash }));
    const result = await search.replace(folder, { query: SLOW, replacement: '', files: wanted });
    expect(result).toMatchObject({
      undo: null,
      changed: [],
      failed: [{ steps: ['a.py'], error: { code: 'slow-pattern' } }],
    });
  });

  it('that is none is refused', async () => {
    const bad = search.find(folder, pattern('('));
    await expect(bad).rejects.toMatchObject({ code: 'bad-pattern' });
  });
});

describe('a replacement in a folder', () => {
  it('changes what was shown, leaves what was changed meanwhile, and can be taken back', async () => {
    put('a.py', '\uFEFFled = led2\r\nLED\r\n');
    put('b.py', 'led');
    put('c.py', 'led');
    const found = await search.find(folder, QUERY);
    put('b.py', 'led # changed');
    const result = await search.replace(folder, {
      query: QUERY,
      replacement: '$&lamp',
      files: found.files.map(({ steps, hash }) => ({ steps: [...steps], hash })),
    });
    expect(result).toMatchObject({ changed: [['a.py'], ['c.py']], count: 3 });
    expect(result.failed).toEqual([
      { steps: ['b.py'], error: { code: 'local-changed', detail: 'b.py' } },
    ]);
    expect([at('a.py'), at('b.py'), at('c.py')]).toEqual([
      '\uFEFF$&lamp = $&lamp2\r\nLED\r\n',
      'led # changed',
      '$&lamp',
    ]);
    put('c.py', 'mine');
    expect(await search.undo(result.undo ?? '')).toEqual([['a.py']]);
    expect([at('a.py'), at('c.py')]).toEqual(['\uFEFFled = led2\r\nLED\r\n', 'mine']);
    await expect(search.undo(result.undo ?? '')).rejects.toMatchObject({ code: 'bad-request' });
  });
});
