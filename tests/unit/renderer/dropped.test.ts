import { expect, it } from 'vitest';
import { takeDropped } from '../../../src/renderer/transfers/dropped';

type Tree = string | { readonly [name: string]: Tree };

/** As Chromium gives them: a folder's entries come in parts of at most two here. */
function entryOf(name: string, tree: Tree): FileSystemEntry {
  const isFile = typeof tree === 'string';
  const entry = {
    name,
    isFile,
    isDirectory: !isFile,
    file: (done: (file: File) => void) => {
      done(new File([tree as string], name));
    },
    createReader: () => {
      const rest = Object.entries(tree).map(([child, below]) => entryOf(child, below));
      return {
        readEntries: (done: (part: FileSystemEntry[]) => void) => {
          done(rest.splice(0, 2));
        },
      };
    },
  };
  return entry as unknown as FileSystemEntry;
}

function drop(...entries: (FileSystemEntry | File)[]): DataTransfer {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => (entry instanceof File ? null : entry),
    getAsFile: () => (entry instanceof File ? entry : null),
  }));
  return { items: [...items, { kind: 'string' }] } as unknown as DataTransfer;
}

it('reads folders whole, however many parts they come in', async () => {
  const tree = { 'a.py': '1', 'b.py': '2', deep: { 'c.py': '3' }, empty: {}, '.DS_Store': '' };
  const found = await takeDropped(drop(entryOf('project', tree), entryOf('x.bin', 'x')));
  expect(found.map(({ kind, steps }) => `${kind} ${steps.join('/')}`)).toEqual([
    'folder project',
    'file project/a.py',
    'file project/b.py',
    'folder project/deep',
    'file project/deep/c.py',
    'folder project/empty',
    'file x.bin',
  ]);
});

it('takes files that have no entry', async () => {
  const file = new File(['x'], 'page.txt');
  expect(await takeDropped(drop(file))).toEqual([{ kind: 'file', steps: ['page.txt'], file }]);
});
