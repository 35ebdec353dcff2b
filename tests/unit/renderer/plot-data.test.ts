// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usePanels } from '../../../src/renderer/panel/panels';
import { csvOf } from '../../../src/renderer/plotter/csv';
import { parseLine } from '../../../src/renderer/plotter/parse';
import { MAX_ROWS, PlotData } from '../../../src/renderer/plotter/plot-data';
import { usePlots } from '../../../src/renderer/plotter/plots';
import { frozen, viewOf } from '../../../src/renderer/plotter/view';
import { summaryText } from '../../../src/renderer/plotter/words';
import { bytesOf } from './fake-bridge';
import { openWindow, settle } from './support';

function dataOf(...lines: readonly string[]): PlotData {
  const data = new PlotData();
  lines.forEach((line, index) => data.add(parseLine(line), 1000 * index));
  return data;
}

/** `name: value value`, with `-` for a gap and `.` for no part in a row. */
function drawn(data: PlotData, rows = MAX_ROWS): string[] {
  return viewOf(data, rows).series.map(({ label, place, values }) => {
    const cells = Array.from(values, (value) =>
      value === null ? '-' : value === undefined ? '.' : `${value}`,
    );
    return `${label ?? place}: ${cells.join(' ')}`;
  });
}

describe('a plot', () => {
  it('has a column for each place or name', () => {
    expect(drawn(dataOf('1 2', 'text', '3 4', '5'))).toEqual(['1: 1 3 5', '2: 2 4 .']);
    expect(drawn(dataOf('a:1 b:2', 'a:3 b:4'))).toEqual(['a: 1 3', 'b: 2 4']);
  });

  it('joins lines that each name another series into one row', () => {
    expect(drawn(dataOf('a:1', 'b:2', 'a:3', 'b:4', 'a:5'))).toEqual(['a: 1 3 5', 'b: 2 4 .']);
  });

  it('takes names from the line above the numbers, and only from there', () => {
    expect(drawn(dataOf('x,y', '1,2', 'hello', '3,4'))).toEqual(['x: 1 3', 'y: 2 4']);
    expect(drawn(dataOf('Hello, world', 'begin', '1,2'))).toEqual(['1: 1', '2: 2']);
    expect(drawn(dataOf('x,y', '1,2,3'))).toEqual(['1: 1', '2: 2', '3: 3']);
  });

  it('shows a failed reading as a gap', () => {
    expect(drawn(dataOf('a:1', 'a:nan', 'a:2'))).toEqual(['a: 1 - 2']);
  });

  it('is not joined to what another program printed', () => {
    const data = dataOf('a:1', 'a:2');
    data.breakLine();
    data.add(parseLine('a:3'), 9000);
    data.add(parseLine('b:4'), 9000);
    expect(drawn(data)).toEqual(['a: 1 2 - 3', 'b: . . . 4']);
    expect(drawn(data, 1)).toEqual(['a: 3', 'b: 4']);
  });

  it('takes no more than sixteen series, and gives up those of earlier programs', () => {
    const data = dataOf(...Array.from({ length: 16 }, (_, index) => `s${index}: 1`));
    expect(data.add(parseLine('more: 1'), 0)).toBe(false);
    data.breakLine();
    expect(data.add(parseLine('more: 1'), 0)).toBe(true);
    expect(drawn(data)).toEqual(['more: . . 1']);
  });

  it('shows the same as one without a bound, for the rows that it keeps', () => {
    const lines = fc.array(fc.constantFrom('1', '2 3', 'a:1', 'b:2', 'a:3 b:4', 'nan', 'text'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 70 }), (all, window) => {
        const data = dataOf(...all);
        const whole = viewOf(data, MAX_ROWS);
        const part = viewOf(data, window);
        expect(part.rows).toEqual(whole.rows.slice(-window));
        for (const series of part.series) {
          const same = whole.series.find(({ key }) => key === series.key);
          expect([...series.values]).toEqual([...(same?.values ?? [])].slice(-window));
          const numbers = [...series.values].filter((value) => typeof value === 'number');
          expect(series.lowest).toBe(Math.min(...numbers));
          expect(series.highest).toBe(Math.max(...numbers));
          expect(series.last).toBe(numbers.at(-1));
        }
      }),
    );
  });

  it('keeps the last rows of very many, in bounded memory', () => {
    const data = new PlotData();
    const count = 1.5 * MAX_ROWS + 17;
    for (let row = 1; row <= count; row++)
      data.add({ kind: 'values', values: [{ value: row }, { value: -row }] }, row);
    data.add(parseLine('a: 1'), count); // joins the last row
    expect(data.rows).toBe(MAX_ROWS);
    expect(data.arrivals.length).toBeLessThanOrEqual(1.25 * MAX_ROWS);
    const { rows, series } = viewOf(data, MAX_ROWS);
    expect(rows[0]).toBe(count - MAX_ROWS + 1);
    expect(rows.at(-1)).toBe(count);
    expect(series[0]?.values).toEqual(rows);
    expect(series[1]).toMatchObject({ last: -count, highest: -(count - MAX_ROWS + 1) });
    expect(series[2]?.values.at(-1)).toBe(1);
  });

  it('knows when each row came, from the very first one', () => {
    const data = dataOf('1', '2', '3');
    expect([...viewOf(data, 2).seconds]).toEqual([1, 2]);
    const held = frozen(viewOf(data, 2));
    data.clear();
    data.add(parseLine('4'), 10_000);
    data.add(parseLine('5'), 10_500);
    expect([...viewOf(data, 10).seconds]).toEqual([0, 0.5]);
    expect([...held.seconds]).toEqual([1, 2]);
  });

  it('that is held does not change', () => {
    const data = dataOf('1');
    const held = frozen(viewOf(data, 10));
    for (let row = 0; row < 2 * MAX_ROWS; row++) data.add(parseLine('7'), row);
    expect([...(held.series[0]?.values ?? [])]).toEqual([1]);
  });
});

describe('a plot as a table', () => {
  it('has a line for each row', () => {
    const data = dataOf('temp:21.5 hum:40', 'temp:22');
    data.breakLine();
    data.add(parseLine('temp:23 hum:41'), 5500);
    expect(csvOf(data, (place) => `value ${place}`)).toBe(
      'seconds,temp,hum\r\n0.000,21.5,40\r\n1.000,22,\r\n5.500,23,41\r\n',
    );
  });

  it('writes a hostile name as text', () => {
    const data = dataOf('"=1+1, ;": 1', '5');
    const name = csvOf(data, (place) => `value ${place}`).split('\r\n')[0];
    expect(name).toBe(`seconds,"'=1+1, ;",value 1`);
  });
});

describe('plots of boards', () => {
  it('take numbers from what boards print, also while another one is shown', async () => {
    openWindow();
    const plots = usePlots();
    const [one, other] = [{}, {}];
    plots.show(one);
    const done: string[] = [];
    plots.plotOf(one).write(bytesOf('a: 1\r\na: '), () => done.push('first'));
    plots.plotOf(other).write(bytesOf('7\n'), () => done.push('other'));
    plots.plotOf(one).write(bytesOf('2\n'.repeat(20_000)), () => done.push('second'));
    while (done.length < 3) await settle();
    expect(plots.shown?.data.rows).toBe(20_001);
    expect(plots.isEmpty).toBe(false);
    expect(plots.plotOf(other).data.rows).toBe(1);
    expect(usePanels().news.has('plotter')).toBe(true);
    usePanels().show('plotter');
    expect(usePanels().news.has('plotter')).toBe(false);
    plots.clear();
    expect(plots.isEmpty).toBe(true);
    usePanels().show('console');
  });

  it('are told in words', () => {
    openWindow();
    const { series } = viewOf(dataOf('temp: 21.123456789', 'temp: 20'), 10);
    expect(summaryText(2, series)).toBe(
      'Plot of the last 2 rows. temp: now 20, lowest 20, highest 21.1235.',
    );
  });
});
