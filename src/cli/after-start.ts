// A program that nobody waited for, when there is something more to do on the same command line: what has become of its board.

import type { Board } from '../engine/board/board';
import type { Unsubscribe } from '../shared/unsubscribe';

/** `idle`: the program has ended; `lost`: the link is gone, as after a reset that takes the board's USB away; `late`: neither in time. */
export type Outcome = 'idle' | 'lost' | 'late';

/** Rejects as the signal says. */
export function outcome(board: Board, ms: number, signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const stops: Unsubscribe[] = [];
    const finish = (settle: () => void): void => {
      for (const stop of stops) stop();
      settle();
    };
    const look = (): void => {
      const { mode } = board;
      if (mode === 'idle' || mode === 'lost') finish(() => resolve(mode));
    };
    const onAbort = (): void => finish(() => reject(signal.reason as Error));
    const timer = setTimeout(() => finish(() => resolve('late')), ms);
    signal.addEventListener('abort', onAbort);
    stops.push(
      () => clearTimeout(timer),
      () => signal.removeEventListener('abort', onAbort),
      board.onMode(look),
    );
    if (signal.aborted) onAbort();
    else look();
  });
}
