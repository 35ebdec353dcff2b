// What the journal leaves on the disk, and what it makes of what it finds there.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptTab } from '../../../src/ipc/journal';
import { Files } from '../../../src/main/computer/files';
import { Folders } from '../../../src/main/computer/folders';
import { Journal } from '../../../src/main/journal/journal';
import { KeptTabs } from '../../../src/main/journal/tabs';

const TAB: KeptTab = {
  name: 'a.py',
  origin: { kind: 'new' },
  text: 'print("é")\n',
  saved: '',
  ends: 'lf',
  mark: false,
  cursor: 3,
  waiting: null,
  uploadedTo: null,
};

let home: string;
let folder: string;
const log = vi.fn();

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'adder-journal-'));
  folder = join(home, 'journal');
  log.mockClear();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** As a start of the app has it: no file of the computer is known yet. */
function start(): { kept: KeptTabs; files: Files; folders: Folders } {
  const folders = new Folders();
  const files = new Files(folders);
  return { kept: new KeptTabs(new Journal(folder, log), files), files, folders };
}

describe('the journal', () => {
  it('knows the first start', async () => {
    expect(await start().kept.restore()).toEqual({
      isFirst: true,
      tabs: [],
      active: null,
      right: [],
      beside: null,
    });
  });

  it('gives every tab back in its order, to another start', async () => {
    const { kept } = start();
    await kept.keep('tab-1', TAB);
    await kept.keep('tab-2', { ...TAB, name: 'b.py', saved: null });
    await kept.arrange(['tab-2', 'tab-1'], { active: 'tab-1', right: ['tab-1'], beside: 'tab-2' });
    expect(await start().kept.restore()).toEqual({
      isFirst: false,
      tabs: [
        { key: 'tab-2', ...TAB, name: 'b.py', saved: null },
        { key: 'tab-1', ...TAB },
      ],
      active: 'tab-1',
      right: ['tab-1'],
      beside: 'tab-2',
    });
  });

  it('writes each tab as a whole: what is on the disk after every moment can be read', async () => {
    const { kept } = start();
    const texts = Array.from({ length: 20 }, (_, index) => `${index}\n`.repeat(1000));
    await Promise.all(texts.map((text) => kept.keep('tab-1', { ...TAB, text })));
    expect((await start().kept.restore()).tabs[0]?.text).toBe(texts.at(-1));
    expect(readdirSync(folder)).toEqual(['tab-1.json']);
  });

  it('keeps what waits for a board, and clears away what a killed write has left', async () => {
    const { kept } = start();
    const waiting = { ...TAB, waiting: 'to be saved', uploadedTo: '/lib/a.py' };
    await kept.keep('tab-1', waiting);
    writeFileSync(join(folder, '.tab-1.json.0123.tmp'), 'half');
    expect((await start().kept.restore()).tabs[0]).toEqual({ key: 'tab-1', ...waiting });
    expect(readdirSync(folder)).toEqual(['tab-1.json']);
  });

  it('reads what an older Adder has written', async () => {
    const { kept } = start();
    await kept.keep('tab-1', TAB);
    const path = join(folder, 'tab-1.json');
    const tab = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...tab, waiting: undefined, uploadedTo: undefined }));
    expect((await start().kept.restore()).tabs[0]).toEqual({ key: 'tab-1', ...TAB });
  });

  it('brings a tab back that no order knows, and forgets what was closed', async () => {
    const { kept } = start();
    await kept.keep('tab-1', TAB);
    await kept.keep('tab-2', TAB);
    await kept.arrange(['tab-2', 'tab-9'], { active: 'tab-9', right: [], beside: null });
    await kept.keep('tab-3', TAB);
    await kept.forget('tab-1');
    const { tabs } = await start().kept.restore();
    expect(tabs.map(({ key }) => key)).toEqual(['tab-2', 'tab-3']);
  });

  it('reads an order of before there were two sides', async () => {
    const { kept } = start();
    await kept.keep('tab-1', TAB);
    writeFileSync(join(folder, 'order.json'), '{"version":1,"keys":["tab-1"],"active":"tab-1"}');
    expect(await start().kept.restore()).toMatchObject({
      active: 'tab-1',
      right: [],
      beside: null,
    });
  });

  it('keeps aside what it cannot read, and gives the rest back', async () => {
    const { kept } = start();
    await kept.keep('tab-1', TAB);
    writeFileSync(join(folder, 'tab-2.json'), '{"version":1,"name":"half of i');
    writeFileSync(join(folder, 'tab-3.json'), '{"version":2}');
    writeFileSync(join(folder, 'order.json'), '[]');
    const { tabs, active } = await start().kept.restore();
    expect(tabs.map(({ key }) => key)).toEqual(['tab-1']);
    expect(active).toBeNull();
    expect(readFileSync(join(folder, 'tab-2.json.broken'), 'utf8')).toContain('half of i');
    expect(log).toHaveBeenCalledTimes(3);
  });

  it('says when there is no room for its folder, and writes it when there is', async () => {
    writeFileSync(folder, 'a file is in the way');
    const { kept } = start();
    await expect(kept.keep('tab-1', TAB)).rejects.toMatchObject({ code: 'local-failed' });
    rmSync(folder);
    await kept.keep('tab-2', TAB);
    expect((await start().kept.restore()).tabs).toHaveLength(2);
  });
});

describe('a tab from a file of the computer', () => {
  it('is the same file after a start, by its path or below its folder', async () => {
    const project = join(home, 'project');
    mkdirSync(join(project, 'lib'), { recursive: true });
    writeFileSync(join(project, 'lib', 'x.py'), 'x');
    writeFileSync(join(home, 'y.py'), 'y');
    const first = start();
    const { folder: root } = await first.folders.add(project);
    const x = await first.files.addFromFolder(root, ['lib', 'x.py']);
    const y = await first.files.addPicked(join(home, 'y.py'));
    await first.kept.keep('tab-1', { ...TAB, origin: { kind: 'computer', file: x.file } });
    await first.kept.keep('tab-2', { ...TAB, origin: { kind: 'computer', file: y.file } });

    const second = start();
    const { tabs } = await second.kept.restore();
    const texts = await Promise.all(
      tabs.map(async ({ origin }) => {
        if (origin.kind !== 'computer') throw new Error(origin.kind);
        return Buffer.from(await second.files.read(origin.file)).toString();
      }),
    );
    expect(texts).toEqual(['x', 'y']);
    // What the window gets names no path.
    expect(JSON.stringify(tabs)).not.toContain(home);
  });

  it('comes back when its file is gone, and can be saved there again', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'x.py'), 'x');
    const first = start();
    const { folder: root } = await first.folders.add(project);
    const { file } = await first.files.addFromFolder(root, ['x.py']);
    await first.kept.keep('tab-1', { ...TAB, origin: { kind: 'computer', file } });
    rmSync(join(project, 'x.py'));

    const second = start();
    const [tab] = (await second.kept.restore()).tabs;
    if (tab?.origin.kind !== 'computer') throw new Error('it is not there');
    await second.files.save(tab.origin.file, Buffer.from(tab.text), null);
    expect(readFileSync(join(project, 'x.py'), 'utf8')).toBe(TAB.text);
  });

  it('is refused for a file that nobody opened', async () => {
    const { kept } = start();
    await expect(
      kept.keep('tab-1', { ...TAB, origin: { kind: 'computer', file: 'file-7' } }),
    ).rejects.toMatchObject({ code: 'bad-request' });
  });
});
