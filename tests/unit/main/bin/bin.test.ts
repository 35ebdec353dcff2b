// The bin over real folders: what is deleted and comes back, and what a kill in the middle leaves.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BinnedFacts } from '../../../../src/ipc/entries';
import { Bin } from '../../../../src/main/bin/bin';
import { ComputerSide } from '../../../../src/main/bin/computer';
import { BinStore, LONGEST_MS, MOST_BYTES } from '../../../../src/main/bin/store';
import { Folders } from '../../../../src/main/computer/folders';
import { Patience } from '../../../../src/main/computer/patience';
import { TransferQueue } from '../../../../src/main/queue/queue';
import { AdderError } from '../../../../src/shared/errors';

let base: string;
let root: string;
let place: string;
let folder: string;
let folders: Folders;
let now: number;
let told: (readonly BinnedFacts[])[];
let changed: string[];
let logged: string[];

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'adder-bin-')));
  root = join(base, 'project');
  place = join(base, 'data', 'bin');
  mkdirSync(join(root, 'lib', 'deep'), { recursive: true });
  writeFileSync(join(root, 'main.py'), 'main');
  writeFileSync(join(root, 'lib', 'a.py'), 'a');
  writeFileSync(join(root, 'lib', 'deep', 'b.py'), 'bb');
  folders = new Folders();
  ({ folder } = await folders.add(root));
  now = 1_000_000;
  told = [];
  changed = [];
  logged = [];
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

/** As a start of Adder makes it. */
function start(): Bin {
  const store = new BinStore(place, (what) => logged.push(what));
  return new Bin({
    store,
    computer: new ComputerSide({
      ...{ store, folders, patience: new Patience() },
      onChanged: (_, steps) => changed.push(`/${steps.join('/')}`),
    }),
    boards: { get: () => Promise.reject(new AdderError('link-closed')), at: () => undefined },
    devices: () => [],
    queue: new TransferQueue({ onChange: () => undefined }),
    onChange: (binned) => told.push(binned),
    now: () => now,
  });
}

const inBin = (): string[] => (existsSync(place) ? readdirSync(place) : []);

describe('what is deleted on the computer', () => {
  it('comes back as it was, after a new start too', async () => {
    symlinkSync('main.py', join(root, 'link'));
    const facts = await start().deleteLocal(folder, [
      ...[['lib'], ['lib', 'a.py'], ['main.py'], ['link'], ['lib']],
    ]);
    expect(facts).toMatchObject({
      ...{ when: now, from: { kind: 'computer', name: 'project' } },
      ...{
        names: ['lib', 'main.py', 'link'],
        count: 3,
        size: 'aabbmain'.length - 1 + 'main.py'.length,
      },
    });
    expect(readdirSync(root)).toEqual([]);
    expect(told).toEqual([[facts]]);
    expect(changed).toEqual(['/']);
    const again = start();
    expect(await again.list()).toEqual([facts]);
    await again.restore(facts.id);
    expect(readdirSync(root).sort()).toEqual(['lib', 'link', 'main.py']);
    expect(readFileSync(join(root, 'lib', 'deep', 'b.py'), 'utf8')).toBe('bb');
    expect(await again.list()).toEqual([]);
    expect(inBin()).toEqual([]);
    await expect(again.restore(facts.id)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('comes back although its folder was deleted after it', async () => {
    const bin = start();
    const first = await bin.deleteLocal(folder, [['lib', 'deep', 'b.py']]);
    await bin.deleteLocal(folder, [['lib']]);
    await bin.restore(first.id);
    expect(readFileSync(join(root, 'lib', 'deep', 'b.py'), 'utf8')).toBe('bb');
  });

  it('never takes the place of something else', async () => {
    const bin = start();
    const facts = await bin.deleteLocal(folder, [['main.py'], ['lib', 'a.py']]);
    writeFileSync(join(root, 'lib', 'a.py'), 'newer');
    const restore = bin.restore(facts.id);
    await expect(restore).rejects.toMatchObject({ code: 'local-exists', detail: 'lib/a.py' });
    expect(readFileSync(join(root, 'lib', 'a.py'), 'utf8')).toBe('newer');
    expect(existsSync(join(root, 'main.py'))).toBe(false);
    expect(await bin.list()).toEqual([facts]);
  });

  it.each([
    [[['..', 'data']], 'bad-name'],
    [[[]], 'bad-request'],
    [[['main.py'], ['gone.py']], 'local-not-found'],
  ])('cannot be %j', async (entries, code) => {
    await expect(start().deleteLocal(folder, entries)).rejects.toMatchObject({ code });
    expect(readdirSync(root).sort()).toEqual(['lib', 'main.py']);
    expect(inBin()).toEqual([]);
  });

  it('is gone for ever when the bin is emptied of it', async () => {
    const bin = start();
    const [first, second] = [
      await bin.deleteLocal(folder, [['main.py']]),
      await bin.deleteLocal(folder, [['lib']]),
    ];
    await bin.empty([first.id, 'bin-0000000000000000', '../../project']);
    expect(await bin.list()).toEqual([second]);
    expect(inBin()).toEqual([second.id]);
  });
});

describe('the bin is bounded', () => {
  it('by time', async () => {
    const bin = start();
    await bin.deleteLocal(folder, [['main.py']]);
    now += LONGEST_MS + 1;
    expect(await start().list()).toEqual([]);
    expect(inBin()).toEqual([]);
  });

  it('by size: the oldest go, and the newest stays however large it is', async () => {
    const bin = start();
    const large = (id: string, size: number): void => {
      const file = join(place, id, 'record.json');
      const record = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...record, size }));
    };
    const one = await bin.deleteLocal(folder, [['main.py']]);
    now++;
    const two = await bin.deleteLocal(folder, [['lib', 'a.py']]);
    large(one.id, 10);
    large(two.id, MOST_BYTES - 5);
    now++;
    expect((await start().list()).map(({ id }) => id)).toEqual([two.id]);
    large(two.id, MOST_BYTES * 5);
    const again = start();
    expect((await again.list()).map(({ id }) => id)).toEqual([two.id]);
    const three = await again.deleteLocal(folder, [['lib']]);
    expect((await again.list()).map(({ id }) => id)).toEqual([three.id]);
  });
});

describe('a kill in the middle', () => {
  it('of a deletion leaves each thing in one of the two places', async () => {
    const facts = await start().deleteLocal(folder, [['main.py'], ['lib']]);
    // As if the second one had not been moved yet, and a copy of it was under way.
    renameSync(join(place, facts.id, '1'), join(root, 'lib'));
    mkdirSync(join(place, facts.id, '.adder-moving-1'));
    const bin = start();
    expect(await bin.list()).toMatchObject([
      { id: facts.id, names: ['main.py'], count: 1, size: 4 },
    ]);
    expect(readdirSync(join(place, facts.id)).sort()).toEqual(['0', 'record.json']);
    await bin.restore(facts.id);
    expect(readdirSync(root).sort()).toEqual(['lib', 'main.py']);
  });

  it('of a restoring, or before anything was moved, leaves no entry of nothing', async () => {
    const facts = await start().deleteLocal(folder, [['main.py']]);
    renameSync(join(place, facts.id, '0'), join(root, 'main.py'));
    expect(await start().list()).toEqual([]);
    expect(inBin()).toEqual([]);
  });

  it('of a download removes what has come: it is still on the board', async () => {
    const id = 'bin-0123456789abcdef';
    mkdirSync(join(place, id), { recursive: true });
    writeFileSync(join(place, id, '0'), 'half');
    const from = {
      kind: 'board',
      name: 'b',
      address: 'virtual:',
      paths: [],
      folders: [],
      files: [],
    };
    const record = { version: 1, when: now, isWhole: false, names: [], count: 0, size: 0, from };
    writeFileSync(join(place, id, 'record.json'), JSON.stringify(record));
    expect(await start().list()).toEqual([]);
    expect(inBin()).toEqual([]);
  });

  it('of an emptying, or before a record, is ended', async () => {
    mkdirSync(join(place, '.gone-bin-0123456789abcdef', 'lib'), { recursive: true });
    mkdirSync(join(place, 'bin-0123456789abcdef'));
    expect(await start().list()).toEqual([]);
    expect(inBin()).toEqual([]);
  });

  it('of a record that makes no sense removes nothing, and says so', async () => {
    const facts = await start().deleteLocal(folder, [['main.py']]);
    writeFileSync(join(place, facts.id, 'record.json'), '{"version":1,');
    expect(await start().list()).toEqual([]);
    expect(await start().list()).toEqual([]);
    expect(readFileSync(join(place, facts.id, '0'), 'utf8')).toBe('main');
    expect(logged).toContain('a record of the bin made no sense: kept aside');
  });
});
