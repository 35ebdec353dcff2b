// The line by itself: what it carries and how fast it answers when no tool is in between. All other rows are to be read
// against these.

import type { BoardBench } from '../rig';
import { median } from '../statistics';

export interface Calibration {
  readonly line: string;
  /** Bytes a second. */
  readonly down: number;
  readonly up: number;
  /** A key at the prompt, and the shortest exec in the raw REPL, ms. */
  readonly echoMs: number;
  readonly execMs: number;
}

const TURNS = 3;
const TALKS = 50;

/** A second's worth of bytes. */
export async function calibrate(bench: BoardBench): Promise<Calibration> {
  const { name, rate } = bench.line;
  return bench.bareLine(async (ask) => {
    const down: number[] = [];
    const up: number[] = [];
    const exec: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      down.push((await ask({ do: 'down', bytes: rate })).ms);
      up.push((await ask({ do: 'up', bytes: rate })).ms);
    }
    for (let talk = 0; talk < TALKS; talk++) exec.push((await ask({ do: 'exec' })).ms);
    const { each = [] } = await ask({ do: 'echo', times: TALKS });
    return {
      line: name,
      down: rate / (median(down) / 1000),
      up: rate / (median(up) / 1000),
      echoMs: median(each),
      execMs: median(exec),
    };
  });
}
