import { describe, expect, it } from 'vitest';
import {
  everything,
  extended,
  NOTHING,
  only,
  outermost,
  toggled,
  type Selection,
} from '../../../src/renderer/files/selection';

const ORDER = ['/lib', '/lib/a.py', '/b.py', '/c.py', '/d.py'];
const pathsOf = ({ paths }: Selection): string[] => [...paths];

describe('a selection', () => {
  it('is one entry, more of them, and fewer again', () => {
    const two = toggled(only('/b.py'), '/d.py');
    expect(pathsOf(two)).toEqual(['/b.py', '/d.py']);
    expect(pathsOf(toggled(two, '/b.py'))).toEqual(['/d.py']);
    expect(pathsOf(two)).toEqual(['/b.py', '/d.py']);
  });

  it('is a range from its anchor, which stays', () => {
    const down = extended(only('/b.py'), ORDER, '/d.py');
    expect(pathsOf(down)).toEqual(['/b.py', '/c.py', '/d.py']);
    expect(pathsOf(extended(down, ORDER, '/lib/a.py'))).toEqual(['/lib/a.py', '/b.py']);
  });

  it('begins anew where its anchor is not shown any more', () => {
    expect(pathsOf(extended(NOTHING, ORDER, '/c.py'))).toEqual(['/c.py']);
    expect(extended(only('/gone.py'), ORDER, '/c.py')).toEqual(only('/c.py'));
  });

  it('is everything', () => {
    expect(pathsOf(everything(ORDER))).toEqual(ORDER);
    expect(everything([])).toEqual(NOTHING);
  });
});

it('what lies in a folder of them goes with the folder, however similar names are', () => {
  const items = ['/lib', '/lib/a.py', '/lib/deep/b.py', '/lib2/c.py', '/libx'].map((path) => ({
    path,
  }));
  expect(outermost(items).map(({ path }) => path)).toEqual(['/lib', '/lib2/c.py', '/libx']);
});
