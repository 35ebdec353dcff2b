// Into the raw REPL from wherever the board is (`pyexec.c`, pyexec_raw_repl). Ctrl-A does it at an empty friendly
// prompt; everything else needs Ctrl-C first, which cancels a half-typed line, paste mode, a half-sent raw paste, and
// interrupts a program. A program may catch KeyboardInterrupt, and a board that is just booting hears nothing, so
// the pair is repeated, and a prompt that appears late is answered at once.
//
//            ┌──── timeout, tries left: Ctrl-C Ctrl-A ────┐
//            ▼                                            │
//   ┌──▶ knocking ─── timeout, no try left ──▶ failed: silent (nothing heard at all) or timeout
//   │        │  ">>> " at the end and no banner soon: Ctrl-A ──▶ knocking (third time: failed, no-raw-repl)
//   │        │  banner of the raw REPL
//   │        ▼
//   │   one Ctrl-A was sent? ── yes ──▶ done
//   │        │ no: more banners may be on their way, so ask for a mark
//   │        ▼
//   └──── syncing ── the mark ──▶ done
//
// The mark is a tiny program whose output nothing else prints; what comes before it is noise.

import { concat, CTRL_A, CTRL_C, CTRL_D, EMPTY, endsWith, indexOf, tail, utf8 } from './bytes';
import type { Effect, Failure, Machine, Step } from './machine';

/** What `pyexec_raw_repl` prints, prompt included. */
export const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';

const BANNER = utf8(RAW_BANNER);
const PROMPT = utf8('>>> ');
const KNOCK = Uint8Array.of(CTRL_C, CTRL_A);
const SOFT_KNOCK = Uint8Array.of(CTRL_A);

/** Silences between the knocks, ms. Together over 3 s: an ESP32 that was reset by opening the port is up by then. */
const FORCEFUL_WAITS = [300, 500, 800, 1000, 1000];
const GENTLE_WAITS = [1000];
/** A prompt without a banner behind it within this time, ms, did not hear the Ctrl-A. */
const PROMPT_WAIT = 100;
/** Prompts that may answer Ctrl-A before we believe that there is no raw REPL. */
const MAX_PROMPTS = 3;

export interface EnterOptions {
  /** Ctrl-C is allowed. Without it only an empty prompt lets us in. */
  readonly force: boolean;
  /** Makes the synchronising mark unmistakable. */
  readonly nonce: string;
}

interface State {
  readonly phase: 'knocking' | 'syncing';
  readonly tries: number;
  /** Ctrl-As on their way: each may be answered by a banner. */
  readonly knocks: number;
  /** Prompts that did not answer a Ctrl-A with the banner. */
  readonly prompts: number;
  readonly atPrompt: boolean;
  readonly heard: boolean;
  readonly seen: Uint8Array;
}

export interface Entered {
  /** What came before the banner, for the console: the traceback of an interrupted program. */
  readonly before: Uint8Array;
}

export function enterRaw(options: EnterOptions): Machine<State, Entered> {
  const waits = options.force ? FORCEFUL_WAITS : GENTLE_WAITS;
  const mark = utf8(`OK${options.nonce}\r\n\x04\x04>`);
  const bareMark = utf8(`OK${options.nonce}\n\x04\x04>`); // MicroPython as a process prints bare line ends
  const ask = concat(utf8(`print('${options.nonce}')`), Uint8Array.of(CTRL_D));

  function knock(state: State): Step<State, Entered> {
    const ms = waits[state.tries];
    if (ms === undefined) return fail(state, state.heard ? 'timeout' : 'silent');
    return {
      state: { ...state, phase: 'knocking', tries: state.tries + 1, knocks: state.knocks + 1 },
      effects: [
        { kind: 'send', bytes: options.force ? KNOCK : SOFT_KNOCK },
        { kind: 'timer', ms },
      ],
    };
  }

  function knockAtPrompt(state: State): Step<State, Entered> {
    if (state.prompts === MAX_PROMPTS) return fail(state, 'no-raw-repl');
    return {
      state: {
        ...state,
        prompts: state.prompts + 1,
        knocks: state.knocks + 1,
        atPrompt: false,
        seen: EMPTY,
      },
      effects: [
        { kind: 'discarded', bytes: state.seen },
        { kind: 'send', bytes: SOFT_KNOCK },
        { kind: 'timer', ms: 1000 },
      ],
    };
  }

  function fail(state: State, reason: Failure['reason']): Step<State, Entered> {
    return {
      state,
      effects: [
        {
          kind: 'failed',
          failure: { reason, during: 'entering the raw REPL', seen: tail(state.seen, 256) },
        },
      ],
    };
  }

  function knocking(state: State): Step<State, Entered> {
    const at = indexOf(state.seen, BANNER);
    if (at >= 0) {
      const before = state.seen.subarray(0, at);
      const rest = state.seen.subarray(at + BANNER.length);
      if (state.knocks === 1) return finish(state, before, rest);
      return {
        state: { ...state, phase: 'syncing', seen: rest },
        effects: [
          { kind: 'discarded', bytes: before },
          { kind: 'send', bytes: ask },
          { kind: 'timer', ms: 1000 },
        ],
      };
    }
    if (endsWith(state.seen, PROMPT))
      return {
        state: { ...state, atPrompt: true },
        effects: [{ kind: 'timer', ms: PROMPT_WAIT }],
      };
    return bound(state);
  }

  function syncing(state: State): Step<State, Entered> {
    for (const end of [mark, bareMark]) {
      const at = indexOf(state.seen, end);
      if (at < 0) continue;
      const step = finish(state, EMPTY, state.seen.subarray(at + end.length));
      const bytes = withoutBanners(state.seen.subarray(0, at));
      return { ...step, effects: [{ kind: 'discarded', bytes }, ...step.effects] };
    }
    return bound(state);
  }

  function finish(state: State, before: Uint8Array, rest: Uint8Array): Step<State, Entered> {
    return { state, effects: [{ kind: 'done', result: { before }, rest }] };
  }

  return {
    start: () =>
      knock({
        phase: 'knocking',
        tries: 0,
        knocks: 0,
        prompts: 0,
        atPrompt: false,
        heard: false,
        seen: EMPTY,
      }),
    next: (state, input) => {
      switch (input.kind) {
        case 'interrupt':
          // An answer to what was sent is still awaited, so that the board can be led out; nothing more is tried.
          return { state: { ...state, tries: waits.length, prompts: MAX_PROMPTS }, effects: [] };
        case 'timeout':
          return state.atPrompt ? knockAtPrompt(state) : knock(state);
        case 'bytes': {
          const heard = { ...state, heard: true, seen: concat(state.seen, input.bytes) };
          return heard.phase === 'syncing' ? syncing(heard) : knocking(heard);
        }
      }
    },
    unread: (state) => state.seen,
  };
}

/** What is left when the answers to further Ctrl-As are taken out. */
function withoutBanners(bytes: Uint8Array): Uint8Array {
  const at = indexOf(bytes, BANNER);
  if (at < 0) return bytes;
  return concat(bytes.subarray(0, at), withoutBanners(bytes.subarray(at + BANNER.length)));
}

/** A flooding board must not fill memory: what cannot be part of an answer any more is passed on. */
function bound(state: State): Step<State, Entered> {
  const over = state.seen.length - 4096;
  const effects: Effect<Entered>[] = [];
  if (over > 0) effects.push({ kind: 'discarded', bytes: state.seen.subarray(0, over) });
  return { state: over > 0 ? { ...state, seen: state.seen.subarray(over) } : state, effects };
}
