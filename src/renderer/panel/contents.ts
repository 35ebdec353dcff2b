// The tabs below the editor, in their order: a new one is one entry here and its id in panels.ts. A body is there only while
// its tab is shown; what must outlive that is in its store.

import { ChartLine, Search, SquareTerminal } from '@lucide/vue';
import type { Component } from 'vue';
import ConsoleActions from '../console/ConsoleActions.vue';
import ConsolePane from '../console/ConsolePane.vue';
import PlotterActions from '../plotter/PlotterActions.vue';
import PlotterPane from '../plotter/PlotterPane.vue';
import SearchPane from '../search/SearchPane.vue';
import type { PanelId } from './panels';

export interface PanelContent {
  /** A key of the catalogue. */
  readonly title: string;
  readonly icon: Component;
  readonly body: Component;
  /** Its buttons, at the right of the tabs. */
  readonly actions?: Component;
}

export const CONTENTS: Readonly<Record<PanelId, PanelContent>> = {
  console: {
    title: 'console.title',
    icon: SquareTerminal,
    body: ConsolePane,
    actions: ConsoleActions,
  },
  plotter: {
    title: 'plotter.title',
    icon: ChartLine,
    body: PlotterPane,
    actions: PlotterActions,
  },
  search: { title: 'search.title', icon: Search, body: SearchPane },
};
