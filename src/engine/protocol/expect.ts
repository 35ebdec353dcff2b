// The simplest machine: send something, wait for a text. Leaving the raw REPL and soft resets are made of it.
//
//   waiting ── bytes without the text ──▶ waiting (the timer starts again: the deadline is one of silence)
//      │  text seen            │ timeout
//      ▼                       ▼
//     done                   failed
//
// Everything in front of the text comes back as `before`.

import { concat, EMPTY, indexOf, tail, utf8 } from './bytes';
import type { Machine, Step } from './machine';

export interface ExpectOptions {
  /** Sent first; empty: only wait. */
  readonly send?: Uint8Array;
  readonly text: string;
  /** Sent at every interrupt. */
  readonly interrupt?: Uint8Array;
  /** Silence that is too long, in ms. */
  readonly silenceMs: number;
  /** Keep at most this much of what comes before the text; older bytes are passed on as `discarded`. */
  readonly keep?: number;
}

interface Waiting {
  readonly seen: Uint8Array;
}

export interface Expected {
  readonly before: Uint8Array;
}

export function expectText(options: ExpectOptions): Machine<Waiting, Expected> {
  const needle = utf8(options.text);
  const keep = Math.max(options.keep ?? 4096, needle.length);

  function wait(seen: Uint8Array): Step<Waiting, Expected> {
    const over = seen.length - keep;
    return {
      state: { seen: over > 0 ? seen.subarray(over) : seen },
      effects: [
        ...(over > 0 ? [{ kind: 'discarded', bytes: seen.subarray(0, over) } as const] : []),
        { kind: 'timer', ms: options.silenceMs },
      ],
    };
  }

  return {
    start: () => {
      const step = wait(EMPTY);
      if (options.send === undefined) return step;
      return { ...step, effects: [{ kind: 'send', bytes: options.send }, ...step.effects] };
    },
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          return {
            state,
            effects: options.interrupt ? [{ kind: 'send', bytes: options.interrupt }] : [],
          };
        case 'timeout':
          return {
            state,
            effects: [
              {
                kind: 'failed',
                failure: {
                  reason: 'timeout',
                  during: `waiting for ${JSON.stringify(options.text)}`,
                  seen: tail(state.seen, 256),
                },
              },
            ],
          };
        case 'bytes': {
          const seen = concat(state.seen, input.bytes);
          const at = indexOf(seen, needle);
          if (at < 0) return wait(seen);
          const result = { before: seen.subarray(0, at) };
          const rest = seen.subarray(at + needle.length);
          return { state: { seen: EMPTY }, effects: [{ kind: 'done', result, rest }] };
        }
      }
    },
    unread: (state) => state.seen,
  };
}
