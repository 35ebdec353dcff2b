// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { counterpart } from '../../../src/renderer/files/across';
import {
  droppedFrom,
  movable,
  sourceOf,
  startDrag,
  type Carried,
} from '../../../src/renderer/files/drag';
import { useDropTarget } from '../../../src/renderer/files/drop-target';
import type { TreeNode } from '../../../src/renderer/files/tree';

const file = (path: string, kind: TreeNode['kind'] = 'file'): TreeNode => ({
  path,
  name: path.slice(path.lastIndexOf('/') + 1),
  kind,
  size: 1,
});

class FakeData {
  private readonly values = new Map<string, string>();
  dropEffect = 'none';
  effectAllowed = '';

  get types(): string[] {
    return [...this.values.keys()];
  }

  setData(type: string, value: string): void {
    this.values.set(type, value);
  }

  getData(type: string): string {
    return this.values.get(type) ?? '';
  }
}

const newData = (): DataTransfer => new FakeData() as unknown as DataTransfer;
const CARRIED: Carried = { side: 'computer', owner: 'folder-1', nodes: [file('/a.py')] };

describe('a drag', () => {
  it('says where it comes from, and what it carries once it is dropped', () => {
    const data = newData();
    startDrag(data, CARRIED);
    expect(sourceOf(data)).toBe('computer');
    expect(droppedFrom(data)).toBe(CARRIED);
  });

  it('of another program cannot pretend to carry something', () => {
    startDrag(newData(), CARRIED);
    const strange = newData();
    strange.setData('application/x-adder-board', '{"nodes":[{"path":"/secret"}]}');
    expect(sourceOf(strange)).toBe('board');
    expect(droppedFrom(strange)).toBeUndefined();
  });

  it('of before is over', () => {
    const old = newData();
    startDrag(old, CARRIED);
    startDrag(newData(), CARRIED);
    expect(droppedFrom(old)).toBeUndefined();
  });
});

it('nothing moves into itself, nor to where it is', () => {
  const nodes = [file('/lib', 'folder'), file('/a.py'), file('/lib/deep/b.py')];
  const to = (folder: string): string[] => movable(nodes, folder).map(({ path }) => path);
  expect(to('/lib/deep')).toEqual(['/a.py']);
  expect(to('/lib')).toEqual(['/a.py', '/lib/deep/b.py']);
  expect(to('/')).toEqual(['/lib/deep/b.py']);
  expect(to('/library')).toEqual(['/lib', '/a.py', '/lib/deep/b.py']);
});

describe('a drop target', () => {
  function over(path: string | undefined, kind: string): DragEvent {
    const dataTransfer = newData();
    startDrag(dataTransfer, CARRIED);
    const target = document.createElement('li');
    target.setAttribute('role', 'treeitem');
    if (path !== undefined) target.setAttribute('data-path', path);
    target.setAttribute('data-kind', kind);
    const nothing = (): undefined => undefined;
    return {
      target,
      dataTransfer,
      preventDefault: nothing,
      stopPropagation: nothing,
    } as unknown as DragEvent;
  }

  it('is the folder under the mouse, or that of the file', () => {
    const dropped: string[] = [];
    const {
      folder,
      over: move,
      drop,
    } = useDropTarget({
      deed: (source) => (source === 'computer' ? 'upload' : undefined),
      take: (_, to) => dropped.push(to),
    });
    for (const [path, kind] of [
      ['/lib', 'folder'],
      ['/lib/deep/a.py', 'file'],
      [undefined, ''],
    ] as const) {
      move(over(path, kind));
      dropped.push(folder.value ?? '-');
      drop(over(path, kind));
      expect(folder.value).toBeUndefined();
    }
    expect(dropped).toEqual(['/lib', '/lib', '/lib/deep', '/lib/deep', '/', '/']);
  });

  it('takes nothing while nothing can be done with it', () => {
    const dropped: string[] = [];
    const {
      folder,
      over: move,
      drop,
    } = useDropTarget({
      deed: () => 'none',
      take: (_, to) => dropped.push(to),
    });
    const event = over('/lib', 'folder');
    move(event);
    expect(event.dataTransfer?.dropEffect).toBe('none');
    expect(folder.value).toBeUndefined();
    drop(event);
    expect(dropped).toEqual([]);
  });
});

it('the counterpart of a file is the selected one of its name, else the one at its place', () => {
  const node = file('/lib/a.py');
  expect(counterpart(node, [])).toBe('/lib/a.py');
  expect(counterpart(node, [file('/old/a.py')])).toBe('/old/a.py');
  expect(counterpart(node, [file('/old/b.py')])).toBe('/lib/a.py');
  expect(counterpart(node, [file('/old/a.py', 'folder')])).toBe('/lib/a.py');
});
