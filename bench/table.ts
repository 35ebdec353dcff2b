// The table that the bench prints, in Markdown so that docs/performance.md can have it as it is.

import type { Calibration } from './cases/line';
import { judge, type Bar, type Result } from './results';

const HEAD = [
  'case',
  'line',
  'Adder',
  'mpremote',
  'Adder’s time',
  'of the line',
  'bar',
  'met',
  'on the wire',
];

export function table(results: readonly Result[]): string {
  return markdown([HEAD, ...results.map(row)]);
}

export function calibrationTable(lines: readonly Calibration[]): string {
  const head = ['bare line', 'to the board', 'from the board', 'key to echo', 'shortest exec'];
  const rows = lines.map(({ line, up, down, echoMs, execMs }) => [
    line,
    perSecond(up),
    perSecond(down),
    time(echoMs),
    time(execMs),
  ]);
  return markdown([head, ...rows]);
}

function row(result: Result): string[] {
  const { adderMs, mpremoteMs, ratio, adderOfLine, mpremoteOfLine, met } = judge(result);
  return [
    result.name,
    result.line,
    time(adderMs),
    mpremoteMs === undefined ? '' : time(mpremoteMs),
    ratio === undefined ? '' : ratio.toFixed(ratio < 0.1 ? 3 : 2),
    ofLine(adderOfLine, mpremoteOfLine),
    result.bar ? words(result.bar) : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
    wire(result),
  ];
}

function ofLine(adder: number | undefined, mpremote: number | undefined): string {
  if (adder === undefined) return '';
  return mpremote === undefined ? percent(adder) : `${percent(adder)} (${percent(mpremote)})`;
}

/** Bytes to and from the board: for each byte copied, else as they are. */
function wire({ adder: [first], mpremote, payload }: Result): string {
  const said = (sample: Result['adder'][number] | undefined): string => {
    const { toBoard, toHost, lost = 0 } = sample ?? {};
    if (toBoard === undefined || toHost === undefined) return '';
    const per = (bytes: number): string =>
      payload === undefined ? String(bytes) : (bytes / payload).toFixed(2);
    return `${per(toBoard)}+${per(toHost)}${lost > 0 ? `, ${lost} LOST` : ''}`;
  };
  const [adder, other] = [said(first), said(mpremote?.[0])];
  return other === '' ? adder : `${adder} (${other})`;
}

function words(bar: Bar): string {
  switch (bar.kind) {
    case 'time':
      return `≤ ${Number(bar.atMost.toFixed(3))} of the time`;
    case 'line':
      return `≥ ${percent(bar.atLeast)}`;
    case 'works':
      return 'works';
  }
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part < 0.995 ? 1 : 0)} %`;
}

function time(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}

function perSecond(bytes: number): string {
  return `${Math.round(bytes).toLocaleString('en')} B/s`;
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...body.map(line)].join('\n');
}
