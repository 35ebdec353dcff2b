// Into the raw REPL from wherever the board is (`pyexec.c`, pyexec_raw_repl). Ctrl-A does it at an empty friendly
// prompt; everything else needs Ctrl-C first, which cancels a half-typed line, paste mode, a half-sent raw paste, and
// interrupts a program. A program may catch KeyboardInterrupt, and a board that is just booting hears nothing, so
// the pair is repeated, each time with more Ctrl-Cs: some then arrive inside the handler. A prompt that appears late is answered at
// once.
//
//            ┌──── timeout, tries left: Ctrl-C Ctrl-A ────┐
//            ▼                                            │
//   ┌──▶ knocking ─── timeout, no try left ──▶ failed: silent, or what not-micropython.ts makes of what was said
//   │        │  ">>> " at the end and no banner soon: Ctrl-A ──▶ knocking (third time: failed, no-raw-repl)
//   │        │  banner of the raw REPL
//   │        ▼
//   │   one Ctrl-A was sent? ── yes ──▶ done
//   │        │ no: more banners may be on their way, so ask for a mark
//   │        ▼
//   └──── syncing ── the mark ──▶ done
//
// The mark is a tiny program whose output nothing else prints; what comes before it is noise. Each asking has a mark of its own: the
// answer to an earlier one may come late, and a second answer behind it must not become that of the next program.

import { concat, CTRL_A, CTRL_C, EMPTY, endsWith, indexOf, tail, utf8 } from './bytes';
import type { Effect, Failure, Machine, Step } from './machine';
import { judge } from './not-micropython';

/** What `pyexec_raw_repl` prints, prompt included. */
export const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';

const BANNER = utf8(RAW_BANNER);
const PROMPT = utf8('>>> ');

/** Silences between the knocks, ms: in 2 s it is clear that nobody answers. */
const FORCEFUL_WAITS = [200, 300, 400, 500, 600];
/** All of them, ms: how long somebody waits who wants to know what this is. */
export const KNOCKING_MS = FORCEFUL_WAITS.reduce((sum, ms) => sum + ms);
/** The second Ctrl-A is for the case that the first got lost. */
const GENTLE_WAITS = [500, 700];
/** How often a board that may be booting is knocked at, ms. */
const PATIENT_WAIT = 500;
/** A prompt without a banner behind it within this time, ms, did not hear the Ctrl-A. */
const PROMPT_WAIT = 100;
/** How long the banner or the mark may take once the board is known to listen, ms. */
const ANSWER_WAIT = 1000;
/** Prompts that may answer Ctrl-A before we believe that there is no raw REPL. */
const MAX_PROMPTS = 3;
/** Ctrl-Cs of one knock at most: they reach the board together, so more are not better. */
const MAX_INTERRUPTS = 16;
/** A flooding board must not fill memory, bytes. */
const KEEP = 4096;

export interface EnterOptions {
  /** Ctrl-C is allowed. Without it only an empty prompt lets us in. */
  readonly force: boolean;
  /** Makes the synchronising marks unmistakable. */
  readonly nonce: string;
  /** Answers to earlier commands may still be on their way: ask for the mark even behind a single Ctrl-A. */
  readonly late?: boolean;
  /** The last that was heard before, for telling what does not let us in. */
  readonly said?: Uint8Array;
  /** The board may be booting for so long, ms: silence before says nothing. Counts only with `force`. */
  readonly patienceMs?: number;
}

interface State {
  readonly phase: 'knocking' | 'syncing';
  readonly tries: number;
  /** Ctrl-As on their way: each may be answered by a banner. */
  readonly knocks: number;
  /** How often the mark was asked for. */
  readonly asked: number;
  /** Prompts that did not answer a Ctrl-A with the banner. */
  readonly prompts: number;
  readonly atPrompt: boolean;
  readonly heard: boolean;
  readonly seen: Uint8Array;
  readonly sent: Uint8Array;
}

export interface Entered {
  /** What came before the banner, for the console: the traceback of an interrupted program. */
  readonly before: Uint8Array;
}

export function enterRaw(options: EnterOptions): Machine<State, Entered> {
  const waits = options.force ? patientWaits(options.patienceMs ?? 0) : GENTLE_WAITS;

  function markOf({ asked }: State): string {
    return `${options.nonce}n${String(asked)}`;
  }

  function send(state: State, bytes: Uint8Array, ms: number): Step<State, Entered> {
    return {
      state: { ...state, knocks: state.knocks + 1, sent: concat(state.sent, bytes) },
      effects: [
        { kind: 'send', bytes },
        { kind: 'timer', ms },
      ],
    };
  }

  function knock(state: State): Step<State, Entered> {
    const ms = waits[state.tries];
    if (ms === undefined) return giveUp(state);
    const interrupts = options.force ? Math.min(2 ** state.tries, MAX_INTERRUPTS) : 0;
    const keys = Uint8Array.from({ length: interrupts + 1 }, (_, at) =>
      at < interrupts ? CTRL_C : CTRL_A,
    );
    return send({ ...state, phase: 'knocking', tries: state.tries + 1 }, keys, ms);
  }

  function knockAtPrompt(state: State): Step<State, Entered> {
    if (state.prompts === MAX_PROMPTS) return fail(state, 'no-raw-repl', 'entering the raw REPL');
    const next = { ...state, prompts: state.prompts + 1, atPrompt: false, seen: EMPTY };
    const step = send(next, Uint8Array.of(CTRL_A), ANSWER_WAIT);
    return { ...step, effects: [{ kind: 'discarded', bytes: state.seen }, ...step.effects] };
  }

  function giveUp(state: State): Step<State, Entered> {
    if (!options.force)
      return fail(state, state.heard ? 'timeout' : 'silent', 'entering the raw REPL');
    const said = state.heard ? state.seen : (options.said ?? EMPTY);
    if (said.length === 0) return fail(state, 'silent', 'entering the raw REPL');
    const { reason, during } = judge(said, state.sent);
    return fail(state, reason, during, said);
  }

  function fail(
    state: State,
    reason: Failure['reason'],
    during: string,
    seen = state.seen,
  ): Step<State, Entered> {
    const failure = { reason, during, seen: tail(seen, 256) };
    return { state, effects: [{ kind: 'failed', failure }] };
  }

  function knocking(state: State): Step<State, Entered> {
    const at = indexOf(state.seen, BANNER);
    if (at >= 0) {
      const before = state.seen.subarray(0, at);
      const rest = state.seen.subarray(at + BANNER.length);
      if (state.knocks === 1 && !options.late) return finish(state, before, rest);
      const asking: State = { ...state, phase: 'syncing', asked: state.asked + 1, seen: rest };
      return {
        state: asking,
        effects: [
          { kind: 'discarded', bytes: before },
          { kind: 'send', bytes: utf8(`print('${markOf(asking)}')\x04`) },
          { kind: 'timer', ms: ANSWER_WAIT },
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
    // MicroPython as a process prints bare line ends.
    for (const lineEnd of ['\r\n', '\n']) {
      const end = utf8(`OK${markOf(state)}${lineEnd}\x04\x04>`);
      const at = indexOf(state.seen, end);
      if (at < 0) continue;
      return finish(state, state.seen.subarray(0, at), state.seen.subarray(at + end.length));
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
        asked: 0,
        prompts: 0,
        atPrompt: false,
        heard: false,
        seen: EMPTY,
        sent: EMPTY,
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

function patientWaits(patienceMs: number): number[] {
  const waits = [...FORCEFUL_WAITS];
  let rest = patienceMs - KNOCKING_MS;
  for (; rest > 0; rest -= PATIENT_WAIT) waits.push(Math.min(rest, PATIENT_WAIT));
  return waits;
}

/** What cannot be part of an answer any more is passed on. */
function bound(state: State): Step<State, Entered> {
  const over = state.seen.length - KEEP;
  const effects: Effect<Entered>[] = [];
  if (over > 0) effects.push({ kind: 'discarded', bytes: state.seen.subarray(0, over) });
  return { state: over > 0 ? { ...state, seen: state.seen.subarray(over) } : state, effects };
}
