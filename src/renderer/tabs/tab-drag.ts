// A tab that is dragged: to another place among the tabs, or onto the other side. Nothing leaves the window by it.

import type { Side } from './sides';
import { useTabs, type Tab } from './tabs';

const KIND = 'application/x-adder-tab';

export interface TabDrag {
  readonly start: (event: DragEvent, tab: Tab) => void;
  readonly over: (event: DragEvent) => void;
  /** @param index before which tab of this side it comes */
  readonly drop: (event: DragEvent, index: number) => void;
}

export function useTabDrag(side: Side): TabDrag {
  const tabs = useTabs();

  function isTab(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes(KIND) === true;
  }

  return {
    start: (event, tab) => {
      if (!event.dataTransfer) return;
      event.dataTransfer.setData(KIND, tab.key);
      event.dataTransfer.effectAllowed = 'move';
    },
    over: (event) => {
      if (isTab(event)) event.preventDefault();
    },
    drop: (event, index) => {
      if (!isTab(event)) return;
      event.preventDefault();
      const key = event.dataTransfer?.getData(KIND);
      const tab = tabs.tabs.find((other) => other.key === key);
      if (tab && (side === tab.side || tabs.tabs.length > 1)) tabs.move(tab, side, index);
    },
  };
}
