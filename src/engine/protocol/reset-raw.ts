// A soft reset from the raw prompt to the raw prompt: Ctrl-D on an empty line (`pyexec.c`, pyexec_raw_repl; main.py does not run).
//
//   resetting ── "soft reboot" and the end of its line ──▶ booting ── the banner of the raw REPL ──▶ done
//       │ silence                                             │ silence
//       └────────────────────────▶ failed ◀───────────────────┘
//
// What boot.py prints is passed on as it comes; the board's own lines are not.

import { concat, CTRL_C, CTRL_D, EMPTY, indexOf, latin1, partAtEnd, tail, utf8 } from './bytes';
import { RAW_BANNER } from './enter-raw';
import type { Effect, Machine, Step } from './machine';

/** The board says so at once. */
const RESET_MS = 3000;
/** boot.py may join a network before the raw prompt comes back, ms of silence. */
const BOOT_MS = 10_000;

/** "OK", and the line of the reboot; old ports leave out the "MPY: ". */
const REBOOT = /(?:OK\r?\n)?(?:MPY: )?soft reboot\r?\n/;
const BANNER = utf8(RAW_BANNER);
const KEEP = 4096;

interface Resetting {
  readonly booting: boolean;
  readonly seen: Uint8Array;
}

type Reset = Step<Resetting, undefined>;

export function resetRaw(): Machine<Resetting, undefined> {
  function wait(state: Resetting, effects: readonly Effect<undefined>[]): Reset {
    const ms = state.booting ? BOOT_MS : RESET_MS;
    return { state, effects: [...effects, { kind: 'timer', ms }] };
  }

  function hear(state: Resetting): Reset {
    const { seen } = state;
    if (state.booting) return boot(state);
    const reboot = REBOOT.exec(latin1(seen));
    if (!reboot) {
      const over = Math.max(0, seen.length - KEEP);
      return wait({ ...state, seen: tail(seen, KEEP) }, passed(seen.subarray(0, over)));
    }
    const { state: next, effects } = boot({
      booting: true,
      seen: seen.subarray(reboot.index + reboot[0].length),
    });
    return { state: next, effects: [...passed(seen.subarray(0, reboot.index)), ...effects] };
  }

  function boot(state: Resetting): Reset {
    const { seen } = state;
    const at = indexOf(seen, BANNER);
    if (at >= 0)
      return {
        state: { ...state, seen: EMPTY },
        effects: [
          ...passed(seen.subarray(0, at)),
          { kind: 'done', result: undefined, rest: seen.subarray(at + BANNER.length) },
        ],
      };
    const end = seen.length - partAtEnd(seen, BANNER);
    return wait({ ...state, seen: seen.subarray(end) }, passed(seen.subarray(0, end)));
  }

  return {
    start: () => {
      const step = wait({ booting: false, seen: EMPTY }, []);
      return {
        ...step,
        effects: [{ kind: 'send', bytes: Uint8Array.of(CTRL_D) }, ...step.effects],
      };
    },
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          return { state, effects: [{ kind: 'send', bytes: Uint8Array.of(CTRL_C) }] };
        case 'timeout': {
          const during = state.booting ? 'waiting for the end of boot.py' : 'a soft reset';
          const failure = { reason: 'timeout', during, seen: tail(state.seen, 256) } as const;
          return { state, effects: [{ kind: 'failed', failure }] };
        }
        case 'bytes':
          return hear({ ...state, seen: concat(state.seen, input.bytes) });
      }
    },
    unread: (state) => state.seen,
  };
}

function passed(bytes: Uint8Array): Effect<undefined>[] {
  return bytes.length > 0 ? [{ kind: 'discarded', bytes }] : [];
}
