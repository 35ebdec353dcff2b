// Out of the raw REPL by Ctrl-B, to a prompt behind the friendly banner (`pyexec.c`, pyexec_raw_repl). A Ctrl-B or a prompt that
// was lost on the way is made good by another Ctrl-B, which at the friendly prompt prints the banner again.
//
//   waiting ── a prompt at the start of a line ──▶ done
//      │ silence: Ctrl-B again, in the end failed
//
// What came before the prompt comes back as `before`: `withoutRepl` takes the board's own words out of it.

import { concat, CTRL_B, EMPTY, latin1, tail } from './bytes';
import type { Effect, Machine, Step } from './machine';

/** Silences between the tries, ms. */
const WAITS = [600, 700, 700];
/** A callback that prints without end must not fill memory, bytes. */
const KEEP = 4096;

interface Leaving {
  readonly tries: number;
  readonly seen: Uint8Array;
}

export interface Left {
  readonly before: Uint8Array;
}

export function leaveRaw(): Machine<Leaving, Left> {
  function ask(state: Leaving): Step<Leaving, Left> {
    const ms = WAITS[state.tries];
    if (ms === undefined) {
      const during = 'leaving the raw REPL';
      const failure = { reason: 'timeout', during, seen: tail(state.seen, 256) } as const;
      return { state, effects: [{ kind: 'failed', failure }] };
    }
    return {
      state: { ...state, tries: state.tries + 1 },
      effects: [
        { kind: 'send', bytes: Uint8Array.of(CTRL_B) },
        { kind: 'timer', ms },
      ],
    };
  }

  function hear(state: Leaving, bytes: Uint8Array): Step<Leaving, Left> {
    const seen = concat(state.seen, bytes);
    const prompt = /(?:^|\n)>>> /.exec(latin1(seen));
    if (prompt) {
      const end = prompt.index + prompt[0].length;
      const result = { before: seen.subarray(0, end - 4) };
      const rest = seen.subarray(end);
      return { state: { ...state, seen: EMPTY }, effects: [{ kind: 'done', result, rest }] };
    }
    const over = seen.length - KEEP;
    const effects: Effect<Left>[] = [];
    if (over > 0) effects.push({ kind: 'discarded', bytes: seen.subarray(0, over) });
    return { state: { ...state, seen: tail(seen, KEEP) }, effects };
  }

  return {
    start: () => ask({ tries: 0, seen: EMPTY }),
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          return { state, effects: [] };
        case 'timeout':
          return ask(state);
        case 'bytes':
          return hear(state, input.bytes);
      }
    },
    unread: (state) => state.seen,
  };
}
