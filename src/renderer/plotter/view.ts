// The part of a plot that is looked at: its last rows, in the form that the chart draws. Series that have nothing there are left
// out.

import { ABSENT, type PlotData, type Series } from './plot-data';

export interface ShownSeries {
  /** Tells it from the others, for as long as it is there. */
  readonly key: string;
  readonly label?: string;
  readonly place: number;
  /** null: a gap. undefined: no part in that row, and the line goes on over it. */
  readonly values: Float64Array | (number | null | undefined)[];
  readonly last: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface PlotView {
  /** Row numbers, from 1. */
  readonly rows: Float64Array;
  /** When each row came, from the first one of the plot. */
  readonly seconds: Float64Array;
  readonly series: readonly ShownSeries[];
}

export const EMPTY_VIEW: PlotView = {
  rows: new Float64Array(),
  seconds: new Float64Array(),
  series: [],
};

export function viewOf(data: PlotData, count: number): PlotView {
  const shown = Math.min(count, data.rows);
  const from = data.end - shown;
  const first = data.firstRow + data.rows - shown;
  const rows = new Float64Array(shown);
  const seconds = new Float64Array(shown);
  for (let index = 0; index < shown; index++) {
    rows[index] = first + index + 1;
    seconds[index] = ((data.arrivals[from + index] ?? data.began) - data.began) / 1000;
  }
  const series: ShownSeries[] = [];
  for (const each of data.series) {
    const found = look(each, from, data.end, first);
    if (found) series.push(found);
  }
  return { rows, seconds, series };
}

/** The same for ever: a view shares the memory of its plot, which goes on. */
export function frozen({ rows, seconds, series }: PlotView): PlotView {
  return {
    rows,
    seconds,
    series: series.map((each) => ({ ...each, values: each.values.slice() })),
  };
}

function look(series: Series, from: number, to: number, first: number): ShownSeries | undefined {
  const part = series.values.subarray(from, to);
  let last: number | undefined;
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of part) {
    if (!Number.isFinite(value)) continue;
    last = value;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (last === undefined) return undefined;
  const { label, place, lastHole } = series;
  return {
    key: label === undefined ? `#${place}` : `:${label}`,
    ...(label !== undefined && { label }),
    place,
    values: isWhole(part, lastHole, first) ? part : withGaps(part),
    last,
    lowest,
    highest,
  };
}

/** Its last value may still be on its way: the row that is being filled has no hole yet. */
function isWhole(part: Float64Array, lastHole: number, first: number): boolean {
  return lastHole < first && Number.isFinite(part.at(-1));
}

function withGaps(part: Float64Array): (number | null | undefined)[] {
  return Array.from(part, (value) =>
    value === ABSENT ? undefined : Number.isNaN(value) ? null : value,
  );
}
