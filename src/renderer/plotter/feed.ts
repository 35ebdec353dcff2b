// What a board prints, into its plot. A board that prints without end must not freeze the window: the lines are read in short
// turns, and what was read is answered then, so that main holds the board back as the console does. Nothing is left out.

import { pieces } from '../console/pieces';
import { LineReader } from './lines';
import { parseLine } from './parse';
import type { PlotData } from './plot-data';

/** How long one turn may take, in milliseconds: a part of a frame. */
const TURN_MS = 4;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly done?: () => void;
}

export interface PlotFeed {
  readonly write: (bytes: Uint8Array, done: () => void) => void;
}

/** @param onNumbers called at most once per turn */
export function makePlotFeed(data: PlotData, onNumbers: () => void): PlotFeed {
  const waiting: Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let found = 0;
  let now = 0;
  const reader = new LineReader((line) => {
    if (data.add(parseLine(line), now)) found++;
  });

  function turn(): void {
    timer = undefined;
    const end = performance.now() + TURN_MS;
    now = performance.now(); // never goes back, as the clock of the computer may
    const before = found;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      reader.read(next.bytes);
      next.done?.();
      if (performance.now() > end) break;
    }
    if (waiting.length > 0) timer = setTimeout(turn);
    if (found > before) onNumbers();
  }

  return {
    write(bytes, done) {
      for (const [piece, isLast] of pieces(bytes))
        waiting.push({ bytes: piece, ...(isLast && { done }) });
      if (timer === undefined) turn();
    },
  };
}
