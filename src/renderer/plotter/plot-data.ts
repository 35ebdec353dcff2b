// The numbers of one plot: rows in the order in which they came, a column for each series. Bounded: the oldest rows go. Knows
// neither how lines look nor how they are drawn.

import { MAX_VALUES, type PlottedLine, type PlottedValue } from './parse';

/** What is kept, and the most that is drawn. */
export const MAX_ROWS = 100_000;
/** Rows that may stand beyond that before the oldest are moved out, so that this is done seldom. */
const SPARE = MAX_ROWS / 4;
const FIRST_CAPACITY = 1024;

/** In a column: this series had no part in that row. NaN is a gap in its line. */
export const ABSENT = -Infinity;

export interface Series {
  /** How the program calls it; missing: the nth number of a line, from 1. */
  readonly label?: string;
  readonly place: number;
  readonly values: Float64Array;
  /** The last row, counted from the very first one, in which it has no number. */
  readonly lastHole: number;
}

interface Column extends Series {
  values: Float64Array;
  lastHole: number;
  /** The last row in which it has a number. */
  lastRow: number;
}

/** Are these numbers the columns of that header? */
function areUnnamed(values: readonly PlottedValue[], header: readonly string[]): boolean {
  return values.length === header.length && values.every(({ label }) => label === undefined);
}

export class PlotData {
  private readonly columns = new Map<string, Column>();
  private times = new Float64Array(FIRST_CAPACITY);
  private firstTime = 0;
  private length = 0;
  private dropped = 0;
  /** The columns that the last row has already. */
  private filled = new Set<string>();
  private header: readonly string[] = [];
  /** Names that become the header if numbers follow at once. */
  private names: readonly string[] = [];
  private broken = false;
  /** The row in which the last program began to print numbers. */
  private programBegan = 0;

  /** Rows that are kept. */
  get rows(): number {
    return Math.min(this.length, MAX_ROWS);
  }

  /** The first kept row, counted from the very first one. */
  get firstRow(): number {
    return this.dropped + this.length - this.rows;
  }

  get series(): readonly Series[] {
    return [...this.columns.values()];
  }

  /** Where the first kept row is in a column. */
  get start(): number {
    return this.length - this.rows;
  }

  get end(): number {
    return this.length;
  }

  /** When the very first row came, in milliseconds. */
  get began(): number {
    return this.firstTime;
  }

  /** When each row came, in milliseconds. */
  get arrivals(): Float64Array {
    return this.times;
  }

  /** @returns whether there was something to draw in it */
  add(line: PlottedLine, now: number): boolean {
    const { names } = this;
    this.names = line.kind === 'labels' ? line.labels : [];
    if (line.kind !== 'values') return false;
    if (areUnnamed(line.values, names)) this.header = names;
    const keys = this.keysOf(line.values);
    if (!this.hasRoomFor(keys.map(({ key }) => key))) return false;
    if (this.broken) this.addGap(now);
    // Lines that each name another series are one row.
    const joins = keys.every(({ key, label }) => label !== undefined && !this.filled.has(key));
    if (!joins || this.filled.size === 0) this.addRow(now);
    line.values.forEach(({ value }, index) => {
      const found = keys[index];
      if (found) this.put(found.key, index + 1, found.label, value);
    });
    return true;
  }

  /** What comes next is not joined to what came before: another program. */
  breakLine(): void {
    this.broken = this.length > 0;
    this.programBegan = this.dropped + this.length;
    this.header = [];
    this.names = [];
  }

  clear(): void {
    this.columns.clear();
    this.times = new Float64Array(FIRST_CAPACITY);
    this.length = 0;
    this.dropped = 0;
    this.filled.clear();
    this.broken = false;
    this.programBegan = 0;
  }

  private hasRoomFor(keys: readonly string[]): boolean {
    const isNew = (key: string): boolean => !this.columns.has(key);
    if (this.columns.size + keys.filter(isNew).length <= MAX_VALUES) return true;
    // What only earlier programs have printed makes room.
    for (const [key, { lastRow }] of this.columns)
      if (lastRow < this.programBegan) this.columns.delete(key);
    return this.columns.size + keys.filter(isNew).length <= MAX_VALUES;
  }

  private keysOf(values: readonly PlottedValue[]): { key: string; label?: string }[] {
    const named = areUnnamed(values, this.header);
    return values.map((value, index) => {
      const label = named ? this.header[index] : value.label;
      return label === undefined ? { key: `#${index + 1}` } : { key: `:${label}`, label };
    });
  }

  private put(key: string, place: number, label: string | undefined, value: number): void {
    let column = this.columns.get(key);
    if (!column) {
      const values = new Float64Array(this.times.length).fill(ABSENT);
      const lastHole = this.dropped + this.length - 2;
      column = {
        place,
        values,
        lastHole,
        lastRow: lastHole,
        ...(label !== undefined && { label }),
      };
      this.columns.set(key, column);
    }
    const row = this.dropped + this.length - 1;
    column.values[this.length - 1] = value;
    if (Number.isNaN(value)) column.lastHole = row;
    else column.lastRow = row;
    this.filled.add(key);
  }

  private addRow(now: number): void {
    // Columns that had no part in the row that ends now.
    if (this.length > 0)
      for (const [key, column] of this.columns)
        if (!this.filled.has(key)) column.lastHole = this.dropped + this.length - 1;
    this.filled.clear();
    if (this.length === this.times.length) this.makeRoom();
    if (this.length === 0) this.firstTime = now;
    this.times[this.length] = now;
    this.length++;
  }

  private addGap(now: number): void {
    this.broken = false;
    this.addRow(now);
    for (const [key, column] of this.columns) {
      column.values[this.length - 1] = NaN;
      column.lastHole = this.dropped + this.length - 1;
      this.filled.add(key);
    }
  }

  private makeRoom(): void {
    const capacity = Math.min(this.length * 2, MAX_ROWS + SPARE);
    if (capacity === this.length) {
      const from = this.length - MAX_ROWS;
      const move = (values: Float64Array): void => {
        values.copyWithin(0, from);
      };
      move(this.times);
      for (const column of this.columns.values()) {
        move(column.values);
        column.values.fill(ABSENT, MAX_ROWS);
      }
      this.length = MAX_ROWS;
      this.dropped += from;
      this.forgetSilent();
      return;
    }
    const grow = (values: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(capacity).fill(ABSENT);
      grown.set(values);
      return grown;
    };
    this.times = grow(this.times);
    for (const column of this.columns.values()) column.values = grow(column.values);
  }

  /** A series without any number left makes room for another one. */
  private forgetSilent(): void {
    for (const [key, { values }] of this.columns)
      if (!values.subarray(0, this.length).some((value) => Number.isFinite(value)))
        this.columns.delete(key);
  }
}
