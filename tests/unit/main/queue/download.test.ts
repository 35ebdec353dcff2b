// What a download does with what a board says, when the board is not to be trusted.

import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Found } from '../../../../src/engine/board/files/listing';
import type { FileSink } from '../../../../src/engine/board/files/download';
import { Folders } from '../../../../src/main/computer/folders';
import { Landings } from '../../../../src/main/computer/landing';
import { Patience } from '../../../../src/main/computer/patience';
import { Download } from '../../../../src/main/queue/download';
import type { Turn, TransferFiles } from '../../../../src/main/queue/transfer';
import type { FileEntry } from '../../../../src/shared/board';

let base: string;
let root: string;
let landings: Landings;
let folder: string;

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'adder-download-')));
  root = join(base, 'project');
  mkdirSync(root);
  const folders = new Folders();
  ({ folder } = await folders.add(root));
  landings = new Landings(folders, new Patience());
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

interface Says {
  /** What lies at a path; folders unless told. */
  readonly found?: (path: string) => Found | undefined;
  readonly entries?: readonly FileEntry[];
  readonly content?: string;
}

async function download(
  paths: readonly string[],
  { found, entries = [], content = 'x' }: Says,
  replace: readonly string[] = [],
): Promise<readonly string[]> {
  const asked: string[] = [];
  const board: TransferFiles = {
    survey: (places) =>
      Promise.resolve(places.map(({ path }) => found?.(path) ?? { kind: 'folder' })),
    list: () => Promise.resolve([...entries]),
    stream: async (names: readonly string[], sink: FileSink) => {
      for (const name of names) {
        await sink.piece(name, new TextEncoder().encode(content));
        await sink.end(name);
      }
    },
    space: () => Promise.reject(new Error('not asked')),
    writeMany: () => Promise.reject(new Error('not asked')),
    arrange: () => Promise.reject(new Error('not asked')),
  };
  const turn: Turn = {
    board,
    place: { address: 'virtual:', name: 'Board' },
    signal: new AbortController().signal,
    mayReplace: (keys) => {
      asked.push(...keys);
      return Promise.resolve(new Set(replace));
    },
    begin: () => undefined,
    count: () => undefined,
  };
  await new Download(paths, landings.at(folder, []), () => undefined).run(turn);
  return asked;
}

const file = (name: string): FileEntry => ({ name, kind: 'file', size: 1 });

describe('names of a board', () => {
  it.each([
    [[file('../evil')]],
    [[file('a/../../evil')]],
    [[file('/etc/evil')]],
    [[file('.')]],
    [[file('a\0b')]],
    [[file('missing/evil')]],
    [[file('twice'), file('twice')]],
  ])('that lead elsewhere are refused before anything is written: %j', async (entries) => {
    const refused = download(['/lib'], { entries: [file('good'), ...entries] });
    await expect(refused).rejects.toMatchObject({ code: 'bad-name' });
    expect(readdirSync(base)).toEqual(['project']);
    expect(readdirSync(root)).toEqual([]);
  });

  it('chosen in two folders cannot be one file of the computer', async () => {
    const found = (): Found => ({ kind: 'other-size', size: 1 });
    const refused = download(['/a/x.py', '/b/x.py'], { found });
    await expect(refused).rejects.toMatchObject({ code: 'local-exists' });
    expect(readdirSync(root)).toEqual([]);
  });

  it('that the computer has not are an error that says which', async () => {
    const refused = download(['/..'], {});
    await expect(refused).rejects.toMatchObject({ code: 'bad-name', detail: '..' });
  });
});

describe('content of a board', () => {
  it('that is not what the board has hashed does not take the place of a file', async () => {
    writeFileSync(join(root, 'a.py'), 'old');
    const found = (path: string): Found | undefined =>
      path === '/' ? undefined : { kind: 'same-size', sha256: '0'.repeat(64) };
    const says = { found, entries: [file('a.py')] };
    expect(await download(['/'], says)).toEqual(['a.py']); // and it was kept
    const damaged = download(['/'], says, ['a.py']);
    await expect(damaged).rejects.toMatchObject({ code: 'file-damaged' });
    expect(readdirSync(root)).toEqual(['a.py']);
  });
});
