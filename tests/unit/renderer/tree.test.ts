import { describe, expect, it } from 'vitest';
import { makeTree, type Entry } from '../../../src/renderer/files/tree';
import { AdderError } from '../../../src/shared/errors';

const file = (name: string): Entry => ({ name, kind: 'file', size: 1 });
const folder = (name: string): Entry => ({ name, kind: 'folder', size: 0 });

describe('a tree', () => {
  it('has folders first, and numbers in their order', async () => {
    const tree = makeTree(() => Promise.resolve([file('b10'), file('b9'), folder('z'), file('A')]));
    expect(tree.roots.value).toBeUndefined();
    await tree.refresh();
    expect(tree.roots.value?.map(({ path }) => path)).toEqual(['/z', '/A', '/b9', '/b10']);
  });

  it('reads a folder when it is opened, and again when refreshed', async () => {
    const asked: string[] = [];
    const tree = makeTree((path) => {
      asked.push(path);
      return Promise.resolve(path === '/' ? [folder('lib')] : [file('a.py')]);
    });
    await tree.refresh();
    await tree.expand(['/lib']);
    await tree.expand([]);
    await tree.expand(['/lib']);
    const [lib] = tree.roots.value ?? [];
    expect(lib && tree.childrenOf(lib)?.map(({ path }) => path)).toEqual(['/lib/a.py']);
    await tree.refresh();
    expect(asked).toEqual(['/', '/lib', '/', '/lib']);
  });

  it('reads a folder that was closed when it was refreshed, once it is opened again', async () => {
    let inside = ['old.py'];
    const tree = makeTree((path) =>
      Promise.resolve(path === '/' ? [folder('lib')] : inside.map(file)),
    );
    await tree.refresh();
    await tree.expand(['/lib']);
    await tree.expand([]);
    inside = ['new.py'];
    await tree.refresh();
    await tree.expand(['/lib']);
    expect(tree.rows.value.map(({ path }) => path)).toEqual(['/lib', '/lib/new.py']);
  });

  it('closes a folder that is gone, without an error', async () => {
    let exists = true;
    const tree = makeTree((path) => {
      if (path === '/') return Promise.resolve(exists ? [folder('lib')] : []);
      return exists ? Promise.resolve([]) : Promise.reject(new AdderError('file-not-found'));
    });
    await tree.refresh();
    await tree.expand(['/lib']);
    exists = false;
    await tree.refresh();
    expect(tree.error.value).toBeUndefined();
    expect(tree.expanded.value).toEqual([]);
  });

  it('says why a folder does not open, and leaves it closed', async () => {
    const tree = makeTree((path) =>
      path === '/'
        ? Promise.resolve([folder('lib')])
        : Promise.reject(new AdderError('board-busy')),
    );
    await tree.refresh();
    await tree.expand(['/lib']);
    expect(tree.error.value?.code).toBe('board-busy');
    expect(tree.expanded.value).toEqual([]);
    expect(tree.roots.value).toHaveLength(1);
  });

  it('does not show an answer to a question of before', async () => {
    const answers: ((entries: Entry[]) => void)[] = [];
    const tree = makeTree(() => new Promise((resolve) => answers.push(resolve)));
    const before = tree.refresh();
    tree.reset();
    const now = tree.refresh();
    answers[1]?.([file('now')]);
    await now;
    answers[0]?.([file('before')]);
    await before;
    expect(tree.roots.value?.map(({ name }) => name)).toEqual(['now']);
    expect(tree.loading.value).toBe(false);
  });

  it('that is read again meanwhile is waited for until that is over', async () => {
    const answers: ((entries: Entry[]) => void)[] = [];
    const tree = makeTree(() => new Promise((resolve) => answers.push(resolve)));
    let isOver = false;
    const first = tree.refresh().then(() => (isOver = true));
    const second = tree.refresh();
    answers[0]?.([file('before')]);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect(isOver).toBe(false);
    answers[1]?.([file('now')]);
    await Promise.all([first, second]);
    expect(tree.roots.value?.map(({ name }) => name)).toEqual(['now']);
  });

  it.each(['/', '/lib'])(
    'whose folder is opened meanwhile has both, %s read first',
    async (one) => {
      const answers = new Map<string, (entries: Entry[]) => void>();
      const tree = makeTree((path) => new Promise((resolve) => answers.set(path, resolve)));
      const before = tree.refresh();
      answers.get('/')?.([folder('lib'), file('old')]);
      await before;
      const readings = new Map([
        ['/', tree.refresh()],
        ['/lib', tree.expand(['/lib'])],
      ]);
      const other = one === '/' ? '/lib' : '/';
      for (const path of [one, other]) {
        answers.get(path)?.([path === '/' ? folder('lib') : file('a.py')]);
        await readings.get(path);
      }
      expect(tree.rows.value.map(({ path }) => path)).toEqual(['/lib', '/lib/a.py']);
    },
  );
});
