// Draws a view of a plot with uPlot, in the window's own colours. A uPlot is made anew when the series or the colours change;
// otherwise it is only given new numbers.

import uPlot from 'uplot';
import { token } from '../theme/theme';
import type { Axis, Range } from './preferences';
import type { PlotView, ShownSeries } from './view';

/** Tokens that differ from each other, and from the ground by 4.5:1. */
const COLOURS = [
  '--code-function',
  '--code-number',
  '--accent',
  '--code-keyword',
  '--danger',
  '--code-class',
  '--warning',
  '--text-soft',
] as const;
const AXIS_FONT = "12px 'Inter Variable', sans-serif";
const LINE_WIDTH = 1.5;

export interface Look {
  readonly token: (typeof COLOURS)[number];
  /** From the second time round; dashes cost time to draw. */
  readonly dashed: boolean;
}

export function lookOf(index: number): Look {
  return {
    token: COLOURS[index % COLOURS.length] ?? COLOURS[0],
    dashed: Math.floor(index / COLOURS.length) % 2 === 1,
  };
}

export interface Chart {
  readonly draw: (view: PlotView, hidden: ReadonlySet<string>) => void;
  readonly resize: () => void;
  /** One stands out, or none. */
  readonly focus: (key: string | undefined) => void;
  /** The colours have changed. */
  readonly renew: () => void;
  readonly canvas: () => HTMLCanvasElement | undefined;
  readonly dispose: () => void;
}

export interface ChartOptions {
  /** undefined: what the numbers need. */
  readonly range: () => Range | undefined;
  readonly axis: () => Axis;
  /** The row under the pointer, as a place in the view. */
  readonly onPoint: (index: number | undefined) => void;
}

export function makeChart(
  host: HTMLElement,
  { range, axis: across, onPoint }: ChartOptions,
): Chart {
  let plot: uPlot | undefined;
  let keys: readonly string[] = [];
  let last: readonly [PlotView, ReadonlySet<string>] | undefined;

  function make(view: PlotView): uPlot {
    keys = view.series.map(({ key }) => key);
    host.replaceChildren();
    return new uPlot(
      {
        width: Math.max(1, host.clientWidth),
        height: Math.max(1, host.clientHeight),
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, focus: { prox: 24 } },
        focus: { alpha: 0.3 },
        scales: {
          x: { time: false },
          y: { range: (_plot, low, high) => rangeFor(low, high) },
        },
        axes: [
          { ...axis(30), values: xAxisWords },
          { ...axis(0), size: yAxisSize },
        ],
        series: [{}, ...view.series.map(seriesOptions)],
        hooks: {
          setCursor: [
            ({ cursor }) => {
              onPoint(cursor.idx ?? undefined);
            },
          ],
        },
      },
      [view[across()], ...view.series.map(({ values }) => values)],
      host,
    );
  }

  function xAxisWords(_plot: uPlot, places: number[]): string[] {
    const unit = across() === 'seconds' ? ' s' : '';
    return places.map((place) => `${place.toLocaleString('en')}${unit}`);
  }

  function rangeFor(low: number | null, high: number | null): uPlot.Range.MinMax {
    const fixed = range();
    if (fixed) return [fixed.lowest, fixed.highest];
    return low === null || high === null ? [0, 1] : uPlot.rangeNum(low, high, 0.1, true);
  }

  function draw(view: PlotView, hidden: ReadonlySet<string>): void {
    last = [view, hidden];
    const isSame =
      view.series.length === keys.length && view.series.every(({ key }, i) => key === keys[i]);
    if (!plot || !isSame) {
      plot?.destroy();
      plot = make(view);
    }
    const drawn = plot;
    drawn.batch(() => {
      drawn.setData([view[across()], ...view.series.map(({ values }) => values)]);
      view.series.forEach(({ key }, index) => {
        const show = !hidden.has(key);
        if (drawn.series[index + 1]?.show !== show) drawn.setSeries(index + 1, { show });
      });
    });
  }

  return {
    draw,
    resize() {
      if (host.clientWidth > 0 && host.clientHeight > 0)
        plot?.setSize({ width: host.clientWidth, height: host.clientHeight });
    },
    focus(key) {
      const index = keys.indexOf(key ?? '');
      plot?.setSeries(index < 0 ? null : index + 1, { focus: true });
    },
    renew() {
      keys = [];
      if (last) draw(...last);
    },
    canvas: () => plot?.ctx.canvas,
    dispose() {
      plot?.destroy();
      plot = undefined;
    },
  };
}

function seriesOptions(_series: ShownSeries, index: number): uPlot.Series {
  const { token: name, dashed } = lookOf(index);
  return {
    stroke: token(name),
    width: LINE_WIDTH,
    ...(dashed && { dash: [8, 4] }),
    // Rows that are far apart are seen as points.
    points: { size: 4, fill: token(name) },
  };
}

function axis(size: number): uPlot.Axis {
  const line = { stroke: token('--line'), width: 1 };
  return {
    stroke: token('--text-soft'),
    font: AXIS_FONT,
    size,
    grid: line,
    ticks: { ...line, size: 4 },
  };
}

/** As wide as its longest number. */
function yAxisSize(_plot: uPlot, values: string[] | null): number {
  const longest = Math.max(0, ...(values ?? []).map((value) => value.length));
  return Math.max(40, longest * 7 + 18);
}
