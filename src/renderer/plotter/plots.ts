// The plots of all boards, each kept with the console of its board. They take the numbers that boards print whether they are shown or
// not; what a person does with the shown one (pause, clear, hide a series) is kept here, since its pane comes and goes.

import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef, watch } from 'vue';
import { t } from '../i18n';
import { usePanels } from '../panel/panels';
import { useProgram } from '../run/program';
import { makePlotFeed, type PlotFeed } from './feed';
import { PlotData } from './plot-data';
import { frozen, viewOf, type PlotView } from './view';

export interface Plot extends PlotFeed {
  readonly data: PlotData;
  /** Counts up whenever there is something new to draw. */
  changes: number;
  /** What stays on the screen while the numbers go on behind it. */
  paused: PlotView | undefined;
  readonly hidden: Set<string>;
}

export const usePlots = defineStore('plots', () => {
  const panels = usePanels();
  const plots = new WeakMap<object, Plot>();
  const shown = shallowRef<Plot>();
  const isEmpty = computed(() => (shown.value?.changes ?? 0) === 0 || !shown.value?.data.rows);

  function makePlot(): Plot {
    const data = new PlotData();
    const plot: Plot = shallowReactive({
      data,
      changes: 0,
      paused: undefined,
      hidden: shallowReactive(new Set<string>()),
      ...makePlotFeed(data, () => {
        plot.changes++;
        if (plot === shown.value) panels.tell('plotter', t('plotter.news'));
      }),
    });
    return plot;
  }

  /** @param owner what the plot lives as long as: the console of its board */
  function plotOf(owner: object): Plot {
    const found = plots.get(owner) ?? makePlot();
    plots.set(owner, found);
    return found;
  }

  function show(owner: object): void {
    shown.value = plotOf(owner);
  }

  function pause(rows: number): void {
    const { value: plot } = shown;
    if (plot) plot.paused = plot.paused ? undefined : frozen(viewOf(plot.data, rows));
  }

  function clear(): void {
    const { value: plot } = shown;
    if (!plot) return;
    plot.data.clear();
    plot.paused = undefined;
    plot.hidden.clear();
    plot.changes++;
  }

  watch(
    () => useProgram().started,
    () => shown.value?.data.breakLine(),
    { flush: 'sync' },
  );

  return { shown, isEmpty, plotOf, show, pause, clear };
});
