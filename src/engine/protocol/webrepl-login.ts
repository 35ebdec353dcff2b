// The login of WebREPL, two machines on its text frames (`extmod/modwebrepl.c`). Whose password it is, and how often it may be
// asked for, is the transport's affair.
//
//   server:  "Password: "
//   client:  password CR
//   server:  "\r\nWebREPL connected\r\n>>> "   the terminal begins behind it; its ">>> " is no sign of an idle board
//        or  "\r\nAccess denied\r\n"           and the end of the connection
//
// The deadlines are of the whole answer: a server that only drips does not hold us.

import { concat, EMPTY, indexOf, tail, utf8 } from './bytes';
import type { Machine, Step } from './machine';

/** ms; a board answers at once, also while a program runs. */
const PROMPT_MS = 5000;
const VERDICT_MS = 10_000;
/** Nothing of a login is longer, in bytes. */
const MAX_SEEN = 1024;
/** What ends the password, and so cannot be in it. */
const CARRIAGE_RETURN = 0x0d;

interface Seen {
  readonly seen: Uint8Array;
}

export function awaitPasswordPrompt(): Machine<Seen, 'prompt'> {
  return firstOf({ prompt: 'Password: ' }, PROMPT_MS, "WebREPL's password prompt");
}

/** @param password without control characters */
export function sendPassword(password: string): Machine<Seen, 'connected' | 'denied'> {
  return firstOf(
    { connected: '\r\nWebREPL connected\r\n>>> ', denied: '\r\nAccess denied\r\n' },
    VERDICT_MS,
    "WebREPL's answer to the password",
    concat(utf8(password), Uint8Array.of(CARRIAGE_RETURN)),
  );
}

function firstOf<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  ms: number,
  during: string,
  send?: Uint8Array,
): Machine<Seen, Name> {
  const needles = (Object.entries(texts) as [Name, string][]).map(
    ([name, text]) => [name, utf8(text)] as const,
  );

  function failed(state: Seen, reason: 'timeout' | 'unexpected'): Step<Seen, Name> {
    const seen = tail(state.seen, 256);
    return {
      state,
      effects: [{ kind: 'failed', failure: { reason, during: `waiting for ${during}`, seen } }],
    };
  }

  return {
    unread: (state) => state.seen,
    start: () => ({
      state: { seen: EMPTY },
      effects: [...(send ? [{ kind: 'send', bytes: send } as const] : []), { kind: 'timer', ms }],
    }),
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          return { state, effects: [] };
        case 'timeout':
          return failed(state, 'timeout');
        case 'bytes': {
          const seen = concat(state.seen, input.bytes);
          for (const [result, needle] of needles) {
            const at = indexOf(seen, needle);
            if (at < 0) continue;
            const rest = seen.subarray(at + needle.length);
            return { state: { seen: EMPTY }, effects: [{ kind: 'done', result, rest }] };
          }
          return seen.length > MAX_SEEN
            ? failed({ seen }, 'unexpected')
            : { state: { seen }, effects: [] };
        }
      }
    },
  };
}
