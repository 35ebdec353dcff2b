// Where the tabs are shown: on one side, or on two beside each other, each with a tab of its own in front. What a person does goes to
// the side that has the focus. There is a right side only while it has tabs, and never one alone.

import { computed, shallowReactive, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { Tab } from './tabs';

export const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];

export interface Sides {
  /** The id of the tab that is in front on each side. */
  readonly shown: Readonly<Record<Side, number | undefined>>;
  readonly focused: Readonly<ShallowRef<Side>>;
  readonly activeId: ComputedRef<number | undefined>;
  readonly isSplit: ComputedRef<boolean>;
  readonly on: (side: Side) => readonly Tab[];
  readonly activate: (id: number) => void;
  /** The person is on this side now. */
  readonly focus: (side: Side) => void;
  /** The next tab of this side or the one before, in a circle. */
  readonly step: (by: 1 | -1) => void;
  /** Puts a tab before another one (its number among the side's tabs), also onto the other side. */
  readonly move: (tab: Tab, side: Side, before: number) => void;
  /** A tab is gone from the list, where it had this number among those of its side. */
  readonly settle: (side: Side, index: number) => void;
}

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

export function makeSides(tabs: ShallowRef<readonly Tab[]>): Sides {
  const shown = shallowReactive<Record<Side, number | undefined>>({
    left: undefined,
    right: undefined,
  });
  const focused = shallowRef<Side>('left');
  const activeId = computed(() => shown[focused.value]);
  const isSplit = computed(() => tabs.value.some(({ side }) => side === 'right'));

  function on(side: Side): readonly Tab[] {
    return tabs.value.filter((tab) => tab.side === side);
  }

  function activate(id: number): void {
    const tab = tabs.value.find((other) => other.id === id);
    if (!tab) return;
    shown[tab.side] = id;
    focused.value = tab.side;
  }

  function focus(side: Side): void {
    if (shown[side] !== undefined) focused.value = side;
  }

  function step(by: 1 | -1): void {
    const here = on(focused.value);
    const index = here.findIndex(({ id }) => id === activeId.value);
    const next = here.at((index + by) % Math.max(1, here.length));
    if (next) activate(next.id);
  }

  function settle(side: Side, index: number): void {
    const here = on(side);
    if (!here.some(({ id }) => id === shown[side]))
      shown[side] = (here[index] ?? here[index - 1])?.id;
    if (on('left').length > 0) {
      if (shown[focused.value] === undefined) focused.value = otherSide(focused.value);
      return;
    }
    for (const tab of tabs.value) tab.side = 'left';
    shown.left = shown.right;
    shown.right = undefined;
    focused.value = 'left';
  }

  function move(tab: Tab, side: Side, before: number): void {
    const from = tab.side;
    const index = on(from).indexOf(tab);
    const next = on(side)[before];
    if (next === tab) return;
    const rest = tabs.value.filter((other) => other !== tab);
    const place = next ? rest.indexOf(next) : rest.length;
    tab.side = side;
    tabs.value = [...rest.slice(0, place), tab, ...rest.slice(place)];
    activate(tab.id);
    if (side !== from) settle(from, index);
  }

  return { shown, focused, activeId, isSplit, on, activate, focus, step, move, settle };
}
