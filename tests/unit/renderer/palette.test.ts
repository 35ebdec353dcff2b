// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalEntry } from '../../../src/ipc/contract';
import { useCommands } from '../../../src/renderer/app/commands';
import { commandsList } from '../../../src/renderer/palette/commands-list';
import { filterEntries } from '../../../src/renderer/palette/filter';
import { walk } from '../../../src/renderer/palette/walk';
import { openWindow } from './support';

beforeEach(() => {
  localStorage.clear();
  openWindow();
});

const first = (typed: string): string | undefined => filterEntries(commandsList(), typed)[0]?.id;

describe('the palette', () => {
  it.each([
    ['save as', 'save-as'],
    ['svas', 'save-as'],
    ['RUN', 'run'],
    ['shortcuts', 'shortcuts'],
  ])('finds by %j', (typed, id) => {
    expect(first(typed)).toBe(id);
  });

  it('finds nothing by what is in no line', () => {
    expect(filterEntries(commandsList(), 'qqqq')).toEqual([]);
  });

  it('begins with what was used last, and lists what cannot be done with its reason', () => {
    useCommands().execute('zoom-reset');
    const list = commandsList();
    expect(list[0]?.id).toBe('zoom-reset');
    expect(list.find(({ id }) => id === 'save')?.reason).toBe(
      'First open a file or start a new one.',
    );
    expect(list.map(({ id }) => id)).not.toContain('palette');
  });
});

describe('the walk through a folder', () => {
  const TREE: Readonly<Record<string, readonly [string, LocalEntry['kind']][]>> = {
    '': [
      ['main.py', 'file'],
      ['lib', 'folder'],
      ['.git', 'folder'],
      ['gone', 'folder'],
    ],
    lib: [
      ['a.py', 'file'],
      ['__pycache__', 'folder'],
    ],
  };
  const list = (steps: string[]): Promise<LocalEntry[]> => {
    const entries = TREE[steps.join('/')];
    if (!entries) return Promise.reject(new Error('gone'));
    return Promise.resolve(entries.map(([name, kind]) => ({ name, kind, size: 1 })));
  };

  it('finds the near files first, leaves out what nobody opens, and survives a folder that is gone', async () => {
    const heard: (readonly string[])[] = [];
    await walk(list, (paths) => heard.push(paths) > 0);
    expect(heard.at(-1)).toEqual(['/main.py', '/lib/a.py']);
    expect(heard[0]).toEqual(['/main.py']);
  });

  it('ends when nobody wants it any more, and in a folder without end', async () => {
    let asked = 0;
    await walk(list, () => ++asked < 1);
    expect(asked).toBe(1);
    const endless = (): Promise<LocalEntry[]> =>
      Promise.resolve([{ name: 'again', kind: 'folder', size: 0 }]);
    await walk(endless, () => true);
  });
});
