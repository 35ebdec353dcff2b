// The clock of a board, `machine.RTC`: what it says, and setting it. It knows neither what the computer's time is nor how a date is
// printed.
//
// A clock is asked by eight numbers in the order of `RTC.datetime` (docs.micropython.org, library/machine.RTC): the ports agree on all
// but the last one, which counts parts of a second, each port its own.

import { AdderError } from '../../shared/errors';
import type { RawRepl } from './raw-repl';
import type { OperationOptions } from './types';

/** What a clock says, in the order in which `RTC.datetime` has it. */
export interface ClockTime {
  /** With its century. */
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  /** 1..31 */
  readonly day: number;
  /** 0..6, Monday is 0. */
  readonly weekday: number;
  /** 0..23 */
  readonly hours: number;
  /** 0..59 */
  readonly minutes: number;
  /** 0..59 */
  readonly seconds: number;
  /** Parts of a second: microseconds on most ports, 1/256 s on STM32; many have none and say 0. */
  readonly subseconds: number;
}

type Operate = <Result>(
  options: OperationOptions,
  work: (raw: RawRepl) => Promise<Result>,
) => Promise<Result>;

/** No clock thinks longer, ms. */
const SILENCE_MS = 10_000;
const READ = 'import machine\nprint(tuple(machine.RTC().datetime()))';
const TUPLE = /^\((-?\d+(?:, ?-?\d+){7})\)$/;

/** The clock of a board that is connected: `board.clock`. */
export class BoardClock {
  /** @internal */
  constructor(private readonly operate: Operate) {}

  /** Rejects with `no-clock` where the firmware has none, and with `protocol-damaged` when it says what is no time. */
  async read(options: OperationOptions = {}): Promise<ClockTime> {
    const said = await this.ask(() => READ, options);
    const numbers = TUPLE.exec(said.trim())?.[1]?.split(',').map(Number);
    if (!numbers)
      throw new AdderError('protocol-damaged', { detail: `the clock says ${said.slice(0, 80)}` });
    const [year = 0, month = 0, day = 0, weekday = 0, hours = 0, minutes = 0] = numbers;
    const [seconds = 0, subseconds = 0] = numbers.slice(6);
    return { year, month, day, weekday, hours, minutes, seconds, subseconds };
  }

  /**
   * Sets the clock to what it is when the board's turn has come: `now` is asked then. Rejects with `no-clock` where the firmware has none,
   * or one that cannot be set.
   */
  async set(now: () => ClockTime, options: OperationOptions = {}): Promise<void> {
    await this.ask(() => `import machine\nmachine.RTC().datetime(${clockTuple(now())})`, options);
  }

  private async ask(source: () => string, options: OperationOptions): Promise<string> {
    const { signal } = options;
    const { stdout, stderr } = await this.operate(options, (raw) =>
      raw.exec(source(), { silenceMs: SILENCE_MS, ...(signal && { signal }) }),
    );
    if (stderr !== '')
      throw new AdderError('no-clock', { detail: stderr.trim().split(/\r?\n/).at(-1) ?? '' });
    return new TextDecoder().decode(stdout);
  }
}

/** As `RTC.datetime` takes and gives it. */
export function clockTuple(time: ClockTime): string {
  const { year, month, day, weekday, hours, minutes, seconds, subseconds } = time;
  return `(${[year, month, day, weekday, hours, minutes, seconds, subseconds].join(', ')})`;
}

/** The computer's own time at the place where it is, as a clock takes it. */
export function localClockTime(date: Date): ClockTime {
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    weekday: (date.getDay() + 6) % 7,
    hours: date.getHours(),
    minutes: date.getMinutes(),
    seconds: date.getSeconds(),
    subseconds: date.getMilliseconds() * 1000,
  };
}
