// @vitest-environment happy-dom
// Two sides of the editor: what is in front of each, and what becomes of them when tabs come, go and move.

import { beforeEach, describe, expect, it } from 'vitest';
import { useTabs, type Tab } from '../../../src/renderer/tabs/tabs';
import { openWindow } from './support';

let a: Tab, b: Tab, c: Tab;

function picture(): string {
  const tabs = useTabs();
  const side = (which: 'left' | 'right'): string =>
    tabs
      .on(which)
      .map(({ id, name }) => (id === tabs.shown[which] ? name.toUpperCase() : name))
      .join(' ');
  return `${side('left')} | ${side('right')} : ${tabs.active?.name ?? '-'}`;
}

beforeEach(() => {
  openWindow();
  const open = (name: string): Tab =>
    useTabs().open(name, { kind: 'new' }, { text: '', ends: 'lf', mark: false });
  [a, b, c] = [open('a'), open('b'), open('c')];
});

describe('the sides of the editor', () => {
  it('are one until a tab is moved across, and one again when it is moved back', () => {
    const tabs = useTabs();
    expect([picture(), tabs.isSplit]).toEqual(['a b C |  : c', false]);
    tabs.moveAcross(c);
    expect([picture(), tabs.isSplit]).toEqual(['a B | C : c', true]);
    tabs.moveAcross(c);
    expect([picture(), tabs.isSplit]).toEqual(['a b C |  : c', false]);
  });

  it('take what is opened to the side that has the focus, and step there only', () => {
    const tabs = useTabs();
    tabs.moveAcross(b);
    const d = tabs.open('d', { kind: 'new' }, { text: '', ends: 'lf', mark: false });
    expect(picture()).toBe('a C | b D : d');
    tabs.step(1);
    expect(picture()).toBe('a C | B d : b');
    tabs.focus('left');
    tabs.step(1);
    expect(picture()).toBe('A c | B d : a');
    expect(d.side).toBe('right');
  });

  it('show a neighbour when the tab in front is closed, and the right one becomes the left one when it is alone', () => {
    const tabs = useTabs();
    tabs.moveAcross(c);
    tabs.activate(a.id);
    tabs.close(a.id);
    expect(picture()).toBe('B | C : b');
    tabs.close(b.id);
    expect([picture(), tabs.isSplit]).toEqual(['C |  : c', false]);
    tabs.close(c.id);
    expect(picture()).toBe(' |  : -');
  });

  it('keep the focus where something is', () => {
    const tabs = useTabs();
    tabs.moveAcross(c);
    tabs.close(c.id);
    expect(picture()).toBe('a B |  : b');
    tabs.focus('right');
    expect(picture()).toBe('a B |  : b');
  });

  it('never leave a tab alone on the right', () => {
    const tabs = useTabs();
    tabs.close(a.id);
    tabs.close(b.id);
    tabs.moveAcross(c);
    expect(picture()).toBe('C |  : c');
  });

  it('let a tab be dragged to any place', () => {
    const tabs = useTabs();
    tabs.move(c, 'left', 0);
    expect(picture()).toBe('C a b |  : c');
    tabs.move(c, 'left', 2);
    expect(picture()).toBe('a C b |  : c');
    tabs.move(a, 'right', 5);
    expect(picture()).toBe('C b | A : a');
    tabs.move(c, 'right', 0);
    expect(picture()).toBe('B | C a : c');
  });
});
