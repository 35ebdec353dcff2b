// What a case gives: numbers of both tools, and the bar that Adder has to reach.

import { median, type Pairs } from './statistics';

/** One turn of one tool. */
export interface Sample {
  readonly ms: number;
  /** Bytes that went over the line meanwhile; without, nobody counted. */
  readonly toBoard?: number;
  readonly toHost?: number;
  /** Bytes that a UART's receive buffer had no room for. */
  readonly lost?: number;
}

export type Bar =
  /** At most this part of mpremote's time. */
  | { readonly kind: 'time'; readonly atMost: number }
  /** At least this part of what the line carries. */
  | { readonly kind: 'line'; readonly atLeast: number }
  /** It has to work. */
  | { readonly kind: 'works' };

export interface Result extends Partial<Pairs<Sample>> {
  readonly name: string;
  /** Which line, or '' where there is none. */
  readonly line: string;
  readonly adder: readonly Sample[];
  /** What is copied, in bytes. */
  readonly payload?: number;
  /** The line's own bytes a second, for all boards together. */
  readonly rate?: number;
  readonly bar?: Bar;
}

export interface Judged {
  readonly adderMs: number;
  readonly mpremoteMs?: number;
  /** Adder's time by mpremote's. */
  readonly ratio?: number;
  /** Payload a second, as a part of the line's rate. */
  readonly adderOfLine?: number;
  readonly mpremoteOfLine?: number;
  readonly met?: boolean;
}

export function judge({ adder, mpremote, payload, rate, bar }: Result): Judged {
  const adderMs = median(adder.map(({ ms }) => ms));
  const mpremoteMs = mpremote?.length ? median(mpremote.map(({ ms }) => ms)) : undefined;
  const ofLine = (ms: number | undefined): number | undefined =>
    ms === undefined || payload === undefined || rate === undefined
      ? undefined
      : (payload / (ms / 1000)) * (1 / rate);
  const judged = {
    adderMs,
    ...defined('mpremoteMs', mpremoteMs),
    ...defined('ratio', mpremoteMs === undefined ? undefined : adderMs / mpremoteMs),
    ...defined('adderOfLine', ofLine(adderMs)),
    ...defined('mpremoteOfLine', ofLine(mpremoteMs)),
  };
  return { ...judged, ...defined('met', bar && reaches(bar, judged)) };
}

/** Undefined where there is nothing to compare with. */
function reaches(bar: Bar, { ratio, adderOfLine = 0 }: Judged): boolean | undefined {
  switch (bar.kind) {
    case 'time':
      return ratio === undefined ? undefined : ratio <= bar.atMost;
    case 'line':
      return adderOfLine >= bar.atLeast;
    case 'works':
      return true;
  }
}

function defined<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
