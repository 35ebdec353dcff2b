// The kept numbers of a plot as a table that every spreadsheet opens: a line for each row, a column for each series.

import { ABSENT, type PlotData } from './plot-data';

/** @param nameOf what a series without a label is called */
export function csvOf(data: PlotData, nameOf: (place: number) => string): string {
  const { series, arrivals, began, start, end } = data;
  const names = series.map(({ label, place }) => quoted(label ?? nameOf(place)));
  const lines = [['seconds', ...names].join(',')];
  for (let row = start; row < end; row++) {
    const cells = series.map(({ values }) => cell(values[row]));
    if (cells.every((text) => text === '')) continue; // the gap between two programs
    lines.push([(((arrivals[row] ?? began) - began) / 1000).toFixed(3), ...cells].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value = ABSENT): string {
  return Number.isFinite(value) ? `${value}` : '';
}

/** A name comes from a board. A leading sign would be a formula in a spreadsheet. */
function quoted(name: string): string {
  const harmless = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
